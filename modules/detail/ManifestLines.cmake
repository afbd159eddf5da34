# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
ManifestLines
-------------

How the functions of ``LinuxBakeRootfs.cmake`` write lines for
``linuxbake-cpio``.  Those that begin with ``_linuxbake_install_`` are for
``linuxbake_rootfs_install()``, and take the values of its keywords.

``_linuxbake_manifest_word(<out-variable> <text>)``
  The text as one quoted word of a manifest.  Generator expressions stay.

``_linuxbake_append_to_rootfs(<rootfs> [ENTRIES <line>...] [DEPENDS <file-or-target>...])``
  Appends to the properties.

``_linuxbake_append_line(<rootfs> <override> <line>)``
  Appends one entry, with ``override`` before it if the caller was given OVERRIDE.

``_linuxbake_attributes(<out-variable> <where> <MODE> <OWNER> <GROUP> <default-mode>)``
  "MODE UID GID" from these keywords, each of which may be empty.

``_linuxbake_evaluated_property(<out-variable> <target> <PROPERTY>)``
  The generator expression for the value of ``LINUXBAKE_<PROPERTY>`` in which
  generator expressions are evaluated too; ``$<TARGET_PROPERTY>`` alone leaves
  them as they are.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

function(_linuxbake_evaluated_property out target property)
  set(value "$<TARGET_PROPERTY:${target},LINUXBAKE_${property}>")
  set(${out} "$<TARGET_GENEX_EVAL:${target},${value}>" PARENT_SCOPE)
endfunction()

function(_linuxbake_manifest_word out text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n" text "${text}")
  # What CMake itself would take for the syntax of a list.
  string(REPLACE ";" "\\x3b" text "${text}")
  string(REPLACE "[" "\\x5b" text "${text}")
  string(REPLACE "]" "\\x5d" text "${text}")
  set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()

function(_linuxbake_append_to_rootfs rootfs)
  _linuxbake_parse(append 1 "" "" "ENTRIES;DEPENDS")
  foreach(property IN ITEMS ENTRIES DEPENDS)
    foreach(value IN LISTS append_${property})
      set_property(TARGET "${rootfs}" APPEND PROPERTY LINUXBAKE_${property} "${value}")
    endforeach()
  endforeach()
endfunction()

function(_linuxbake_append_line rootfs override line)
  if(override)
    set(line "override ${line}")
  endif()
  _linuxbake_append_to_rootfs("${rootfs}" ENTRIES "${line}")
endfunction()

function(_linuxbake_require_number where what value limit)
  if(NOT value MATCHES "^[0-9]+$" OR value GREATER limit)
    _linuxbake_error("${where}" "${what} '${value}' is not a number from 0 to ${limit}.")
  endif()
endfunction()

function(_linuxbake_require_rootfs_path where what path)
  if(NOT path MATCHES "^/" AND NOT path MATCHES "^\\$<")
    _linuxbake_error("${where}" "${what} '${path}' is not absolute."
      "It is a path in the root file system: write '/${path}'.")
  endif()
  if("/${path}/" MATCHES "/\\.\\./")
    _linuxbake_error("${where}" "${what} '${path}' has a '..' in it.")
  endif()
endfunction()

function(_linuxbake_require_directory where keyword path out)
  get_filename_component(absolute "${path}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  if(NOT IS_DIRECTORY "${absolute}")
    _linuxbake_error("${where}" "${keyword} '${path}' is not a directory."
      "Looked for: ${absolute}")
  endif()
  set(${out} "${absolute}" PARENT_SCOPE)
endfunction()

function(_linuxbake_attributes out where mode owner group default_mode)
  _linuxbake_value_or(mode "${mode}" "${default_mode}")
  _linuxbake_value_or(owner "${owner}" 0)
  _linuxbake_value_or(group "${group}" 0)
  if(NOT mode MATCHES "^0?[0-7]?[0-7][0-7][0-7]$")
    _linuxbake_error("${where}" "MODE '${mode}' is not an octal number, as 0755 is.")
  endif()
  foreach(keyword IN ITEMS OWNER GROUP)
    string(TOLOWER "${keyword}" name)
    if(NOT ${name} MATCHES "^[0-9]+$" OR ${name} GREATER 4294967294)
      _linuxbake_error("${where}" "${keyword} '${${name}}' is not a number from 0 to 4294967294."
        "The host's users are not those of the root file system: give the number, as 0 for root.")
    endif()
  endforeach()
  set(${out} "${mode} ${owner} ${group}" PARENT_SCOPE)
endfunction()

# <items>: those of the keyword <kind>.
function(_linuxbake_check_rename where kind items rename)
  list(LENGTH items count)
  if(NOT rename STREQUAL "" AND (count GREATER 1 OR kind STREQUAL "DIRECTORY"))
    _linuxbake_error("${where}" "RENAME needs exactly one file or target.")
  endif()
  if(rename MATCHES "/")
    _linuxbake_error("${where}" "RENAME '${rename}' has a slash in it."
      "Give the directory with DESTINATION.")
  endif()
endfunction()

# PERMISSIONS of CMake's install() as a number.
function(_linuxbake_mode_of_permissions out where)
  set(names SETUID SETGID OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_WRITE GROUP_EXECUTE
    WORLD_READ WORLD_WRITE WORLD_EXECUTE)
  set(digits 2048 1024 256 128 64 32 16 8 4 2 1)
  set(mode 0)
  foreach(permission IN LISTS ARGN)
    _linuxbake_one_of("${where}" PERMISSIONS "${permission}" ${names})
    list(FIND names "${permission}" index)
    list(GET digits ${index} bit)
    math(EXPR mode "${mode} | ${bit}")
  endforeach()
  set(octal "")
  foreach(shift IN ITEMS 9 6 3 0)
    math(EXPR digit "(${mode} >> ${shift}) & 7")
    string(APPEND octal "${digit}")
  endforeach()
  set(${out} "${octal}" PARENT_SCOPE)
endfunction()

# The last arguments are those of PERMISSIONS.
function(_linuxbake_install_attributes out where kind mode owner group)
  set(permissions "${ARGN}")
  if(NOT permissions STREQUAL "" AND NOT mode STREQUAL "")
    _linuxbake_error("${where}" "MODE and PERMISSIONS say the same thing. Give one of them.")
  endif()
  if(kind STREQUAL "DIRECTORY" AND NOT "${permissions}${mode}" STREQUAL "")
    _linuxbake_error("${where}" "The files of a DIRECTORY have the modes 0755 and 0644."
      "MODE and PERMISSIONS are for TARGETS, FILES and PROGRAMS.")
  endif()
  if(NOT permissions STREQUAL "")
    _linuxbake_mode_of_permissions(mode "${where}" ${permissions})
  endif()
  set(default_mode 0755)
  if(kind STREQUAL "FILES")
    set(default_mode 0644)
  endif()
  _linuxbake_attributes(attributes "${where}" "${mode}" "${owner}" "${group}" "${default_mode}")
  set(${out} "${attributes}" PARENT_SCOPE)
endfunction()

# A file that is there, or that the build makes: a relative path has to be there, because what the
# build makes is not in the source directory, and may be declared after this call.
function(_linuxbake_installable_file where kind item out)
  if(item MATCHES "\\$<")
    set(${out} "${item}" PARENT_SCOPE)
    return()
  endif()
  get_filename_component(path "${item}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  if(IS_DIRECTORY "${path}")
    _linuxbake_error("${where}" "${kind} '${item}' is a directory." "Install it with DIRECTORY.")
  endif()
  if(NOT EXISTS "${path}" AND NOT IS_ABSOLUTE "${item}")
    _linuxbake_error("${where}" "${kind} '${item}' is not a file." "Looked for: ${path}"
      "If the build makes it, give its absolute path.")
  endif()
  set(${out} "${path}" PARENT_SCOPE)
endfunction()

function(_linuxbake_install_file where rootfs kind item attributes destination rename override)
  _linuxbake_installable_file("${where}" "${kind}" "${item}" path)
  if(NOT rename STREQUAL "")
    set(name "${rename}")
  elseif(path MATCHES "\\$<")
    set(name "$<PATH:GET_FILENAME,${path}>")
  else()
    get_filename_component(name "${path}" NAME)
  endif()
  _linuxbake_manifest_word(name_word "${destination}/${name}")
  _linuxbake_manifest_word(path_word "${path}")
  _linuxbake_append_line("${rootfs}" "${override}" "file ${name_word} ${path_word} ${attributes}")
  _linuxbake_append_to_rootfs("${rootfs}" DEPENDS "${path}")
endfunction()

function(_linuxbake_install_target where rootfs item attributes destination rename override)
  _linuxbake_value_or(file "${ARGN}" "$<TARGET_FILE:${item}>")
  if(NOT TARGET "${item}")
    _linuxbake_error("${where}" "TARGETS '${item}' is not a target."
      "Make it before this call.")
  endif()
  get_target_property(type "${item}" TYPE)
  if(NOT type MATCHES "^(EXECUTABLE|SHARED_LIBRARY|MODULE_LIBRARY)$")
    _linuxbake_error("${where}" "TARGETS '${item}' is neither a program nor a shared library."
      "Install files with FILES or PROGRAMS.")
  endif()
  set(name "$<TARGET_FILE_NAME:${item}>")
  if(NOT rename STREQUAL "")
    set(name "${rename}")
  endif()
  _linuxbake_append_line("${rootfs}" "${override}"
    "file \"${destination}/${name}\" \"${file}\" ${attributes}")
  get_target_property(imported "${item}" IMPORTED)
  if(type STREQUAL "SHARED_LIBRARY" AND NOT imported)
    set(soname "$<TARGET_SONAME_FILE_NAME:${item}>")
    set(link "slink \"${destination}/${soname}\" \"${name}\" 0777 0 0")
    if(override)
      set(link "override ${link}")
    endif()
    _linuxbake_append_to_rootfs("${rootfs}"
      ENTRIES "$<$<NOT:$<STREQUAL:${soname},${name}>>:${link}>")
  endif()
  _linuxbake_append_to_rootfs("${rootfs}" DEPENDS "${item}" "${file}")
endfunction()

# One that the build makes is named by a generator expression; nothing else says that it comes to
# be.
function(_linuxbake_installable_directory out where item depends)
  if(NOT item MATCHES "\\$<")
    _linuxbake_require_directory("${where}" DIRECTORY "${item}" path)
    set(${out} "${path}" PARENT_SCOPE)
    return()
  endif()
  if(depends STREQUAL "")
    _linuxbake_error("${where}" "DIRECTORY '${item}' is made by the build."
      "Name the target that makes it with DEPENDS.")
  endif()
  string(REGEX REPLACE "/$" "" item "${item}")
  set(${out} "${item}" PARENT_SCOPE)
endfunction()

function(_linuxbake_install_directory where rootfs item attributes destination override depends)
  _linuxbake_installable_directory(path "${where}" "${item}" "${depends}")
  set(name "${destination}")
  if(NOT item MATCHES "/$")
    get_filename_component(last "${path}" NAME)
    string(APPEND name "/${last}")
  endif()
  string(REGEX REPLACE "^[0-7]+ (.*)$" "\\1" owner "${attributes}")
  _linuxbake_manifest_word(name_word "${name}")
  _linuxbake_manifest_word(path_word "${path}")
  _linuxbake_append_line("${rootfs}" "${override}" "tree ${name_word} ${path_word} ${owner}")
endfunction()
