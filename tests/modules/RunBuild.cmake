# SPDX-License-Identifier: MIT
#
# Configures and builds a case: <name>.cmake is included by a project that has declared the fake
# sources (version 1.0; `tree` is a fake kernel tree of one's own, `libc` a fake musl) and makes the
# target. The build has to fail and to print what <name>.txt says: lines that have to stand in the
# output as they are. <case> stands for the folder of the case.
#
#   cmake -DCASE=<file> -DTARGET=<name> -DWORK=<dir> -DGENERATOR=<name> -DLINUXBAKE_DIR=<dir>
#         -P RunBuild.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../rebuild/kbuild/Common.cmake")

get_filename_component(folder "${CASE}" DIRECTORY)
get_filename_component(name "${CASE}" NAME_WE)
fake_source(tree linux "${plain}")
set(declarations "")
foreach(source_name IN ITEMS linux busybox musl hello)
  fake_archive(archive hash "${source_name}" 1.0 "${plain}")
  string(APPEND declarations "linuxbake_declare_source(${source_name} VERSION 1.0 "
    "URL \"${archive}\" URL_HASH SHA256=${hash})\n")
endforeach()
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
@declarations@
set(CASE_DIRECTORY "@folder@")
set(tree "@tree@")
linuxbake_add_musl(libc ARCH x86_64)
include("@CASE@")
]])
configure("${build}")
build_target("${build}" "${TARGET}")
file(REMOVE_RECURSE "${plain}")
if(result EQUAL 0)
  message(FATAL_ERROR "the build has to fail, but succeeded\n${output}")
endif()
string(REPLACE "${folder}" "<case>" output "${output}")
# CMake indents what a script says with message(FATAL_ERROR), and folds it.
string(REGEX REPLACE "[ \n]+" " " folded "${output}")
file(STRINGS "${folder}/${name}.txt" lines)
foreach(line IN LISTS lines)
  string(FIND "${folded}" "${line}" position)
  if(position EQUAL -1)
    message(NOTICE "${output}")
    message(FATAL_ERROR "this does not stand in the output: ${line}")
  endif()
endforeach()
