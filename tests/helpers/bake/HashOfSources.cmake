# SPDX-License-Identifier: MIT
#
# The hash that stands in keys for the code of packages is another one after an edit of that code, and
# the same after an edit elsewhere.
#
#   cmake -DHELPERS=<helpers/> -DWORK=<directory> -P HashOfSources.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(COPY "${HELPERS}/" DESTINATION "${WORK}/helpers")
set(header bake/generated/bake/hash_of_package.h)
execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${WORK}/helpers" -B "${WORK}/build"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

function(hash_after out edited)
  if(NOT edited STREQUAL "nothing")
    execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 0.1) # file times are coarse
    file(APPEND "${WORK}/helpers/bake/${edited}" "// edited\n")
  endif()
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}/build" --target "${header}"
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  file(STRINGS "${WORK}/build/${header}" hash REGEX "hash_of_package = \"[0-9a-f]+\"")
  set(${out} "${hash}" PARENT_SCOPE)
endfunction()

hash_after(first nothing)
hash_after(second results/store.cpp)
if(first STREQUAL "" OR NOT first STREQUAL second)
  message(FATAL_ERROR "an edit elsewhere: '${first}' has become '${second}'")
endif()
foreach(edited IN ITEMS package/keep.cpp package/flags.h source/copy.cpp)
  hash_after(third "${edited}")
  if(third STREQUAL second)
    message(FATAL_ERROR "an edit of ${edited} does not build packages anew")
  endif()
  set(second "${third}")
endforeach()
