# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeVmTest
---------------

Tests that run a program of the project in a virtual machine with a kernel of
its own::

  linuxbake_add_vm_test(
    NAME <name>
    KERNEL <kernel>
    COMMAND <target>|<program> [<argument>...]
    [ENVIRONMENT <name>=<value>...] [FILES <file>...] [WORKING_DIRECTORY <dir>]
    [COLLECT <file>...]
    [TIMEOUT <seconds>] [MEMORY <MiB>] [CPUS <n>] [ACCELERATOR auto|tcg|kvm]
    [LABELS <label>...])

``NAME``
  The name of the test.
``KERNEL``
  A target made by ``linuxbake_add_kernel()`` or ``linuxbake_import_kernel()``.
``COMMAND``
  What runs: an executable target or the path of a program, and its arguments.
  It needs no root file system: the program is packed with its dynamic loader
  and its shared libraries (those that CMake's ``file(GET_RUNTIME_DEPENDENCIES)``
  finds), each at the path that it has on this machine.
``ENVIRONMENT``
  Variables for it, besides ``PATH`` and ``HOME``.
``FILES``
  Further files that it reads, packed likewise.
``WORKING_DIRECTORY``
  Where it starts in the machine; ``/`` by default.  It is made there.
``COLLECT``
  Files of the machine, relative to WORKING_DIRECTORY or absolute, that come back
  to the host when the program has ended, into ``collected`` in the test's
  directory (``boot-tests/<name>`` beside the directory for images).  One that is
  not there fails the test.
``TIMEOUT``, ``MEMORY``, ``CPUS``, ``ACCELERATOR``, ``LABELS``
  As for ``linuxbake_add_boot_test()``; the label is ``vm``.

The test gives the program's standard output and standard error, apart and as
they come, and its exit code; 128 and the number of the signal that killed it.
A kernel that panics or oopses fails the test at once, a program that does not
end fails it after TIMEOUT.  The kernel and the small init are built with the
kernel's target; the program's own target is built as ever.  Nothing is
built by the test itself, but the program is packed in it, so that it is always
the program as it is.

The kernel needs BINFMT_ELF, BLK_DEV_INITRD, SERIAL_8250_CONSOLE, and what the program
needs: PROC_FS, SYSFS, DEVTMPFS, TMPFS are mounted if they are there.  Output and files
are taken out of the machine's memory, with no driver and no device: 100 MB
in about two seconds.

Example::

  add_executable(hello hello.cpp)
  linuxbake_add_kernel(vm-kernel CONFIG_FRAGMENTS kernel.config)
  linuxbake_add_vm_test(NAME hello.vm KERNEL vm-kernel COMMAND hello --check)
#]=======================================================================]
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Machine.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Compile.cmake")

# The init for an architecture, compiled once in a project.
function(_linuxbake_vm_init where arch out_target out_file)
  set(target "linuxbake-vm-init-${arch}")
  if(NOT TARGET "${target}")
    _linuxbake_compiler("${where}" "${arch}")
    set(templates "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates")
    set(init "${CMAKE_CURRENT_BINARY_DIR}/${target}/init")
    file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/${target}")
    add_custom_command(OUTPUT "${init}"
      COMMAND ${compiler_CC} -std=c11 -Os -ffreestanding -fno-pic -fomit-frame-pointer
        -fno-stack-protector -fno-asynchronous-unwind-tables -fno-unwind-tables
        -static -nostdlib -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,norelro
        -Wl,-z,noexecstack -s -o "${init}" "${templates}/vm-init.c"
      DEPENDS "${templates}/vm-init.c" "${templates}/system-calls.h"
      COMMENT "Compiling the init of the tests in machines" VERBATIM)
    add_custom_target("${target}" DEPENDS "${init}")
    set_target_properties("${target}" PROPERTIES FOLDER LinuxBake/internal
      LINUXBAKE_OUTPUT "${init}")
  endif()
  get_target_property(init "${target}" LINUXBAKE_OUTPUT)
  set(${out_target} "${target}" PARENT_SCOPE)
  set(${out_file} "${init}" PARENT_SCOPE)
endfunction()

# The words of COMMAND, its first one being a target or a program; semicolons stay what they are.
function(_linuxbake_vm_command where out)
  set(words "")
  set(first TRUE)
  foreach(word IN LISTS arg_COMMAND)
    if(first AND TARGET "${word}")
      get_target_property(type "${word}" TYPE)
      if(NOT type STREQUAL "EXECUTABLE")
        _linuxbake_error("${where}" "COMMAND '${word}' is a target, but not an executable.")
      endif()
      set(word "$<TARGET_FILE:${word}>")
    elseif(first AND NOT word MATCHES "^(/|\\$<)")
      _linuxbake_error("${where}" "COMMAND '${word}' is neither a target nor an absolute path."
        "Make the executable before this call, or name the program by its whole path.")
    endif()
    set(first FALSE)
    string(REPLACE ";" "\\;" word "${word}")
    list(APPEND words "${word}")
  endforeach()
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

function(_linuxbake_vm_options where out)
  set(options "")
  foreach(text IN LISTS arg_ENVIRONMENT)
    if(NOT text MATCHES "^[^=]+=")
      _linuxbake_error("${where}" "ENVIRONMENT '${text}' is not of the form NAME=VALUE.")
    endif()
    string(REPLACE ";" "\\;" text "${text}")
    list(APPEND options "--environment=${text}")
  endforeach()
  foreach(file IN LISTS arg_FILES)
    get_filename_component(path "${file}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    list(APPEND options "--file=${path}")
  endforeach()
  foreach(file IN LISTS arg_COLLECT)
    string(REPLACE ";" "\\;" file "${file}")
    list(APPEND options "--collect=${file}")
  endforeach()
  if(DEFINED arg_WORKING_DIRECTORY)
    if(NOT IS_ABSOLUTE "${arg_WORKING_DIRECTORY}")
      _linuxbake_error("${where}"
        "WORKING_DIRECTORY '${arg_WORKING_DIRECTORY}' is not an absolute path.")
    endif()
    list(APPEND options "--working-directory=${arg_WORKING_DIRECTORY}")
  endif()
  set(${out} "${options}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_vm_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg ""
    "NAME;KERNEL;WORKING_DIRECTORY;TIMEOUT;MEMORY;CPUS;ACCELERATOR"
    "COMMAND;ENVIRONMENT;FILES;COLLECT;LABELS")
  set(where "${CMAKE_CURRENT_FUNCTION}(NAME ${arg_NAME})")
  _linuxbake_check_arguments("${where}" REQUIRED NAME KERNEL COMMAND)
  _linuxbake_check_number("${where}" TIMEOUT 1 100000)
  _linuxbake_machine_options("${where}" machine targets)
  _linuxbake_vm_command("${where}" command)
  _linuxbake_vm_options("${where}" options)
  linuxbake_get_property(arch "${arg_KERNEL}" ARCH)
  _linuxbake_vm_init("${where}" "${arch}" init_target init)
  add_dependencies("${arg_KERNEL}" "${init_target}")
  list(FILTER machine EXCLUDE REGEX "^--cmdline=")
  if(NOT DEFINED arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  if(NOT DEFINED arg_CPUS)
    set(arg_CPUS 1)
  endif()
  _linuxbake_test_directory(directory "${arg_NAME}")
  add_test(NAME "${arg_NAME}" COMMAND "$<TARGET_FILE:LinuxBake::boot>" vm "--name=${arg_NAME}"
    "--directory=${directory}" "--timeout=${arg_TIMEOUT}" ${machine} "--init=${init}"
    "--cmake=${CMAKE_COMMAND}"
    "--runtime-files=${CMAKE_CURRENT_FUNCTION_LIST_DIR}/scripts/RuntimeFiles.cmake" ${options}
    -- ${command})
  math(EXPR net "${arg_TIMEOUT} + 60")
  set(labels vm ${arg_LABELS})
  set_tests_properties("${arg_NAME}" PROPERTIES LABELS "${labels}" TIMEOUT "${net}"
    PROCESSORS "${arg_CPUS}" SKIP_RETURN_CODE 77)
endfunction()
