# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
HostTools
---------

What has to be installed on the machine that builds.  As a script it needs
nothing but CMake::

  cmake -P cmake/HostTools.cmake                 # everything missing, and the line that installs it
  cmake -D INSTALL=ON -P cmake/HostTools.cmake   # runs that line (with sudo where it is needed)

``-D GROUPS="base kernel"`` before ``-P`` looks at these groups only, ``-D ALSO="cxx"`` at these
besides those without it:

``base``      compilers, make, CMake's generator
``helpers``   libraries of the helper programs
``kernel``    what the builds of Linux, musl and BusyBox call
``images``    boot loaders and what writes ISO and FAT images
``boot``      QEMU and its firmware
``cxx``       clang and lld for C++ in the system; only where it is named
``arm64``     a cross compiler and QEMU for aarch64; only where it is named
``riscv64``   the same for riscv64
``packages``  what signs repositories of packages; only where it is named
``fleet``     what signs results that machines share, and servers and a cluster for tests; only where
              it is named
``tests``     what the tests of LinuxBake itself read and serve with
``docs``      what makes the documentation site; ``tests`` has it, too
``optional``  never an error; installed with the rest

The top level includes this file and calls

``linuxbake_check_host_tools(GROUPS <group>...)``
  which ends the configuration with the same text if something is missing.

For the tests of this file: ``PACKAGE_MANAGER`` (apt, dnf, pacman, apk, zypper
or none) instead of the machine's own, ``PRETEND`` (names of the table with
commas between, or ``ALL``) for what is to count as missing, nothing else being
looked for.
#]=======================================================================]
if(CMAKE_VERSION VERSION_LESS 3.25)
  message(FATAL_ERROR "LinuxBake needs CMake 3.25 or newer; this is ${CMAKE_VERSION}.")
endif()
cmake_minimum_required(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/../modules/detail/HostPackages.cmake")

set(_linuxbake_default_groups base helpers kernel images boot tests optional)
set(_linuxbake_all_groups ${_linuxbake_default_groups} cxx arm64 riscv64 packages fleet docs)
set(_linuxbake_package_managers apt dnf pacman apk zypper)

function(_linuxbake_package_manager out)
  if(NOT "${PACKAGE_MANAGER}" STREQUAL "")
    set(${out} "${PACKAGE_MANAGER}" PARENT_SCOPE)
    return()
  endif()
  set(${out} none PARENT_SCOPE)
  foreach(name program IN ZIP_LISTS _linuxbake_package_managers ARGN)
    find_program(found NAMES "${program}" NO_CACHE)
    if(found)
      set(${out} "${name}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# Where headers and files may be. In script mode CMake knows no places of its own.
function(_linuxbake_host_prefixes out)
  string(REPLACE ":" ";" prefixes "$ENV{CMAKE_PREFIX_PATH}")
  list(APPEND prefixes ${CMAKE_PREFIX_PATH} /usr/local /usr)
  set(${out} "${prefixes}" PARENT_SCOPE)
endfunction()

# Whether one of the named programs is there, in version <oldest> or later if that is not empty: the
# first number with a dot that `--version` prints.
function(_linuxbake_has_program out oldest)
  set(${out} FALSE PARENT_SCOPE)
  foreach(name IN LISTS ARGN)
    unset(found)
    find_program(found NAMES "${name}" NO_CACHE PATHS /usr/local/sbin /usr/sbin /sbin)
    if(found AND NOT oldest STREQUAL "")
      execute_process(COMMAND "${found}" --version OUTPUT_VARIABLE version ERROR_QUIET)
      string(REGEX MATCH "([0-9]+)\\.[0-9]" version "${version}")
      if("${CMAKE_MATCH_1}" STREQUAL "" OR CMAKE_MATCH_1 LESS oldest)
        continue()
      endif()
    endif()
    if(found)
      set(${out} TRUE PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# _linuxbake_is_there(<out> <kind> <word>...)
function(_linuxbake_is_there out kind)
  set(${out} FALSE PARENT_SCOPE)
  if(kind MATCHES "^program(>=([0-9]+))?$")
    _linuxbake_has_program(found "${CMAKE_MATCH_2}" ${ARGN})
    set(${out} ${found} PARENT_SCOPE)
    return()
  endif()
  _linuxbake_host_prefixes(prefixes)
  foreach(prefix IN LISTS prefixes)
    set(directories "${prefix}")
    if(kind STREQUAL "header")
      file(GLOB directories "${prefix}/include" "${prefix}/include/*-linux-*")
    endif()
    foreach(directory IN LISTS directories)
      list(TRANSFORM ARGN PREPEND "${directory}/" OUTPUT_VARIABLE patterns)
      file(GLOB found ${patterns})
      if(found)
        set(${out} TRUE PARENT_SCOPE)
        return()
      endif()
    endforeach()
  endforeach()
endfunction()

# Sets <out> to the lines about what is missing, <out>_PACKAGES to their packages, <out>_REQUIRED to
# the number of those that are not optional.
function(_linuxbake_missing_tools out manager groups)
  list(FIND _linuxbake_package_managers "${manager}" column)
  _linuxbake_host_packages(lines)
  set(report "")
  set(packages "")
  set(required 0)
  foreach(line IN LISTS lines)
    _linuxbake_columns(columns "${line}")
    if(line MATCHES "^[^ ]")
      set(thing "${columns}")
      continue()
    endif()
    _linuxbake_judge_tool(missing "${groups}" ${thing})
    if(NOT missing)
      continue()
    endif()
    if(NOT missing STREQUAL "optional")
      math(EXPR required "${required} + 1")
    endif()
    set(package "-")
    if(column GREATER_EQUAL 0)
      list(REMOVE_AT columns 0)
      list(GET columns ${column} package)
    endif()
    if(manager STREQUAL "none")
      set(package "") # one sentence says it for all
    endif()
    _linuxbake_tool_line(text "${missing}" "${package}" ${thing})
    string(APPEND report "${text}")
    if(NOT package MATCHES "^-?$")
      separate_arguments(package)
      list(APPEND packages ${package})
    endif()
  endforeach()
  list(SORT packages)
  list(REMOVE_DUPLICATES packages)
  set(${out} "${report}" PARENT_SCOPE)
  set(${out}_PACKAGES "${packages}" PARENT_SCOPE)
  set(${out}_REQUIRED "${required}" PARENT_SCOPE)
endfunction()

# Sets <out> to required or optional if it is missing, else to FALSE.
function(_linuxbake_judge_tool out groups name probe tool_groups)
  set(${out} FALSE PARENT_SCOPE)
  separate_arguments(tool_groups)
  separate_arguments(probe)
  set(wanted FALSE)
  foreach(group IN LISTS tool_groups)
    if(group IN_LIST groups)
      set(wanted TRUE)
    endif()
  endforeach()
  if(NOT wanted)
    return()
  endif()
  if(NOT "${PRETEND}" STREQUAL "")
    set(there TRUE)
    string(REPLACE "," ";" PRETEND "${PRETEND}")
    if(PRETEND STREQUAL "ALL" OR name IN_LIST PRETEND)
      set(there FALSE)
    endif()
  else()
    _linuxbake_is_there(there ${probe})
  endif()
  if(NOT there)
    set(${out} required PARENT_SCOPE)
    if(tool_groups STREQUAL "optional")
      set(${out} optional PARENT_SCOPE)
    endif()
  endif()
endfunction()

function(_linuxbake_tool_line out missing package name probe groups purpose)
  string(LENGTH "${name}" length)
  math(EXPR padding "15 - ${length}")
  if(padding LESS 1)
    set(padding 2)
  endif()
  string(REPEAT " " ${padding} padding)
  set(note "")
  if(missing STREQUAL "optional")
    set(note " (optional)")
  endif()
  if(package STREQUAL "-")
    string(APPEND note " (no package known)")
  endif()
  set(${out} "    ${name}${padding}${purpose}${note}\n" PARENT_SCOPE)
endfunction()

# The one line that installs the packages.
function(_linuxbake_install_command out manager)
  set(apt apt-get install --yes --no-install-recommends)
  set(dnf dnf install --assumeyes)
  set(pacman pacman --sync --refresh --needed --noconfirm)
  set(apk apk add)
  set(zypper zypper --non-interactive install)
  set(${out} ${${manager}} ${ARGN} PARENT_SCOPE)
endfunction()

# Sets <out> to the whole text about what is missing, empty if nothing is; <out>_COMMAND to the
# command that installs it, <out>_REQUIRED as above.
function(_linuxbake_host_tools_text out groups)
  _linuxbake_package_manager(manager apt-get dnf pacman apk zypper)
  _linuxbake_missing_tools(missing "${manager}" "${groups}")
  set(text "")
  set(command "")
  if(NOT missing STREQUAL "")
    set(text "LinuxBake: missing on this host:\n\n${missing}\n")
    if(missing_PACKAGES)
      _linuxbake_install_command(command "${manager}" ${missing_PACKAGES})
      list(JOIN command " " line)
      # Without these words the script would leave some out.
      set(further ${groups})
      list(REMOVE_ITEM further ${_linuxbake_default_groups})
      set(others ${_linuxbake_default_groups})
      list(REMOVE_ITEM others ${groups})
      if(further AND others)
        string(REPLACE ";" " " further " -D \"GROUPS=${groups}\"")
      elseif(further)
        string(REPLACE ";" " " further " -D \"ALSO=${further}\"")
      endif()
      string(APPEND text "  To install it, as root:\n\n    ${line}\n\n"
        "  or: cmake -D INSTALL=ON${further} -P cmake/HostTools.cmake\n")
    elseif(manager STREQUAL "none")
      string(APPEND text "  There is none of the package managers that LinuxBake knows"
        " (apt, dnf, pacman, apk,\n  zypper): please install it in this host's own way.\n")
    endif()
  endif()
  set(${out} "${text}" PARENT_SCOPE)
  set(${out}_COMMAND "${command}" PARENT_SCOPE)
  set(${out}_REQUIRED "${missing_REQUIRED}" PARENT_SCOPE)
endfunction()

# The text goes out as it is: CMake would fold the lines of an error.
function(_linuxbake_print_host_tools text required)
  message(NOTICE "${text}")
  if(NOT required EQUAL 0)
    message(FATAL_ERROR "LinuxBake cannot be built without what is listed above.")
  endif()
endfunction()

function(linuxbake_check_host_tools)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "GROUPS")
  _linuxbake_host_tools_text(text "${arg_GROUPS}")
  if(NOT text STREQUAL "" AND NOT text_REQUIRED EQUAL 0)
    _linuxbake_print_host_tools("${text}" "${text_REQUIRED}")
  endif()
endfunction()

# What stands before a command that needs root. An error that shows the command where it cannot be.
function(_linuxbake_root_prefix out)
  set(${out} "" PARENT_SCOPE)
  execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(user EQUAL 0)
    return()
  endif()
  find_program(sudo NAMES sudo doas NO_CACHE)
  if(NOT sudo)
    list(JOIN ARGN " " line)
    message(FATAL_ERROR "This needs root, and there is neither sudo nor doas. Run as root:\n\n"
      "    ${line}\n")
  endif()
  # sudo cleans the environment.
  set(${out} "${sudo}" env DEBIAN_FRONTEND=noninteractive PARENT_SCOPE)
endfunction()

function(_linuxbake_install_host_tools command)
  _linuxbake_root_prefix(prefix ${command})
  set(ENV{DEBIAN_FRONTEND} noninteractive)
  list(GET command 0 program)
  set(update FALSE)
  if(program STREQUAL "apt-get")
    file(GLOB lists "/var/lib/apt/lists/*_Packages*")
    if(NOT lists)
      set(update TRUE)
    endif()
  endif()
  if(update)
    execute_process(COMMAND ${prefix} apt-get update COMMAND_ECHO STDOUT)
  endif()
  execute_process(COMMAND ${prefix} ${command} RESULT_VARIABLE result COMMAND_ECHO STDOUT)
  if(NOT result EQUAL 0 AND program STREQUAL "apt-get" AND NOT update)
    # Lists that are older than the archive name packages that are gone.
    execute_process(COMMAND ${prefix} apt-get update COMMAND_ECHO STDOUT)
    execute_process(COMMAND ${prefix} ${command} RESULT_VARIABLE result COMMAND_ECHO STDOUT)
  endif()
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "The installation failed (${result}); its messages are above.")
  endif()
endfunction()

function(_linuxbake_host_tools_main)
  if("${GROUPS}" STREQUAL "")
    set(GROUPS "${_linuxbake_default_groups}")
  endif()
  separate_arguments(GROUPS)
  separate_arguments(ALSO)
  list(APPEND GROUPS ${ALSO})
  foreach(group IN LISTS GROUPS)
    if(NOT group IN_LIST _linuxbake_all_groups)
      list(JOIN _linuxbake_all_groups ", " known)
      message(FATAL_ERROR "There is no group '${group}' of host tools. There are: ${known}.")
    endif()
  endforeach()
  _linuxbake_host_tools_text(text "${GROUPS}")
  if(INSTALL AND text_COMMAND)
    _linuxbake_install_host_tools("${text_COMMAND}")
    _linuxbake_host_tools_text(text "${GROUPS}")
    if(NOT text STREQUAL "")
      message(NOTICE "The installation succeeded, but something is missing all the same.")
    endif()
  endif()
  if(text STREQUAL "")
    message(STATUS "LinuxBake: everything that is needed is installed")
  else()
    _linuxbake_print_host_tools("${text}" "${text_REQUIRED}")
  endif()
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  _linuxbake_host_tools_main()
endif()
