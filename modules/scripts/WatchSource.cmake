# SPDX-License-Identifier: MIT
#
# Makes STAMP new if anything in the tree SOURCE is newer than it. A directory is newer when a file
# in it was made, renamed or deleted. EXCEPT is a build tree, which may lie inside.
#
#   cmake -DSOURCE=<dir> -DEXCEPT=<dir> -DSTAMP=<file> -P WatchSource.cmake
cmake_minimum_required(VERSION 3.25...4.4)

if(EXISTS "${STAMP}")
  execute_process(COMMAND find -H "${SOURCE}"
      "(" -name .git -o -path "${EXCEPT}" ")" -prune -o -newer "${STAMP}" -print -quit
    OUTPUT_VARIABLE newer RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "The source '${SOURCE}' cannot be searched for changes.")
  endif()
  if(newer STREQUAL "")
    return()
  endif()
endif()
file(TOUCH "${STAMP}")
