# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeHelp
-------------

.. versionadded:: 0.1

The target ``linuxbake-help``, which prints what can be built::

  linuxbake_add_help([TARGET <name>])

It lists the targets of the calling directory and those below it that have the property
``LINUXBAKE_HELP``, with that text, grouped by project.  Give your own targets that property, and
they are listed as well.

``TARGET``
  The name of the target.  Default: ``linuxbake-help``.

A top-level project that calls ``find_package(LinuxBake)`` has the target already.  A project that
has LinuxBake as a subproject (FetchContent, add_subdirectory) calls this function.  A second call
for the same name does nothing.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_import_kernel(vm-kernel FILE bzImage)
  add_custom_target(vm-flash COMMAND "${CMAKE_COMMAND}" -E echo "Is it plugged in?" VERBATIM)
  set_property(TARGET vm-flash PROPERTY LINUXBAKE_HELP "Write the image to a stick")
  linuxbake_add_help()
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/TopDirectory.cmake")

# A list of "<project>|<target>|<help>", of the directory and those below it.
function(_linuxbake_collect_help directory out)
  _linuxbake_read_property(targets DIRECTORY "${directory}" PROPERTY BUILDSYSTEM_TARGETS)
  get_directory_property(project DIRECTORY "${directory}" DEFINITION PROJECT_NAME)
  set(lines "")
  foreach(target IN LISTS targets)
    get_target_property(help "${target}" LINUXBAKE_HELP)
    if(help)
      string(REPLACE ";" "," help "${help}")
      list(APPEND lines "${project}|${target}|${help}")
    endif()
  endforeach()
  _linuxbake_read_property(children DIRECTORY "${directory}" PROPERTY SUBDIRECTORIES)
  foreach(child IN LISTS children)
    _linuxbake_collect_help("${child}" below)
    list(APPEND lines ${below})
  endforeach()
  set(${out} "${lines}" PARENT_SCOPE)
endfunction()

# "name        text", the text in one column.
function(_linuxbake_help_line out name text width)
  string(LENGTH "${name}" length)
  set(blanks " ")
  if(length LESS width)
    math(EXPR count "${width} - ${length}")
    string(REPEAT " " ${count} blanks)
  endif()
  set(${out} "  ${name}${blanks}${text}\n" PARENT_SCOPE)
endfunction()

# Deferred to the end of the directory, when all its targets are there.
function(_linuxbake_write_help file directory)
  _linuxbake_forget_caller(file directory)
  _linuxbake_collect_help("${directory}" lines)
  set(projects "")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "\\|.*" "" project "${line}")
    list(APPEND projects "${project}")
  endforeach()
  list(REMOVE_DUPLICATES projects)
  set(text "")
  foreach(project IN LISTS projects)
    string(APPEND text "\n${project}\n")
    foreach(line IN LISTS lines)
      if(line MATCHES "^([^|]*)\\|([^|]*)\\|(.*)$" AND CMAKE_MATCH_1 STREQUAL project)
        _linuxbake_help_line(formatted "${CMAKE_MATCH_2}" "${CMAKE_MATCH_3}" 28)
        string(APPEND text "${formatted}")
      endif()
    endforeach()
  endforeach()
  _linuxbake_top_binary_directory(build)
  file(CONFIGURE OUTPUT "${file}" @ONLY
    CONTENT "@text@\nTo build one: cmake --build '@build@' --target <name>\n")
endfunction()

function(linuxbake_add_help)
  _linuxbake_parse_arguments("" "" "TARGET" "")
  set(where "${CMAKE_CURRENT_FUNCTION}()")
  _linuxbake_check_arguments("${where}")
  if("${arg_TARGET}" STREQUAL "")
    set(arg_TARGET linuxbake-help)
  endif()
  if(TARGET "${arg_TARGET}")
    return()
  endif()
  _linuxbake_require_name("${where}" "${arg_TARGET}")
  set(file "${CMAKE_CURRENT_BINARY_DIR}/${arg_TARGET}.txt")
  # DEFER evaluates variables when the call is made, in a scope that does not have ours.
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _linuxbake_write_help
    [==[${file}]==] [==[${CMAKE_CURRENT_SOURCE_DIR}]==])")
  add_custom_target("${arg_TARGET}" COMMAND "${CMAKE_COMMAND}" -E cat "${file}"
    USES_TERMINAL VERBATIM COMMENT "Targets of LinuxBake")
  set_target_properties("${arg_TARGET}" PROPERTIES FOLDER LinuxBake
    LINUXBAKE_HELP "Show this list")
endfunction()

if(PROJECT_IS_TOP_LEVEL)
  linuxbake_add_help()
endif()
