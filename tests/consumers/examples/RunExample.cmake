# SPDX-License-Identifier: MIT
#
# Does what a reader does with an example, in its own words and with nothing besides: the text as
# CMakeLists.txt, the files that it names beside it, README.md's command line. The tests of the
# example have to pass; then each target is built that linuxbake-help lists, since an example without
# a test would pass by making nothing.
#
#   cmake -DREADME=<README.md> { -DHEADING=<heading in README.md> | -DMODULE=<file> }
#         [-DLINES=<at most>] -DENTRY=<way> -DPREFIX=<directory> -DGENERATOR=<name> -DFILES=<directory>
#         -DWORK=<directory, emptied> -P RunExample.cmake
#
# ENTRY is a way into the project: fetchcontent and subdirectory put README.md's lines into the place
# of find_package(); with any other, LinuxBake is found in PREFIX. FILES has the files that examples
# name; kernel.config is README.md's own where that has one.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../../support/Codemodel.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../../support/Examples.cmake")
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
get_filename_component(top "${README}" DIRECTORY)

# The example, and its kernel.config.
function(read_example)
  if(DEFINED MODULE)
    header_example(project "${MODULE}")
  else()
    readme_section(text "${README}" "${HEADING}")
    readme_block(project text "```cmake")
    if(text MATCHES "^[^`#]*`([^`]+)` will do for `kernel.config`")
      configure_file("${top}/${CMAKE_MATCH_1}" "${WORK}/kernel.config" COPYONLY)
    else()
      readme_block(fragment text "```")
      file(WRITE "${WORK}/kernel.config" "${fragment}")
    endif()
  endif()
  set(project "${project}" PARENT_SCOPE)
endfunction()

# README.md's lines for this way, in the place of find_package().
function(enter)
  if(NOT ENTRY MATCHES "^(fetchcontent|subdirectory)$")
    set(ENV{CMAKE_PREFIX_PATH} "${PREFIX}")
    return()
  endif()
  readme_section(text "${README}" "Ways into your project")
  readme_block(lines text "```cmake")
  if(ENTRY STREQUAL "subdirectory")
    readme_block(lines text "```cmake")
  endif()
  string(REPLACE "/path/to/LinuxBake" "${top}" lines "${lines}")
  string(REGEX REPLACE "\nfind_package\\(LinuxBake REQUIRED\\)[^\n]*\n" "\n${lines}" entered
    "${project}")
  if(entered STREQUAL project)
    message(FATAL_ERROR "The example has no line find_package(LinuxBake REQUIRED).")
  endif()
  set(project "${entered}" PARENT_SCOPE)
endfunction()

# The files that the example names; the folder rootfs is an OVERLAY.
function(copy_named_files)
  file(GLOB names RELATIVE "${FILES}" "${FILES}/*")
  foreach(name IN LISTS names)
    string(REPLACE "." "\\." pattern "${name}")
    if(name STREQUAL "rootfs")
      set(pattern "OVERLAY rootfs")
    endif()
    if(project MATCHES "[ (/]${pattern}[ \n)\"]" AND NOT EXISTS "${WORK}/${name}")
      file(COPY "${FILES}/${name}" DESTINATION "${WORK}")
    endif()
  endforeach()
endfunction()

# run(<command line>) sets `output` to what it has printed.
function(run command)
  message(STATUS "${command}")
  separate_arguments(words UNIX_COMMAND "${command}")
  execute_process(COMMAND ${words} WORKING_DIRECTORY "${WORK}" OUTPUT_VARIABLE output
    ERROR_VARIABLE output RESULT_VARIABLE result)
  message(NOTICE "${output}")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "It fails: ${result}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Sets `output` to what the last command has printed, `build` to the binary directory.
function(run_commands)
  readme_commands(commands "${README}")
  list(JOIN commands "\n" text)
  if(NOT text MATCHES "--build ([^ \n]+)")
    message(FATAL_ERROR "README.md's command line builds nothing.")
  endif()
  set(build "${CMAKE_MATCH_1}")
  ask_codemodel("${WORK}/${build}")
  foreach(command IN LISTS commands)
    if(GENERATOR MATCHES "Multi-Config" AND command MATCHES "^ctest ")
      string(APPEND command " -C Debug") # as README.md says
    endif()
    run("${command}")
  endforeach()
  set(output "${output}" PARENT_SCOPE)
  set(build "${build}" PARENT_SCOPE)
endfunction()

# Each test of the example has passed: skipped, not run or not there is none of that.
function(check_verdict)
  string(REGEX MATCHALL "[ (]NAME +[A-Za-z0-9_.-]+" names "${project}")
  list(TRANSFORM names REPLACE "^.NAME +" "")
  foreach(name IN LISTS names)
    if(NOT output MATCHES " ${name}(\\.[^ ]+)? [ .]*Passed ")
      message(FATAL_ERROR "ctest has not run ${name}.")
    endif()
  endforeach()
  if(NOT names STREQUAL "" AND
      (NOT output MATCHES "100% tests passed" OR output MATCHES "Skipped|Not Run|Disabled"))
    message(FATAL_ERROR "Not every test has passed.")
  endif()
endfunction()

# What the example declares can be made, also where no test needs it. A project with LinuxBake as a
# subproject has the list if it asks for it.
function(build_what_is_listed)
  if(NOT EXISTS "${WORK}/${build}/linuxbake-help.txt")
    file(APPEND "${WORK}/CMakeLists.txt" "linuxbake_add_help()\n")
    run("cmake -B ${build}")
  endif()
  read_buildable_targets("${WORK}/${build}" targets)
  if(targets STREQUAL "")
    message(FATAL_ERROR "The example has no target that can be built.")
  endif()
  list(JOIN targets " " targets)
  run("cmake --build ${build} --target ${targets}")
endfunction()

read_example()
string(REGEX MATCHALL "\n" lines "${project}")
list(LENGTH lines count)
if(LINES AND count GREATER LINES)
  message(FATAL_ERROR "The newcomer's project has ${count} lines; ${LINES} are enough.")
endif()
enter()
file(WRITE "${WORK}/CMakeLists.txt" "${project}")
copy_named_files()
set(ENV{CMAKE_GENERATOR} "${GENERATOR}")
# A guest compiles the helper programs for itself; the second time they come from ccache.
find_program(ccache ccache)
if(ccache)
  set(ENV{CMAKE_CXX_COMPILER_LAUNCHER} "${ccache}")
endif()
# PATH stays as it is where its cmake is this one: with another order another python3 may be first,
# which is in the keys of kernels.
find_program(cmake_of_path cmake NO_CACHE NO_CMAKE_PATH NO_CMAKE_SYSTEM_PATH)
if(NOT cmake_of_path STREQUAL CMAKE_COMMAND)
  get_filename_component(cmake_directory "${CMAKE_COMMAND}" DIRECTORY)
  set(ENV{PATH} "${cmake_directory}:$ENV{PATH}")
endif()
run_commands()
check_verdict()
build_what_is_listed()
