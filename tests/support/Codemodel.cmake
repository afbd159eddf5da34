# SPDX-License-Identifier: MIT
#
# What an IDE sees of a project: CMake's file API, cmake-file-api(7).
#
# ask_codemodel(<binary dir>)
#   Before the configuration: asks for the code model.
# read_codemodel(<binary dir> <out>)
#   After it: a list of <folder>|<type>|<name>|<artifact>, of all targets of the first
#   configuration, sorted; types as CMake's: UTILITY, EXECUTABLE …  An artifact is relative to the
#   binary directory.
# read_buildable_targets(<binary dir> <out>)
#   After it: the targets that linuxbake-help lists, but those that start a machine or ask somebody
#   at a terminal.

function(ask_codemodel build)
  file(WRITE "${build}/.cmake/api/v1/query/codemodel-v2" "")
endfunction()

function(read_codemodel build out)
  set(reply "${build}/.cmake/api/v1/reply")
  file(GLOB model "${reply}/codemodel-v2-*.json")
  file(READ "${model}" model)
  string(JSON count LENGTH "${model}" configurations 0 targets)
  set(rows "")
  if(count GREATER 0)
    math(EXPR last "${count} - 1")
    foreach(index RANGE ${last})
      string(JSON file GET "${model}" configurations 0 targets ${index} jsonFile)
      file(READ "${reply}/${file}" target)
      string(JSON name GET "${target}" name)
      string(JSON type GET "${target}" type)
      string(JSON folder ERROR_VARIABLE none GET "${target}" folder name)
      string(JSON artifact ERROR_VARIABLE none GET "${target}" artifacts 0 path)
      string(REGEX REPLACE ".*NOTFOUND$" "" folder "${folder}")
      string(REGEX REPLACE ".*NOTFOUND$" "" artifact "${artifact}")
      list(APPEND rows "${folder}|${type}|${name}|${artifact}")
    endforeach()
  endif()
  list(SORT rows)
  set(${out} "${rows}" PARENT_SCOPE)
endfunction()

function(read_buildable_targets build out)
  read_codemodel("${build}" rows)
  file(READ "${build}/linuxbake-help.txt" help)
  set(targets "")
  foreach(row IN LISTS rows)
    string(REPLACE "|" ";" row "${row}")
    list(GET row 0 folder)
    list(GET row 2 target)
    string(REPLACE "." "\\." pattern "${target}")
    if(help MATCHES "\n  ${pattern} +([^\n]*)" AND NOT folder STREQUAL "LinuxBake/configuration"
        AND NOT CMAKE_MATCH_1 MATCHES "in QEMU|button")
      list(APPEND targets "${target}")
    endif()
  endforeach()
  set(${out} "${targets}" PARENT_SCOPE)
endfunction()
