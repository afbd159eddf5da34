# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
InitDescription
---------------

Turns the arguments of ``linuxbake_add_init()`` into the description that
linuxbake-init reads (``linuxbake-init --help`` has its grammar).  What is wrong
with them is said when the project is configured.

``_linuxbake_describe_init(<where> <prefix> [<KEYWORD> <value>]...)``
  Checks the keywords of ``linuxbake_add_init()``.  Each has one value, which may be empty; a list
  stays one in its quotes.  Sets in the caller ``<prefix>_TEXT``, the description but for the
  commands, and ``<prefix>_TYPE``, ``<prefix>_THEN`` and ``<prefix>_ARCH``, with their defaults.

``_linuxbake_run_lines(<where> <type> <out-variable>)``
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

function(_linuxbake_check_consoles where consoles)
  set(seen "")
  foreach(console IN LISTS consoles)
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

function(_linuxbake_check_mounts where mounts)
  set(seen "")
  foreach(mount IN LISTS mounts)
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
function(_linuxbake_check_minimal_init where then consoles)
  if(NOT consoles STREQUAL "")
    _linuxbake_error("${where}" "CONSOLES are for shells, and TYPE minimal starts none."
      "Everything runs on the kernel's console.")
  endif()
  if(then STREQUAL "shell")
    _linuxbake_error("${where}" "THEN shell does not go with TYPE minimal, which has no shell."
      "Use poweroff, reboot, halt or respawn, or another TYPE.")
  endif()
endfunction()

# An init that is only on the way to another one. <KEYWORD> <value>...: what it cannot do.
function(_linuxbake_check_switch_root where type root)
  if(NOT type STREQUAL "switch_root")
    if(NOT root STREQUAL "")
      _linuxbake_error("${where}" "ROOT is for TYPE switch_root, not for TYPE ${type}.")
    endif()
    return()
  endif()
  math(EXPR last "${ARGC} - 1")
  foreach(index RANGE 3 ${last} 2)
    math(EXPR value "${index} + 1")
    if(NOT "${ARGV${value}}" STREQUAL "")
      _linuxbake_error("${where}"
        "${ARGV${index}} does not go with TYPE switch_root, which does nothing"
        "but go to another root. Give it to the init there.")
    endif()
  endforeach()
  if(NOT root STREQUAL ""
      AND NOT root MATCHES "^(live:)?(/dev/|UUID=|LABEL=|PARTLABEL=)[^ \t\n;]+$")
    _linuxbake_error("${where}" "ROOT '${root}' is no name of a file system."
      "There are /dev/<device>, UUID=<uuid>, LABEL=<label> and PARTLABEL=<label>, and each of"
      "them with live: before it.")
  endif()
endfunction()

# The minimal init is a program, which has an architecture: the host's by default.
function(_linuxbake_arch_of_init out where type arch then consoles)
  if(type STREQUAL "minimal")
    _linuxbake_check_minimal_init("${where}" "${then}" "${consoles}")
    if(arch STREQUAL "")
      _linuxbake_host_architecture(arch)
    endif()
    _linuxbake_get_architecture("${where}" "${arch}")
  elseif(NOT arch STREQUAL "")
    _linuxbake_error("${where}" "ARCH is for TYPE minimal, which is a program."
      "What TYPE ${type} consists of runs anywhere.")
  endif()
  set(${out} "${arch}" PARENT_SCOPE)
endfunction()

function(_linuxbake_init_then out where type then)
  if(then STREQUAL "")
    set(then shell)
    if(type STREQUAL "minimal")
      set(then poweroff)
    endif()
  endif()
  _linuxbake_one_of("${where}" THEN "${then}" shell poweroff reboot halt respawn)
  set(${out} "${then}" PARENT_SCOPE)
endfunction()

# <KEYWORD> <value>...: what BusyBox alone can do.
function(_linuxbake_check_busybox_init where type)
  math(EXPR last "${ARGC} - 1")
  foreach(index RANGE 2 ${last} 2)
    math(EXPR at_value "${index} + 1")
    set(value "${ARGV${at_value}}")
    if(value AND NOT type STREQUAL "busybox")
      _linuxbake_error("${where}" "${ARGV${index}} is for TYPE busybox, not for TYPE ${type}.")
    endif()
  endforeach()
endfunction()

# What goes with THEN.
function(_linuxbake_check_then where then login run consoles)
  if(login AND NOT then STREQUAL "shell")
    _linuxbake_error("${where}" "LOGIN is for shells, but THEN is ${then}."
      "Leave LOGIN out, or THEN.")
  endif()
  if(run STREQUAL "" AND NOT then STREQUAL "shell")
    _linuxbake_error("${where}" "Nothing comes before THEN ${then}."
      "Give a command with RUN.")
  endif()
  if(NOT consoles STREQUAL "" AND NOT then STREQUAL "shell")
    _linuxbake_error("${where}" "CONSOLES get a shell, but THEN is ${then}."
      "Leave CONSOLES out, or THEN.")
  endif()
endfunction()

function(_linuxbake_check_environment_of_init where environment)
  foreach(variable IN LISTS environment)
    if(NOT variable MATCHES "^[A-Za-z_][A-Za-z0-9_]*=")
      _linuxbake_error("${where}" "ENVIRONMENT '${variable}' is not of the form NAME=value.")
    endif()
  endforeach()
endfunction()

# A macro, because it has to see ARGC and ARGV<n> of the function that calls it: in ARGN a semicolon
# within an argument is lost.
macro(_linuxbake_run_lines where type out)
  set(_linuxbake_lines "")
  set(_linuxbake_inside FALSE)
  set(_linuxbake_index 1)
  set(_linuxbake_count "ARGC")
  while(_linuxbake_index LESS "${${_linuxbake_count}}")
    set(_linuxbake_value "ARGV${_linuxbake_index}")
    _linuxbake_run_word(_linuxbake_lines _linuxbake_inside "${where}" "${type}"
      "${${_linuxbake_value}}")
    math(EXPR _linuxbake_index "${_linuxbake_index} + 1")
  endwhile()
  _linuxbake_run_word(_linuxbake_lines _linuxbake_inside "${where}" "${type}" THEN)
  set(${out} "${_linuxbake_lines}")
endmacro()

# One argument more: adds to the lines, and remembers whether a command goes on.
function(_linuxbake_run_word lines_variable inside_variable where type argument)
  set(lines "${${lines_variable}}")
  set(keywords TYPE HOSTNAME CONSOLES MOUNTS ENVIRONMENT RUN SERVICE LOGIN HOTPLUG NETWORK
    THEN BANNER ARCH ROOT)
  set(is_keyword FALSE)
  if(argument IN_LIST keywords)
    set(is_keyword TRUE)
  endif()
  if(is_keyword AND lines MATCHES "\n(run|service)$")
    string(TOUPPER "${CMAKE_MATCH_1}" keyword)
    _linuxbake_error("${where}" "${keyword} has no value." "Give it one, or leave ${keyword} out.")
  endif()
  if(is_keyword)
    set(${inside_variable} FALSE PARENT_SCOPE)
    if(argument MATCHES "^(RUN|SERVICE)$")
      string(TOLOWER "${argument}" word)
      string(APPEND lines "\n${word}")
      set(${inside_variable} TRUE PARENT_SCOPE)
    endif()
  elseif(${inside_variable})
    if(lines MATCHES "run$" AND type STREQUAL "minimal" AND NOT argument MATCHES "^(/|\\$<)")
      _linuxbake_error("${where}" "RUN '${argument}' is no absolute path."
        "TYPE minimal does not search for programs.")
    endif()
    _linuxbake_manifest_word(word "${argument}")
    string(APPEND lines " ${word}")
  endif()
  set(${lines_variable} "${lines}" PARENT_SCOPE)
endfunction()

function(_linuxbake_mount_lines out mounts)
  set(text "")
  foreach(mount IN LISTS mounts)
    separate_arguments(fields UNIX_COMMAND "${mount}")
    string(APPEND text "mount")
    foreach(field IN LISTS fields)
      _linuxbake_manifest_word(word "${field}")
      string(APPEND text " ${word}")
    endforeach()
    string(APPEND text "\n")
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(_linuxbake_environment_lines out environment)
  set(text "")
  foreach(variable IN LISTS environment)
    string(FIND "${variable}" "=" position)
    string(SUBSTRING "${variable}" 0 ${position} name)
    math(EXPR position "${position} + 1")
    string(SUBSTRING "${variable}" ${position} -1 value)
    _linuxbake_manifest_word(word "${value}")
    string(APPEND text "environment ${name} ${word}\n")
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# One line, or none without a value.
function(_linuxbake_init_line out name value)
  set(${out} "" PARENT_SCOPE)
  if(NOT value STREQUAL "")
    _linuxbake_manifest_word(word "${value}")
    set(${out} "${name} ${word}\n" PARENT_SCOPE)
  endif()
endfunction()

function(_linuxbake_service_lines out login hotplug network)
  set(text "")
  if(login)
    string(APPEND text "login\n")
  endif()
  if(hotplug)
    string(APPEND text "hotplug\nservice mdev -d -f\n")
  endif()
  if(NOT network STREQUAL "")
    string(APPEND text "network dhcp\nservice /etc/init.d/network\n")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(_linuxbake_describe_init where prefix)
  _linuxbake_parse(init 2 "" "TYPE;HOSTNAME;CONSOLES;MOUNTS;ENVIRONMENT;RUN;SERVICE;LOGIN;HOTPLUG;\
NETWORK;THEN;BANNER;ARCH;ROOT" "")
  _linuxbake_value_or(type "${init_TYPE}" busybox)
  _linuxbake_one_of("${where}" TYPE "${type}" busybox script minimal switch_root)
  _linuxbake_check_switch_root("${where}" "${type}" "${init_ROOT}" HOSTNAME "${init_HOSTNAME}"
    CONSOLES "${init_CONSOLES}" MOUNTS "${init_MOUNTS}" RUN "${init_RUN}" THEN "${init_THEN}"
    BANNER "${init_BANNER}")
  _linuxbake_init_then(then "${where}" "${type}" "${init_THEN}")
  _linuxbake_arch_of_init(arch "${where}" "${type}" "${init_ARCH}" "${then}" "${init_CONSOLES}")
  if(NOT "${init_NETWORK}" STREQUAL "")
    _linuxbake_one_of("${where}" NETWORK "${init_NETWORK}" DHCP)
  endif()
  _linuxbake_check_busybox_init("${where}" "${type}" LOGIN "${init_LOGIN}"
    HOTPLUG "${init_HOTPLUG}" SERVICE "${init_SERVICE}" NETWORK "${init_NETWORK}")
  _linuxbake_check_then("${where}" "${then}" "${init_LOGIN}" "${init_RUN}" "${init_CONSOLES}")
  _linuxbake_value_or(host_name "${init_HOSTNAME}" linux)
  _linuxbake_check_host_name("${where}" "${host_name}")
  _linuxbake_check_consoles("${where}" "${init_CONSOLES}")
  _linuxbake_check_mounts("${where}" "${init_MOUNTS}")
  _linuxbake_check_environment_of_init("${where}" "${init_ENVIRONMENT}")

  set(text "# What linuxbake_add_init() was given.\nhostname ${host_name}\n")
  foreach(console IN LISTS init_CONSOLES)
    string(REPLACE "," " " console "${console}")
    string(APPEND text "console ${console}\n")
  endforeach()
  _linuxbake_mount_lines(mounts "${init_MOUNTS}")
  _linuxbake_environment_lines(environment "${init_ENVIRONMENT}")
  _linuxbake_init_line(root root "${init_ROOT}")
  _linuxbake_init_line(banner banner "${init_BANNER}")
  _linuxbake_service_lines(services "${init_LOGIN}" "${init_HOTPLUG}" "${init_NETWORK}")
  string(APPEND text "${mounts}${environment}${root}${banner}${services}then ${then}\n")
  set(${prefix}_TEXT "${text}" PARENT_SCOPE)
  set(${prefix}_TYPE "${type}" PARENT_SCOPE)
  set(${prefix}_THEN "${then}" PARENT_SCOPE)
  set(${prefix}_ARCH "${arch}" PARENT_SCOPE)
endfunction()
