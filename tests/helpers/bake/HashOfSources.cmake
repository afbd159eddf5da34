# SPDX-License-Identifier: MIT
#
# The hash that stands in keys for the code of a kind is another one after an edit of that code, and
# the same after an edit elsewhere.
#
#   cmake -DHELPERS=<helpers/> -DWORK=<directory> -P HashOfSources.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(COPY "${HELPERS}/" DESTINATION "${WORK}/helpers")
execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${WORK}/helpers" -B "${WORK}/build"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

set(generated bake/generated/bake)
set(kinds applets cxx kbuild kernel_modules kernel_size musl package)

function(edit file)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 0.1) # file times are coarse
  file(APPEND "${WORK}/helpers/bake/${file}" "// edited\n")
endfunction()

# The hashes of the kinds now, in a line each.
function(hashes out)
  set(lines "")
  foreach(kind IN ITEMS ${kinds})
    set(header "${generated}/hash_of_${kind}.h")
    execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}/build" --target "${header}"
      OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
    file(STRINGS "${WORK}/build/${header}" hash REGEX "hash_of_${kind} = \"[0-9a-f]+\"")
    string(REGEX REPLACE "[^\"]*\"([0-9a-f]+)\".*" "\\1" hash "${hash}")
    list(APPEND lines "${kind} ${hash}")
  endforeach()
  set(${out} "${lines}" PARENT_SCOPE)
endfunction()

# Edits the file, and compares the kinds whose hash is another one with those that are expected.
function(expect_anew file)
  hashes(before)
  edit("${file}")
  hashes(after)
  list(REMOVE_ITEM after ${before})
  list(TRANSFORM after REPLACE " .*" "")
  if(NOT after STREQUAL "${ARGN}")
    message(FATAL_ERROR "an edit of ${file} builds anew: '${after}', expected: '${ARGN}'")
  endif()
endfunction()

hashes(first)
list(JOIN kinds " [0-9a-f]+;" all)
if(NOT first MATCHES "^${all} [0-9a-f]+$")
  message(FATAL_ERROR "not a hash for each of ${kinds}: ${first}")
endif()
expect_anew(results/store.cpp)
expect_anew(package/keep.cpp package)
expect_anew(package/flags.h package)
expect_anew(source/copy.cpp package)
expect_anew(musl/build.cpp musl)
expect_anew(cxx/build.cpp cxx)
expect_anew(kbuild/configure.cpp)
expect_anew(kbuild/make.h kbuild)
expect_anew(kbuild/applets.cpp applets)
expect_anew(kbuild/kernel_size.cpp kernel_size)
expect_anew(kbuild/modules.cpp kernel_modules)
expect_anew(source/patch.cpp kbuild package)
expect_anew(host/words.cpp cxx kbuild musl package)
