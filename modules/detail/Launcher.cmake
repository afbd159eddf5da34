# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Launcher
--------

Executable targets for the Run and Debug buttons of an IDE, which start nothing else
(VS Code's CMake Tools do not even list custom targets).

``_linuxbake_add_launcher(<target> COMMAND <word>... [DEPENDS <target>...])``
  An executable that becomes the command, with its own arguments behind it; it belongs
  to no default build, and building it builds DEPENDS first.  The words may hold generator
  expressions.

The executable is a copy of the helper program linuxbake-launch, which was built for the
machine that builds.  So it needs no language: it works in a project with LANGUAGES NONE, in one
that cross-compiles, and whatever flags that has.  CMake gets it as an object file with a rule
that "links" by copying.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_add_launcher target)
  _linuxbake_parse(launcher 1 "" "" "COMMAND;DEPENDS")
  set(program "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/linuxbake-launch")
  add_custom_command(OUTPUT "${program}"
    COMMAND "${CMAKE_COMMAND}" -E copy "$<TARGET_FILE:LinuxBake::launch>" "${program}"
    DEPENDS LinuxBake::launch COMMENT "Preparing ${target}" VERBATIM)
  set_source_files_properties("${program}" PROPERTIES EXTERNAL_OBJECT TRUE)
  # In the cache, because a function sets variables of nobody's directory.
  set(CMAKE_LINUXBAKE_LAUNCHER_LINK_EXECUTABLE
    "\"${CMAKE_COMMAND}\" -E copy <OBJECTS> <TARGET>" CACHE INTERNAL "See detail/Launcher.cmake")
  add_executable("${target}" EXCLUDE_FROM_ALL "${program}")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake
    LINKER_LANGUAGE LINUXBAKE_LAUNCHER LINK_LIBRARIES ""
    AUTOMOC OFF AUTOUIC OFF AUTORCC OFF) # Qt's tools, which a project may ask for everywhere
  add_dependencies("${target}" ${launcher_DEPENDS})
  # Not $<JOIN>, which would take a comma or an angle bracket in a word for its own.
  set(lines "")
  foreach(word IN LISTS launcher_COMMAND)
    string(APPEND lines "${word}\n")
  endforeach()
  file(GENERATE OUTPUT "$<TARGET_FILE:${target}>.command" CONTENT "${lines}" TARGET "${target}")
endfunction()
