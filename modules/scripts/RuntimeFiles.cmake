# SPDX-License-Identifier: MIT
#
# Writes the shared libraries that programs need to a file, a path a line.
#
#   cmake -DPROGRAMS=<file>;... -DOUTPUT=<file> -P RuntimeFiles.cmake
cmake_minimum_required(VERSION 3.25...4.4)
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${PROGRAMS} RESOLVED_DEPENDENCIES_VAR libraries
  UNRESOLVED_DEPENDENCIES_VAR missing CONFLICTING_DEPENDENCIES_PREFIX conflicts)
foreach(name IN LISTS conflicts_FILENAMES)
  list(GET conflicts_${name} 0 first) # which one the loader takes is decided by the order of search
  list(APPEND libraries "${first}")
endforeach()
# The kernel's own, which no file holds.
list(FILTER missing EXCLUDE REGEX "^linux-(vdso|gate)")
if(missing)
  list(JOIN missing ", " names)
  message(FATAL_ERROR "${PROGRAMS}: shared libraries are not to be found: ${names}")
endif()
list(JOIN libraries "\n" text)
file(WRITE "${OUTPUT}" "${text}\n")
