# SPDX-License-Identifier: MIT
#
# Configures the project beside this file and compares the targets that the file API lists with
# targets.txt; each that is not internal has to be in linuxbake-help, and nothing else.
#
#   cmake -DGENERATOR=<name> -DSOURCE=<dir> -DLINUXBAKE_DIR=<dir> -DWORK=<dir> -P Targets.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../../support/Codemodel.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../../fake-kbuild/FakeSources.cmake")

set(build "${WORK}/build")
file(REMOVE_RECURSE "${WORK}")
ask_codemodel("${build}")
execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${SOURCE}/project" -B "${build}"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
read_codemodel("${build}" rows)

# What Makefiles alone need, and the folder of the configuration.
list(FILTER rows EXCLUDE REGEX "^LinuxBake/internal\\|UTILITY\\|[^|]*-products\\|")
list(TRANSFORM rows REPLACE "\\|Debug/" "|")
list(JOIN rows "\n" actual)
file(READ "${SOURCE}/targets.txt" expected)
if(NOT "${actual}\n" STREQUAL expected)
  message(NOTICE "--- expected\n${expected}--- actual\n${actual}\n---")
  message(FATAL_ERROR "The targets that an IDE is told of are others.")
endif()

file(STRINGS "${build}/linuxbake-help.txt" lines REGEX "^  [^ ]+ ")
list(TRANSFORM lines REPLACE "^  ([^ ]+) .*" "\\1")
list(SORT lines)
list(FILTER rows EXCLUDE REGEX "^LinuxBake/internal\\|")
list(TRANSFORM rows REPLACE "^[^|]*\\|[^|]*\\|([^|]*)\\|.*" "\\1")
list(SORT rows)
if(NOT lines STREQUAL rows)
  message(FATAL_ERROR "linuxbake-help lists\n${lines}\nbut there are\n${rows}")
endif()
