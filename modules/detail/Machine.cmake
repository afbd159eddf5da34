# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Machine
-------

What ``linuxbake_add_boot_test()`` and ``linuxbake_add_run()`` have in common:
the keywords that describe a machine, as options of ``linuxbake-boot``.

``_linuxbake_machine_keywords``
  The keywords with one value: IMAGE MEDIUM FIRMWARE KERNEL INITRAMFS
  MEMORY CPUS ACCELERATOR.  CMDLINE (as text, by _linuxbake_command_line()), FORWARD,
  SERVE and BLANK_DISKS, with several, are the caller's.

``_linuxbake_machine_options(<where> <out-options> <out-targets>)``
  Checks these keywords, which the caller has parsed with the prefix ``arg``.
  The options may hold generator expressions; the targets have to be built for
  the machine to start.

``_linuxbake_system_of_image(<where>)``
  Puts the kernel, the initramfs and the command line of IMAGE into the place of IMAGE, among the
  caller's arguments: the same system, started without its boot loader.

``_linuxbake_outputs_of(<out-variable> <target>...)``
  Their files, as generator expressions.

``_linuxbake_test_directory(<out-variable> <name>)``
  Where a test of the calling directory leaves its log and its report: in ``boot-tests``, beside
  the directory for images.  It is the name; with a hash, if that is not a valid name for a folder, or if
  a test of another directory has it.

``_linuxbake_require_test_name(<where> <name>)``
  An error if CTest, the shell or a file of CMake's would not take the name as it is.

``_linuxbake_test_defaults(<where>)``
  Checks TIMEOUT and gives it and CPUS their defaults, in the caller.

``_linuxbake_set_test_properties(<test> <label>...)``
  What CTest has to know of it.  CTest's own time-out is a net below ours.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/BootEntries.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/BuildForTests.cmake")

# A macro, because a function of another directory does not see a variable of this file.
macro(_linuxbake_get_machine_keywords out)
  set(${out} IMAGE MEDIUM FIRMWARE KERNEL INITRAMFS MEMORY CPUS ACCELERATOR)
endmacro()

function(_linuxbake_check_number where keyword low high)
  if("${arg_${keyword}}" STREQUAL "")
    return()
  endif()
  set(value "${arg_${keyword}}")
  if(NOT value MATCHES "^[1-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?$" OR value LESS low OR
      value GREATER high)
    _linuxbake_error("${where}"
      "${keyword} '${value}' is not a whole number from ${low} to ${high}.")
  endif()
endfunction()

function(_linuxbake_require_test_name where name)
  string(ASCII 1 first)
  string(ASCII 31 last)
  if(name MATCHES "[][;\"'$\\\\`${first}-${last}]" OR name MATCHES "^ | $")
    _linuxbake_error("${where}" "NAME '${name}' is not a valid name for a test."
      "Neither quotes, brackets, semicolons, backslashes, '$' and control characters may stand in it,"
      "nor a space at its ends.")
  endif()
  if(TEST "${name}")
    _linuxbake_error("${where}" "There is already a test '${name}'.")
  endif()
endfunction()

function(_linuxbake_test_defaults where)
  _linuxbake_check_number("${where}" TIMEOUT 1 100000)
  if("${arg_TIMEOUT}" STREQUAL "")
    set(arg_TIMEOUT 60 PARENT_SCOPE)
  endif()
  if("${arg_CPUS}" STREQUAL "")
    set(arg_CPUS 1 PARENT_SCOPE)
  endif()
endfunction()

function(_linuxbake_set_test_properties test)
  # The runner does not count the time in which the host has no processor for the machine, up to
  # three times TIMEOUT.
  math(EXPR net "4 * ${arg_TIMEOUT} + 60")
  set_tests_properties("${test}" PROPERTIES LABELS "${ARGN}" TIMEOUT "${net}"
    PROCESSORS "${arg_CPUS}" SKIP_RETURN_CODE 77)
endfunction()

function(_linuxbake_check_goes_with_image where)
  foreach(keyword IN LISTS ARGN)
    if(NOT "${arg_${keyword}}" STREQUAL "")
      _linuxbake_error("${where}" "${keyword} does not go with IMAGE, which has its own."
        "Leave it out, or boot a KERNEL directly.")
    endif()
  endforeach()
endfunction()

# The image and its medium.
function(_linuxbake_image_options where out)
  _linuxbake_check_goes_with_image("${where}" INITRAMFS CMDLINE)
  _linuxbake_require_target("${where}" IMAGE "${arg_IMAGE}" image)
  linuxbake_get_property(format "${arg_IMAGE}" FORMAT)
  set(medium cdrom)
  if(NOT format STREQUAL "iso")
    set(medium disk)
  endif()
  if(NOT "${arg_MEDIUM}" STREQUAL "")
    set(medium "${arg_MEDIUM}")
    _linuxbake_one_of("${where}" MEDIUM "${medium}" cdrom disk floppy)
  endif()
  set(${out} "--image=$<TARGET_PROPERTY:${arg_IMAGE},LINUXBAKE_OUTPUT>" "--medium=${medium}"
    "--made-by=${arg_IMAGE}" PARENT_SCOPE)
endfunction()

# A kernel and its initramfs, without any medium.
function(_linuxbake_kernel_options where arch out)
  foreach(keyword IN ITEMS MEDIUM FIRMWARE)
    if(NOT "${arg_${keyword}}" STREQUAL "")
      _linuxbake_error("${where}" "${keyword} needs IMAGE."
        "A KERNEL is started without a medium and without its boot loader.")
    endif()
  endforeach()
  _linuxbake_get_architecture("${where}" "${arch}")
  set(options "--kernel=$<TARGET_PROPERTY:${arg_KERNEL},LINUXBAKE_OUTPUT>")
  set(targets "${arg_KERNEL}")
  if(NOT "${arg_INITRAMFS}" STREQUAL "")
    _linuxbake_require_target("${where}" INITRAMFS "${arg_INITRAMFS}" initramfs)
    _linuxbake_require_same_arch("${where}" "${arg_KERNEL}" "${arg_INITRAMFS}")
    list(APPEND options "--initramfs=$<TARGET_PROPERTY:${arg_INITRAMFS},LINUXBAKE_OUTPUT>")
    string(APPEND targets " ${arg_INITRAMFS}")
  endif()
  set(cmdline "console=${arch_CONSOLE}")
  if(NOT "${arg_CMDLINE}" STREQUAL "")
    set(cmdline "${arg_CMDLINE}")
  endif()
  _linuxbake_check_length("${where}" "${cmdline}" "${arch_CMDLINE_LIMIT}" "" 0)
  set(option "--cmdline=${cmdline}")
  if(cmdline MATCHES "[][;\\\\$\r\n]") # does not get through lists, rules and test files as it is
    string(HEX "${cmdline}" cmdline)
    set(option "--cmdline-hex=${cmdline}")
  endif()
  set(${out} ${options} "${option}" "--made-by=${targets}" PARENT_SCOPE)
endfunction()

# SERVE <port> <program> [<argument>...] as one option, its words quoted as in a script.
function(_linuxbake_serve_option out where serve)
  set(${out} "" PARENT_SCOPE)
  if("${serve}" STREQUAL "")
    return()
  endif()
  list(POP_FRONT serve port)
  if(NOT port MATCHES "^[1-9][0-9]*$" OR port GREATER 65535)
    _linuxbake_error("${where}" "SERVE '${port}' is not a port of the machine: 1 to 65535."
      "After it comes the program that answers there, with its arguments.")
  elseif("${serve}" STREQUAL "")
    _linuxbake_error("${where}" "SERVE ${port} names no program that answers there.")
  endif()
  set(words "")
  foreach(word IN LISTS serve)
    string(REGEX REPLACE "([\\\"])" "\\\\\\1" word "${word}")
    string(APPEND words " \"${word}\"")
  endforeach()
  set(${out} "--serve=${port}${words}" PARENT_SCOPE)
endfunction()

function(_linuxbake_machine_options where out_options out_targets)
  if(NOT "${arg_IMAGE}" STREQUAL "" AND NOT "${arg_KERNEL}" STREQUAL "")
    _linuxbake_error("${where}" "IMAGE and KERNEL exclude each other."
      "An image has its own kernel.")
  elseif("${arg_IMAGE}" STREQUAL "" AND "${arg_KERNEL}" STREQUAL "")
    _linuxbake_error("${where}" "IMAGE is missing." "KERNEL with INITRAMFS can stand for it.")
  endif()
  _linuxbake_check_number("${where}" MEMORY 16 999999)
  _linuxbake_check_number("${where}" CPUS 1 255)
  set(system "${arg_IMAGE}")
  if(NOT "${arg_KERNEL}" STREQUAL "")
    _linuxbake_require_target("${where}" KERNEL "${arg_KERNEL}" kernel)
    set(system "${arg_KERNEL}")
  else()
    _linuxbake_require_target("${where}" IMAGE "${arg_IMAGE}" image)
  endif()
  linuxbake_get_property(arch "${system}" ARCH)
  if(NOT arch)
    set(arch x86_64)
  endif()
  if(NOT "${arg_KERNEL}" STREQUAL "")
    _linuxbake_kernel_options("${where}" "${arch}" options)
  else()
    _linuxbake_image_options("${where}" options)
  endif()
  list(APPEND options "--arch=${arch}")
  set(firmware bios)
  if(NOT "${arg_IMAGE}" STREQUAL "")
    _linuxbake_get_architecture("${where}" "${arch}")
    list(GET arch_FIRMWARE 0 firmware)
  endif()
  if(NOT "${arg_FIRMWARE}" STREQUAL "")
    set(firmware "${arg_FIRMWARE}")
    _linuxbake_one_of("${where}" FIRMWARE "${firmware}" bios uefi)
  endif()
  list(APPEND options "--firmware=${firmware}")
  if(NOT "${arg_ACCELERATOR}" STREQUAL "")
    _linuxbake_one_of("${where}" ACCELERATOR "${arg_ACCELERATOR}" auto tcg kvm)
    list(APPEND options "--accel=${arg_ACCELERATOR}")
  endif()
  foreach(keyword IN ITEMS MEMORY CPUS)
    if(NOT "${arg_${keyword}}" STREQUAL "")
      string(TOLOWER "${keyword}" name)
      list(APPEND options "--${name}=${arg_${keyword}}")
    endif()
  endforeach()
  foreach(port IN LISTS arg_FORWARD)
    if(NOT port MATCHES "^[1-9][0-9]*$" OR port GREATER 65535)
      _linuxbake_error("${where}" "FORWARD '${port}' is not a port of the machine: 1 to 65535.")
    endif()
    list(APPEND options "--forward=${port}")
  endforeach()
  _linuxbake_serve_option(serve "${where}" "${arg_SERVE}")
  list(APPEND options ${serve})
  foreach(text IN LISTS arg_BLANK_DISKS)
    set(arg_BLANK_DISKS "${text}")
    _linuxbake_size_argument("${where}" BLANK_DISKS bytes)
    if(bytes LESS 1048576)
      _linuxbake_error("${where}" "BLANK_DISKS '${text}' is too small for a disk: 1M at least.")
    endif()
    list(APPEND options "--blank-disk=${bytes}")
  endforeach()
  set(${out_options} "${options}" PARENT_SCOPE)
  set(targets "")
  list(APPEND targets ${arg_IMAGE} ${arg_KERNEL} ${arg_INITRAMFS})
  set(${out_targets} "${targets}" PARENT_SCOPE)
endfunction()

function(_linuxbake_system_of_image where)
  if("${arg_IMAGE}" STREQUAL "")
    return()
  endif()
  _linuxbake_check_goes_with_image("${where}" KERNEL INITRAMFS CMDLINE)
  _linuxbake_require_target("${where}" IMAGE "${arg_IMAGE}" image)
  foreach(property IN ITEMS KERNEL INITRAMFS CMDLINE)
    linuxbake_get_property(value "${arg_IMAGE}" ${property})
    if(value STREQUAL "")
      set(value " ") # an empty command line is one, too
    endif()
    set(arg_${property} "${value}" PARENT_SCOPE)
  endforeach()
  foreach(keyword IN ITEMS IMAGE MEDIUM FIRMWARE)
    set(arg_${keyword} "" PARENT_SCOPE)
  endforeach()
endfunction()

function(_linuxbake_outputs_of out)
  set(files "")
  foreach(target IN LISTS ARGN)
    list(APPEND files "$<TARGET_PROPERTY:${target},LINUXBAKE_OUTPUT>")
  endforeach()
  set(${out} "${files}" PARENT_SCOPE)
endfunction()

function(_linuxbake_test_directory out name)
  _linuxbake_output_directory(images)
  string(REGEX REPLACE "[^A-Za-z0-9_.+-]" "_" folder "${name}")
  string(SUBSTRING "${folder}" 0 200 folder)
  string(SHA256 hash "${name}")
  if(NOT folder STREQUAL name OR name MATCHES "^[.]")
    string(SUBSTRING "${hash}" 0 8 hash)
    string(APPEND folder "-${hash}")
  endif()
  # Two directories may have a test of the same name.
  set(owner "${name}\n${CMAKE_CURRENT_BINARY_DIR}")
  get_filename_component(directory "${images}/../boot-tests/${folder}" ABSOLUTE)
  string(SHA256 key "${directory}")
  _linuxbake_read_property(earlier GLOBAL PROPERTY _LINUXBAKE_TEST_DIRECTORY_${key})
  if(earlier STREQUAL "")
    set_property(GLOBAL PROPERTY _LINUXBAKE_TEST_DIRECTORY_${key} "${owner}")
  elseif(NOT earlier STREQUAL owner)
    string(SHA256 hash "${owner}")
    string(SUBSTRING "${hash}" 0 8 hash)
    string(APPEND directory "-${hash}")
  endif()
  set(${out} "${directory}" PARENT_SCOPE)
endfunction()
