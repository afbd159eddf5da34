# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Machine
-------

What ``linuxbake_add_boot_test()`` and ``linuxbake_add_run()`` have in common:
the keywords that describe a machine, as options of ``linuxbake-boot``.

``_linuxbake_get_machine_keywords(<out-variable>)``
  The keywords with one value: IMAGE MEDIUM FIRMWARE KERNEL INITRAMFS
  MEMORY CPUS ACCELERATOR.  CMDLINE (as text, by _linuxbake_command_line()), FORWARD,
  SERVE and BLANK_DISKS, with several, are the caller's.

``_linuxbake_machine_options(<where> <out-options> <out-targets> [<KEYWORD> <value>...]...)``
  Checks these keywords, of which each may be given as it came, empty ones too.
  The options may hold generator expressions; the targets have to be built for
  the machine to start.

``_linuxbake_system_of_image(<where> <prefix> <IMAGE> <KERNEL> <INITRAMFS> <CMDLINE>)``
  Sets in the caller ``<prefix>_KERNEL``, ``<prefix>_INITRAMFS`` and ``<prefix>_CMDLINE``: those of
  the image, to start the same system without its boot loader.  Without an image they are those
  given; with one it is an error if they are.

``_linuxbake_check_number(<where> <KEYWORD> <value> <lowest> <highest>)``
  An error unless the value is empty, or such a number.

``_linuxbake_outputs_of(<out-variable> <target>...)``
  Their files, as generator expressions.

``_linuxbake_test_directory(<out-variable> <name>)``
  Where a test of the calling directory leaves its log and its report: in ``boot-tests``, beside
  the directory for images.  It is the name; with a hash, if that is not a valid name for a folder, or if
  a test of another directory has it.

``_linuxbake_require_test_name(<where> <name>)``
  An error if CTest, the shell or a file of CMake's would not take the name as it is.

``_linuxbake_timeout(<out-variable> <where> <TIMEOUT>)``
  Checks the keyword of a test, and gives it its default.

``_linuxbake_set_test_properties(<test> <timeout> <cpus> <label>...)``
  What CTest has to know of it.  CTest's own time-out is a net below ours; a test that a launcher
  takes to another machine may wait there in a queue for a day.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/BootEntries.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/BuildForTests.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TestLauncher.cmake")

function(_linuxbake_get_machine_keywords out)
  set(${out} IMAGE MEDIUM FIRMWARE KERNEL INITRAMFS MEMORY CPUS ACCELERATOR PARENT_SCOPE)
endfunction()

function(_linuxbake_check_number where keyword value low high)
  if(value STREQUAL "")
    return()
  endif()
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

function(_linuxbake_timeout out where timeout)
  _linuxbake_check_number("${where}" TIMEOUT "${timeout}" 1 100000)
  _linuxbake_value_or(timeout "${timeout}" 60)
  set(${out} "${timeout}" PARENT_SCOPE)
endfunction()

function(_linuxbake_set_test_properties test timeout cpus)
  # The runner does not count the time in which the host has no processor for the machine, up to
  # three times TIMEOUT.
  math(EXPR net "4 * ${timeout} + 60")
  _linuxbake_test_launcher(launcher)
  if(NOT launcher STREQUAL "")
    math(EXPR net "2 * ${net} + 86400")
  endif()
  set_tests_properties("${test}" PROPERTIES LABELS "${ARGN}" TIMEOUT "${net}"
    PROCESSORS "${cpus}" SKIP_RETURN_CODE 77)
endfunction()

# <KEYWORD> <value>...: none of them may have a value, and the error says why and what to do.
function(_linuxbake_refuse_keywords where why advice)
  math(EXPR last "${ARGC} - 1")
  foreach(index RANGE 3 ${last} 2)
    math(EXPR value "${index} + 1")
    if(NOT "${ARGV${value}}" STREQUAL "")
      _linuxbake_error("${where}" "${ARGV${index}} ${why}" "${advice}")
    endif()
  endforeach()
endfunction()

# The image and its medium.
function(_linuxbake_image_options out where image medium)
  linuxbake_get_property(format "${image}" FORMAT)
  if(NOT medium STREQUAL "")
    _linuxbake_one_of("${where}" MEDIUM "${medium}" cdrom disk floppy)
  elseif(format STREQUAL "iso")
    set(medium cdrom)
  else()
    set(medium disk)
  endif()
  set(${out} "--image=$<TARGET_PROPERTY:${image},LINUXBAKE_OUTPUT>" "--medium=${medium}"
    "--made-by=${image}" PARENT_SCOPE)
endfunction()

# A kernel and its initramfs, without any medium.
function(_linuxbake_kernel_options out where arch kernel initramfs cmdline)
  _linuxbake_get_architecture("${where}" "${arch}")
  set(options "--kernel=$<TARGET_PROPERTY:${kernel},LINUXBAKE_OUTPUT>")
  set(targets "${kernel}")
  if(NOT initramfs STREQUAL "")
    _linuxbake_require_target("${where}" INITRAMFS "${initramfs}" initramfs)
    _linuxbake_require_same_arch("${where}" "${kernel}" "${initramfs}")
    list(APPEND options "--initramfs=$<TARGET_PROPERTY:${initramfs},LINUXBAKE_OUTPUT>")
    string(APPEND targets " ${initramfs}")
  endif()
  _linuxbake_value_or(cmdline "${cmdline}" "console=${arch_CONSOLE}")
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

# What is started: an image, or a kernel and its initramfs. <system> is the target, <arch> its
# architecture.
function(_linuxbake_options_of_system out out_arch where)
  _linuxbake_parse(boot 3 "" "IMAGE;MEDIUM;FIRMWARE;KERNEL;INITRAMFS;CMDLINE" "")
  _linuxbake_value_or(system "${boot_KERNEL}" "${boot_IMAGE}")
  linuxbake_get_property(arch "${system}" ARCH)
  if(NOT arch)
    set(arch x86_64)
  endif()
  if(NOT "${boot_KERNEL}" STREQUAL "")
    _linuxbake_refuse_keywords("${where}" "needs IMAGE."
      "A KERNEL is started without a medium and without its boot loader." MEDIUM "${boot_MEDIUM}"
      FIRMWARE "${boot_FIRMWARE}")
    _linuxbake_kernel_options(options "${where}" "${arch}" "${boot_KERNEL}" "${boot_INITRAMFS}"
      "${boot_CMDLINE}")
  else()
    _linuxbake_refuse_keywords("${where}" "does not go with IMAGE, which has its own."
      "Leave it out, or boot a KERNEL directly." INITRAMFS "${boot_INITRAMFS}"
      CMDLINE "${boot_CMDLINE}")
    _linuxbake_image_options(options "${where}" "${boot_IMAGE}" "${boot_MEDIUM}")
  endif()
  set(${out} "${options}" PARENT_SCOPE)
  set(${out_arch} "${arch}" PARENT_SCOPE)
endfunction()

function(_linuxbake_machine_firmware out where arch image firmware)
  if(NOT firmware STREQUAL "")
    _linuxbake_one_of("${where}" FIRMWARE "${firmware}" bios uefi)
  elseif(NOT image STREQUAL "")
    _linuxbake_get_architecture("${where}" "${arch}")
    list(GET arch_FIRMWARE 0 firmware)
  else()
    set(firmware bios)
  endif()
  set(${out} "${firmware}" PARENT_SCOPE)
endfunction()

# FORWARD <port>... and BLANK_DISKS <size>..., as options.
function(_linuxbake_forward_options out where)
  set(options "")
  foreach(port IN LISTS ARGN)
    if(NOT port MATCHES "^[1-9][0-9]*$" OR port GREATER 65535)
      _linuxbake_error("${where}" "FORWARD '${port}' is not a port of the machine: 1 to 65535.")
    endif()
    list(APPEND options "--forward=${port}")
  endforeach()
  set(${out} "${options}" PARENT_SCOPE)
endfunction()

function(_linuxbake_blank_disk_options out where)
  set(options "")
  foreach(text IN LISTS ARGN)
    _linuxbake_size_argument("${where}" BLANK_DISKS "${text}" bytes)
    if(bytes LESS 1048576)
      _linuxbake_error("${where}" "BLANK_DISKS '${text}' is too small for a disk: 1M at least.")
    endif()
    list(APPEND options "--blank-disk=${bytes}")
  endforeach()
  set(${out} "${options}" PARENT_SCOPE)
endfunction()

# An image or a kernel has to be there, not both.
function(_linuxbake_check_system where image kernel)
  if(NOT image STREQUAL "" AND NOT kernel STREQUAL "")
    _linuxbake_error("${where}" "IMAGE and KERNEL exclude each other."
      "An image has its own kernel.")
  elseif(image STREQUAL "" AND kernel STREQUAL "")
    _linuxbake_error("${where}" "IMAGE is missing." "KERNEL with INITRAMFS can stand for it.")
  endif()
endfunction()

function(_linuxbake_machine_options where out_options out_targets)
  _linuxbake_get_machine_keywords(keywords)
  _linuxbake_parse(machine 3 "" "${keywords};CMDLINE" "FORWARD;SERVE;BLANK_DISKS")
  _linuxbake_check_system("${where}" "${machine_IMAGE}" "${machine_KERNEL}")
  _linuxbake_check_number("${where}" MEMORY "${machine_MEMORY}" 16 999999)
  _linuxbake_check_number("${where}" CPUS "${machine_CPUS}" 1 255)
  if(NOT "${machine_KERNEL}" STREQUAL "")
    _linuxbake_require_target("${where}" KERNEL "${machine_KERNEL}" kernel)
  else()
    _linuxbake_require_target("${where}" IMAGE "${machine_IMAGE}" image)
  endif()
  _linuxbake_options_of_system(options arch "${where}" IMAGE "${machine_IMAGE}"
    MEDIUM "${machine_MEDIUM}" FIRMWARE "${machine_FIRMWARE}" KERNEL "${machine_KERNEL}"
    INITRAMFS "${machine_INITRAMFS}" CMDLINE "${machine_CMDLINE}")
  _linuxbake_machine_firmware(firmware "${where}" "${arch}" "${machine_IMAGE}"
    "${machine_FIRMWARE}")
  list(APPEND options "--arch=${arch}" "--firmware=${firmware}")
  if(NOT "${machine_ACCELERATOR}" STREQUAL "")
    _linuxbake_one_of("${where}" ACCELERATOR "${machine_ACCELERATOR}" auto tcg kvm)
    list(APPEND options "--accel=${machine_ACCELERATOR}")
  endif()
  foreach(keyword IN ITEMS MEMORY CPUS)
    if(NOT "${machine_${keyword}}" STREQUAL "")
      string(TOLOWER "${keyword}" name)
      list(APPEND options "--${name}=${machine_${keyword}}")
    endif()
  endforeach()
  _linuxbake_forward_options(forward "${where}" ${machine_FORWARD})
  _linuxbake_serve_option(serve "${where}" "${machine_SERVE}")
  _linuxbake_blank_disk_options(blank_disks "${where}" ${machine_BLANK_DISKS})
  list(APPEND options ${forward} ${serve} ${blank_disks})
  set(targets "")
  list(APPEND targets ${machine_IMAGE} ${machine_KERNEL} ${machine_INITRAMFS})
  set(${out_options} "${options}" PARENT_SCOPE)
  set(${out_targets} "${targets}" PARENT_SCOPE)
endfunction()

function(_linuxbake_system_of_image where prefix image kernel initramfs cmdline)
  if(NOT image STREQUAL "")
    _linuxbake_refuse_keywords("${where}" "does not go with IMAGE, which has its own."
      "Leave it out, or boot a KERNEL directly." KERNEL "${kernel}" INITRAMFS "${initramfs}"
      CMDLINE "${cmdline}")
    _linuxbake_require_target("${where}" IMAGE "${image}" image)
    linuxbake_get_property(kernel "${image}" KERNEL)
    linuxbake_get_property(initramfs "${image}" INITRAMFS)
    linuxbake_get_property(cmdline "${image}" CMDLINE)
    _linuxbake_value_or(cmdline "${cmdline}" " ") # an empty command line is one, too
  endif()
  set(${prefix}_KERNEL "${kernel}" PARENT_SCOPE)
  set(${prefix}_INITRAMFS "${initramfs}" PARENT_SCOPE)
  set(${prefix}_CMDLINE "${cmdline}" PARENT_SCOPE)
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
