# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
InitDescription
---------------

Turns the arguments of ``linuxbake_add_init()`` into the description that
linuxbake-init reads (``linuxbake-init --help`` has its grammar).  What is wrong
with them is said when the project is configured.

``_linuxbake_init_values(<where>)``
  Checks the ``arg_`` variables of the caller, and sets the defaults of TYPE,
  HOSTNAME, THEN and ARCH there.

``_linuxbake_init_description(<out-variable>)``
  The text, but for the commands.  Reads the ``arg_`` variables of the caller.

``_linuxbake_run_lines(<where> <out-variable>)``
  The lines for the commands and services.  A macro, because
  cmake_parse_arguments() forgets where a further RUN or SERVICE begins.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/ManifestLines.cmake")

function(_linuxbake_check_host_name where name)
  string(LENGTH "${name}" length)
  if(length GREATER 64)
    _linuxbake_error("${where}" "HOSTNAME '${name}' has ${length} bytes, and the kernel keeps 64.")
  endif()
  string(REPLACE "." ";" labels ".${name}.")
  list(POP_FRONT labels)
  list(POP_BACK labels)
  foreach(label IN LISTS labels)
    string(LENGTH "${label}" length)
    if(length GREATER 63 OR NOT label MATCHES "^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$")
      _linuxbake_error("${where}" "HOSTNAME '${name}' is no host name (hostname(7))."
        "Between dots stand up to 63 letters, digits and, neither first nor last, '-'.")
    endif()
  endforeach()
endfunction()

function(_linuxbake_check_consoles where)
  set(seen "")
  foreach(console IN LISTS arg_CONSOLES)
    if(NOT console MATCHES "^([A-Za-z][A-Za-z0-9_.-]*)(,[0-9]+)?$")
      _linuxbake_error("${where}" "CONSOLES '${console}' is no terminal."
        "Write its name without /dev/, with a speed if needed: ttyS0, ttyS1,115200, tty1, console.")
    endif()
    if(CMAKE_MATCH_1 IN_LIST seen)
      _linuxbake_error("${where}" "CONSOLES names '${CMAKE_MATCH_1}' twice.")
    endif()
    list(APPEND seen "${CMAKE_MATCH_1}")
  endforeach()
endfunction()

function(_linuxbake_check_mounts where)
  set(seen "")
  foreach(mount IN LISTS arg_MOUNTS)
    separate_arguments(fields UNIX_COMMAND "${mount}")
    list(LENGTH fields count)
    if(count LESS 3 OR count GREATER 4)
      _linuxbake_error("${where}" "MOUNTS '${mount}' has ${count} fields."
        "Write \"<what> <where> <type>\", and options as a fourth: \"tmpfs /var tmpfs size=8m\".")
    endif()
    list(GET fields 1 directory)
    if(NOT directory MATCHES "^/." OR "${directory}/" MATCHES "//|/\\.\\.?/")
      _linuxbake_error("${where}" "MOUNTS '${mount}': '${directory}' is no absolute directory."
        "Write it without '.', '..', double or closing '/'.")
    endif()
    if(directory IN_LIST seen)
      _linuxbake_error("${where}" "MOUNTS names '${directory}' twice.")
    endif()
    list(APPEND seen "${directory}")
  endforeach()
endfunction()

# What the minimal init cannot do.
function(_linuxbake_check_minimal_init where)
  if(NOT "${arg_CONSOLES}" STREQUAL "")
    _linuxbake_error("${where}" "CONSOLES are for shells, and TYPE minimal starts none."
      "Everything runs on the kernel's console.")
  endif()
  if(arg_THEN STREQUAL "shell")
    _linuxbake_error("${where}" "THEN shell does not go with TYPE minimal, which has no shell."
      "Use poweroff, reboot, halt or respawn, or another TYPE.")
  endif()
endfunction()

# An init that is only on the way to another one.
function(_linuxbake_check_switch_root where)
  if(NOT arg_TYPE STREQUAL "switch_root")
    if(NOT "${arg_ROOT}" STREQUAL "")
      _linuxbake_error("${where}" "ROOT is for TYPE switch_root, not for TYPE ${arg_TYPE}.")
    endif()
    return()
  endif()
  foreach(keyword IN ITEMS HOSTNAME CONSOLES MOUNTS RUN THEN BANNER)
    if(NOT "${arg_${keyword}}" STREQUAL "")
      _linuxbake_error("${where}" "${keyword} does not go with TYPE switch_root, which does nothing"
        "but go to another root. Give it to the init there.")
    endif()
  endforeach()
  if(NOT "${arg_ROOT}" STREQUAL ""
      AND NOT arg_ROOT MATCHES "^(live:)?(/dev/|UUID=|LABEL=|PARTLABEL=)[^ \t\n;]+$")
    _linuxbake_error("${where}" "ROOT '${arg_ROOT}' is no name of a file system."
      "There are /dev/<device>, UUID=<uuid>, LABEL=<label> and PARTLABEL=<label>, and each of"
      "them with live: before it.")
  endif()
endfunction()

function(_linuxbake_check_arch_of_init where)
  if(NOT arg_TYPE STREQUAL "minimal")
    if(NOT "${arg_ARCH}" STREQUAL "")
      _linuxbake_error("${where}" "ARCH is for TYPE minimal, which is a program."
        "What TYPE ${arg_TYPE} consists of runs anywhere.")
    endif()
    return()
  endif()
  _linuxbake_check_minimal_init("${where}")
  if("${arg_ARCH}" STREQUAL "")
    _linuxbake_host_architecture(arg_ARCH)
    set(arg_ARCH "${arg_ARCH}" PARENT_SCOPE)
  endif()
  _linuxbake_get_architecture("${where}" "${arg_ARCH}")
endfunction()

# TYPE, THEN and ARCH, which depend on each other.
macro(_linuxbake_init_type where)
  if("${arg_TYPE}" STREQUAL "")
    set(arg_TYPE busybox)
  endif()
  _linuxbake_one_of("${where}" TYPE "${arg_TYPE}" busybox script minimal
    switch_root)
  _linuxbake_check_switch_root("${where}")
  if("${arg_THEN}" STREQUAL "")
    set(arg_THEN shell)
    if(arg_TYPE STREQUAL "minimal")
      set(arg_THEN poweroff)
    endif()
  endif()
  _linuxbake_one_of("${where}" THEN "${arg_THEN}" shell poweroff reboot halt respawn)
  _linuxbake_check_arch_of_init("${where}")
endmacro()

function(_linuxbake_init_values where)
  _linuxbake_init_type("${where}")
  if("${arg_HOSTNAME}" STREQUAL "")
    set(arg_HOSTNAME linux)
  endif()
  if(NOT "${arg_NETWORK}" STREQUAL "")
    _linuxbake_one_of("${where}" NETWORK "${arg_NETWORK}" DHCP)
  endif()
  foreach(keyword IN ITEMS LOGIN HOTPLUG SERVICE NETWORK)
    if(arg_${keyword} AND NOT arg_TYPE STREQUAL "busybox")
      _linuxbake_error("${where}" "${keyword} is for TYPE busybox, not for TYPE ${arg_TYPE}.")
    endif()
  endforeach()
  if(arg_LOGIN AND NOT arg_THEN STREQUAL "shell")
    _linuxbake_error("${where}" "LOGIN is for shells, but THEN is ${arg_THEN}."
      "Leave LOGIN out, or THEN.")
  endif()
  if("${arg_RUN}" STREQUAL "" AND NOT arg_THEN STREQUAL "shell")
    _linuxbake_error("${where}" "Nothing comes before THEN ${arg_THEN}."
      "Give a command with RUN.")
  endif()
  if(NOT "${arg_CONSOLES}" STREQUAL "" AND NOT arg_THEN STREQUAL "shell")
    _linuxbake_error("${where}" "CONSOLES get a shell, but THEN is ${arg_THEN}."
      "Leave CONSOLES out, or THEN.")
  endif()
  _linuxbake_check_host_name("${where}" "${arg_HOSTNAME}")
  _linuxbake_check_consoles("${where}")
  _linuxbake_check_mounts("${where}")
  foreach(variable IN LISTS arg_ENVIRONMENT)
    if(NOT variable MATCHES "^[A-Za-z_][A-Za-z0-9_]*=")
      _linuxbake_error("${where}" "ENVIRONMENT '${variable}' is not of the form NAME=value.")
    endif()
  endforeach()
  foreach(keyword IN ITEMS TYPE HOSTNAME THEN ARCH)
    if(NOT "${arg_${keyword}}" STREQUAL "")
      set(arg_${keyword} "${arg_${keyword}}" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# A macro, because it has to see ARGC and ARGV<n> of the function that calls it: in ARGN a semicolon
# within an argument is lost.
macro(_linuxbake_run_lines where out)
  set(_linuxbake_lines "")
  set(_linuxbake_inside FALSE)
  set(_linuxbake_index 1)
  set(_linuxbake_count "ARGC")
  while(_linuxbake_index LESS "${${_linuxbake_count}}")
    set(_linuxbake_value "ARGV${_linuxbake_index}")
    _linuxbake_run_word("${where}" "${${_linuxbake_value}}")
    math(EXPR _linuxbake_index "${_linuxbake_index} + 1")
  endwhile()
  _linuxbake_run_word("${where}" THEN)
  set(${out} "${_linuxbake_lines}")
endmacro()

# One argument more: adds to the lines in the caller, and remembers whether a command goes on.
function(_linuxbake_run_word where argument)
  set(keywords TYPE HOSTNAME CONSOLES MOUNTS ENVIRONMENT RUN SERVICE LOGIN HOTPLUG NETWORK
    THEN BANNER ARCH ROOT)
  set(is_keyword FALSE)
  if(argument IN_LIST keywords)
    set(is_keyword TRUE)
  endif()
  if(is_keyword AND _linuxbake_lines MATCHES "\n(run|service)$")
    string(TOUPPER "${CMAKE_MATCH_1}" keyword)
    _linuxbake_error("${where}" "${keyword} has no value." "Give it one, or leave ${keyword} out.")
  endif()
  if(is_keyword)
    set(_linuxbake_inside FALSE PARENT_SCOPE)
    if(argument MATCHES "^(RUN|SERVICE)$")
      string(TOLOWER "${argument}" word)
      string(APPEND _linuxbake_lines "\n${word}")
      set(_linuxbake_inside TRUE PARENT_SCOPE)
    endif()
  elseif(_linuxbake_inside)
    if(_linuxbake_lines MATCHES "run$" AND arg_TYPE STREQUAL "minimal" AND
        NOT argument MATCHES "^(/|\\$<)")
      _linuxbake_error("${where}" "RUN '${argument}' is no absolute path."
        "TYPE minimal does not search for programs.")
    endif()
    _linuxbake_manifest_word(word "${argument}")
    string(APPEND _linuxbake_lines " ${word}")
  endif()
  set(_linuxbake_lines "${_linuxbake_lines}" PARENT_SCOPE)
endfunction()

function(_linuxbake_init_description out)
  set(text "# What linuxbake_add_init() was given.\nhostname ${arg_HOSTNAME}\n")
  foreach(console IN LISTS arg_CONSOLES)
    string(REPLACE "," " " console "${console}")
    string(APPEND text "console ${console}\n")
  endforeach()
  foreach(mount IN LISTS arg_MOUNTS)
    separate_arguments(fields UNIX_COMMAND "${mount}")
    string(APPEND text "mount")
    foreach(field IN LISTS fields)
      _linuxbake_manifest_word(word "${field}")
      string(APPEND text " ${word}")
    endforeach()
    string(APPEND text "\n")
  endforeach()
  foreach(variable IN LISTS arg_ENVIRONMENT)
    string(FIND "${variable}" "=" position)
    string(SUBSTRING "${variable}" 0 ${position} name)
    math(EXPR position "${position} + 1")
    string(SUBSTRING "${variable}" ${position} -1 value)
    _linuxbake_manifest_word(word "${value}")
    string(APPEND text "environment ${name} ${word}\n")
  endforeach()
  if(NOT "${arg_ROOT}" STREQUAL "")
    _linuxbake_manifest_word(word "${arg_ROOT}")
    string(APPEND text "root ${word}\n")
  endif()
  if(NOT "${arg_BANNER}" STREQUAL "")
    _linuxbake_manifest_word(word "${arg_BANNER}")
    string(APPEND text "banner ${word}\n")
  endif()
  foreach(keyword IN ITEMS LOGIN HOTPLUG)
    if(arg_${keyword})
      string(TOLOWER "${keyword}" word)
      string(APPEND text "${word}\n")
    endif()
  endforeach()
  if(arg_HOTPLUG)
    string(APPEND text "service mdev -d -f\n")
  endif()
  if(NOT "${arg_NETWORK}" STREQUAL "")
    string(APPEND text "network dhcp\nservice /etc/init.d/network\n")
  endif()
  set(${out} "${text}then ${arg_THEN}\n" PARENT_SCOPE)
endfunction()
