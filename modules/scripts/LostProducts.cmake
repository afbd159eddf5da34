# SPDX-License-Identifier: MIT
#
# Removes STAMP if one of the FILES is missing, so that make runs the step that makes them.
#
#   cmake -DSTAMP=<file> "-DFILES=<list>" -P LostProducts.cmake
cmake_minimum_required(VERSION 3.25...4.4)

foreach(file IN LISTS FILES)
  if(NOT EXISTS "${file}")
    file(REMOVE "${STAMP}")
  endif()
endforeach()
