# SPDX-License-Identifier: MIT
#
# The helper programs in the cache, on a project of one program in their place: what is compiled,
# what is taken from the cache, and that no program is taken that these sources, this compiler and
# these flags would not give.
#
#   cmake -DWORK=<directory> -DMODULES=<modules/> -DGENERATOR=<name> -DCOMPILER=<c++> -P Rebuild.cmake
cmake_minimum_required(VERSION 3.25...4.4)

set(cache "${WORK}/cache")
set(flags "")
set(launcher "")
file(REMOVE_RECURSE "${WORK}")

function(write_source directory word)
  file(MAKE_DIRECTORY "${directory}")
  file(WRITE "${directory}/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(Helpers CXX)
foreach(name IN ITEMS thing other)
  add_executable(linuxbake-\${name} thing.cpp two.cpp three.cpp)
  set_target_properties(linuxbake-\${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY \"\${LINUXBAKE_HELPERS_BIN}\")
endforeach()
")
  file(WRITE "${directory}/text.sh" "#define TEXT \"\"\n")
  file(WRITE "${directory}/two.cpp" "namespace two { int number = 2; }\n")
  file(WRITE "${directory}/three.cpp" "namespace three { int number = 3; }\n")
  file(WRITE "${directory}/thing.cpp" "#include <cstdio>
#include \"text.sh\"
#if __has_include(<word.h>)
#include <word.h>
#else
#define WORD \"${word}\"
#endif
int main() {
  std::puts(WORD TEXT);
}
")
endfunction()

# One build of <name> in <directory>, from <source>. Sets `output`.
function(build source directory name)
  set(bin "${directory}/bin")
  set(settings "set(launcher [==[${launcher}]==])\nset(build_type Release)\nset(bin [==[${directory}/bin]==])\n")
  string(APPEND settings "set(generator [==[${GENERATOR}]==])\nset(cache [==[${cache}]==])\n")
  string(APPEND settings "set(compiler [==[${COMPILER}]==])\nset(flags [==[${flags}]==])\n")
  string(APPEND settings "set(source [==[${source}]==])\nset(directory [==[${directory}/build]==])\n")
  file(WRITE "${directory}/settings.cmake" "${settings}")
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DSETTINGS=${directory}/settings.cmake"
      "-DOUTPUT=${directory}/inputs" -P "${MODULES}/scripts/HelperInputs.cmake"
    COMMAND_ERROR_IS_FATAL ANY)
  set(step "${CMAKE_COMMAND}" "-DSETTINGS=${directory}/settings.cmake" "-DNAME=${name}"
    "-DINPUTS=${directory}/inputs" -P "${MODULES}/scripts/BuildHelper.cmake")
  set(step "${step}" PARENT_SCOPE)
  execute_process(COMMAND ${step} OUTPUT_VARIABLE output ERROR_VARIABLE output
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${case}: the build failed:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# expect(<directory> compiled|taken <word>)
function(expect directory way word)
  set(compiled taken)
  if(output MATCHES "compiled in")
    set(compiled compiled)
  endif()
  if(NOT compiled STREQUAL way)
    message(FATAL_ERROR "${case}: was ${compiled}, has to be ${way}:\n${output}")
  endif()
  execute_process(COMMAND "${directory}/bin/linuxbake-thing" OUTPUT_VARIABLE actual
    OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  if(NOT actual STREQUAL word)
    message(FATAL_ERROR "${case}: the program says '${actual}', not '${word}':\n${output}")
  endif()
endfunction()

function(expect_entries expected)
  file(GLOB entries "${cache}/results/*")
  list(LENGTH entries count)
  if(NOT count EQUAL expected)
    message(FATAL_ERROR "${case}: ${count} entries, not ${expected}: ${entries}")
  endif()
endfunction()

set(case "an empty cache")
write_source("${WORK}/source" one)
build("${WORK}/source" "${WORK}/first" thing)
expect("${WORK}/first" compiled one)
expect_entries(1)

set(case "a second clone")
write_source("${WORK}/clone é" one)
build("${WORK}/clone é" "${WORK}/second" thing)
expect("${WORK}/second" taken one)
if(EXISTS "${WORK}/second/build/build")
  message(FATAL_ERROR "${case}: something was configured")
endif()

set(case "the build directory deleted and made anew")
file(REMOVE_RECURSE "${WORK}/first")
build("${WORK}/source" "${WORK}/first" thing)
expect("${WORK}/first" taken one)

set(case "another program of the same sources")
build("${WORK}/source" "${WORK}/first" other)
if(NOT output MATCHES "compiled in")
  message(FATAL_ERROR "${case}: was taken")
endif()
expect_entries(2)

set(case "an edited source")
write_source("${WORK}/source" two)
build("${WORK}/source" "${WORK}/first" thing)
expect("${WORK}/first" compiled two)

set(case "edited back")
write_source("${WORK}/source" one)
build("${WORK}/source" "${WORK}/first" thing)
expect("${WORK}/first" taken one)

# As the pieces of shell that are embedded: whatever lies below the sources counts.
set(case "a file that is no C++")
file(WRITE "${WORK}/source/text.sh" "#define TEXT \" and more\"\n")
build("${WORK}/source" "${WORK}/first" thing)
expect("${WORK}/first" compiled "one and more")

set(case "another content with an older time")
write_source("${WORK}/source" three)
execute_process(COMMAND touch -d 2001-01-01 "${WORK}/source/thing.cpp" COMMAND_ERROR_IS_FATAL ANY)
build("${WORK}/source" "${WORK}/first" thing)
expect("${WORK}/first" compiled three)

set(case "other flags")
set(flags "-DWORD_UNUSED=1")
build("${WORK}/source" "${WORK}/first" thing)
expect("${WORK}/first" compiled three)

set(case "a header of somebody else's")
file(WRITE "${WORK}/include/word.h" "#define WORD \"four\"\n")
set(flags "-isystem \"${WORK}/include\"")
build("${WORK}/source" "${WORK}/first" thing)
expect("${WORK}/first" compiled four)
file(WRITE "${WORK}/include/word.h" "#define WORD \"five\"\n")
build("${WORK}/source" "${WORK}/first" thing)
expect("${WORK}/first" compiled five)
set(flags "")

set(case "another compiler of the same version")
set(usual "${COMPILER}")
file(WRITE "${WORK}/c++" "#!/bin/sh\nexec ${usual} -DWORD_UNUSED=2 \"$@\"\n")
file(CHMOD "${WORK}/c++" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
set(COMPILER "${WORK}/c++")
build("${WORK}/source" "${WORK}/other-compiler" thing)
expect("${WORK}/other-compiler" compiled three)
set(COMPILER "${usual}")

set(case "a variable of the environment that is the user's compiler's")
set(ENV{CPATH} "${WORK}/include")
write_source("${WORK}/source" six)
build("${WORK}/source" "${WORK}/environment" thing)
expect("${WORK}/environment" compiled six)
unset(ENV{CPATH})
build("${WORK}/source" "${WORK}/environment-2" thing)
expect("${WORK}/environment-2" taken six)

set(case "libraries in places of their own")
file(GLOB before "${cache}/results/*")
list(LENGTH before before)
set(ENV{CMAKE_PREFIX_PATH} "${WORK}/prefix")
build("${WORK}/source" "${WORK}/prefixed" thing)
expect("${WORK}/prefixed" compiled six)
expect_entries("${before}")
unset(ENV{CMAKE_PREFIX_PATH})

set(case "a truncated entry")
file(GLOB entries "${cache}/results/*/program")
foreach(entry IN LISTS entries)
  file(CHMOD "${entry}" PERMISSIONS OWNER_READ OWNER_WRITE)
  file(WRITE "${entry}" "#!/bin/sh\n")
endforeach()
build("${WORK}/source" "${WORK}/damaged" thing)
expect("${WORK}/damaged" compiled six)
if(NOT output MATCHES "is damaged \\(program is not what was stored\\)")
  message(FATAL_ERROR "${case}: nothing was said of it:\n${output}")
endif()

set(case "a cache that cannot be written")
file(WRITE "${WORK}/file" "")
set(cache "${WORK}/file/cache")
build("${WORK}/source" "${WORK}/read-only" thing)
expect("${WORK}/read-only" compiled six)

set(case "two builds at a time")
set(cache "${WORK}/cache-2")
build("${WORK}/source" "${WORK}/twin-1" thing)
set(first "${step}")
build("${WORK}/source" "${WORK}/twin-2" thing)
file(REMOVE_RECURSE "${cache}")
file(GLOB content "${WORK}/twin-*/bin" "${WORK}/twin-*/build")
file(REMOVE_RECURSE ${content})
execute_process(COMMAND ${first} COMMAND ${step} RESULTS_VARIABLE results OUTPUT_VARIABLE output
  ERROR_VARIABLE output)
if(NOT results STREQUAL "0;0")
  message(FATAL_ERROR "${case}: ${results}\n${output}")
endif()
expect_entries(1)
set(output "compiled in") # by one of them
expect("${WORK}/twin-1" compiled six)
expect("${WORK}/twin-2" compiled six)

# Each compilation writes down when it begins and when it ends.
file(WRITE "${WORK}/log" "#!/bin/sh
echo 1 >> '${WORK}/events'; sleep 0.5; \"$@\"; status=$?; echo -1 >> '${WORK}/events'; exit $status
")
file(CHMOD "${WORK}/log" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
set(launcher "-DCMAKE_CXX_COMPILER_LAUNCHER=${WORK}/log")
function(expect_at_once directory expected)
  file(REMOVE "${WORK}/events")
  file(REMOVE_RECURSE "${cache}")
  build("${WORK}/source" "${directory}" thing)
  file(STRINGS "${WORK}/events" events)
  set(running 0)
  set(most 0)
  foreach(change IN LISTS events)
    math(EXPR running "${running} + ${change}")
    if(running GREATER most)
      set(most ${running})
    endif()
  endforeach()
  if(NOT most EQUAL expected)
    message(FATAL_ERROR "${case}: ${most} files were compiled at once, not ${expected}: ${events}")
  endif()
endfunction()

set(case "a number of jobs that the user said")
set(ENV{CMAKE_BUILD_PARALLEL_LEVEL} 1)
expect_at_once("${WORK}/one-job" 1)
set(ENV{CMAKE_BUILD_PARALLEL_LEVEL} 3)
expect_at_once("${WORK}/three-jobs" 3)
unset(ENV{CMAKE_BUILD_PARALLEL_LEVEL})

set(case "a number of jobs that make was told")
set(ENV{MAKEFLAGS} " -j3 --jobserver-auth=3,4")
expect_at_once("${WORK}/make" 3)
unset(ENV{MAKEFLAGS})
