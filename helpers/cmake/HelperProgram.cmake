# SPDX-License-Identifier: MIT
#
# linuxbake_helper_library(<name> SOURCES <file>... [LIBRARIES <target>...] [OPTIMIZE <flag>])
#   The static library linuxbake-<name>-lib (alias LinuxBake::<name>-lib): what the tests link.
#   Its headers are included as "<name>/<header>.h". OPTIMIZE is the compiler's option of a Release
#   build, -Og by default: people wait for the compiler more than for the programs.
# linuxbake_helper_program(<name> SOURCES <file>... [LIBRARY_OF_OTHERS])
#   The program linuxbake-<name> on that library, in the bin/ of the build. LIBRARY_OF_OTHERS says
#   that other programs link its library as well.
include_guard(GLOBAL)

set(_linuxbake_helpers_directory "${CMAKE_CURRENT_SOURCE_DIR}")

# Who only wants the programs compiles a library's files as one: most of the time of a file goes
# into the headers that all include. Who works on them (LINUXBAKE_TESTS) compiles the changed one.
option(LINUXBAKE_HELPERS_UNITY "Compile each library of the helper programs as one unit" ON)
mark_as_advanced(LINUXBAKE_HELPERS_UNITY)

function(_linuxbake_helper_warnings target)
  target_compile_options("${target}" PRIVATE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
    # Files of a unit see each other's names: then only what stands in one function is compared.
    "$<IF:$<BOOL:${LINUXBAKE_HELPERS_UNITY}>,$<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>,-Wshadow>"
    "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>" # GCC 12 sees overlaps that are none (PR 105329)
    # std::stable_sort() of GCC 12 calls what it calls deprecated, in headers that clang looks into.
    "$<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>"
    "$<$<BOOL:${LINUXBAKE_WERROR}>:-Werror>")
endfunction()

function(linuxbake_helper_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "OPTIMIZE" "SOURCES;LIBRARIES")
  if(NOT arg_OPTIMIZE)
    set(arg_OPTIMIZE -Og)
  endif()
  set(library "linuxbake-${name}-lib")
  add_library("${library}" STATIC EXCLUDE_FROM_ALL ${arg_SOURCES})
  add_library("LinuxBake::${name}-lib" ALIAS "${library}")
  target_include_directories("${library}" PUBLIC "${_linuxbake_helpers_directory}")
  target_compile_features("${library}" PUBLIC cxx_std_20) # the tests are outside this project
  target_link_libraries("${library}" PUBLIC ${arg_LIBRARIES})
  set_target_properties("${library}" PROPERTIES FOLDER LinuxBake/helpers
    UNITY_BUILD "${LINUXBAKE_HELPERS_UNITY}" UNITY_BUILD_BATCH_SIZE 0)
  target_compile_options("${library}" PRIVATE "$<$<CONFIG:Release>:${arg_OPTIMIZE}>")
  _linuxbake_helper_warnings("${library}")
endfunction()

function(linuxbake_helper_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "LIBRARY_OF_OTHERS" "" "SOURCES")
  set(program "linuxbake-${name}")
  if(LINUXBAKE_HELPERS_UNITY AND NOT arg_LIBRARY_OF_OTHERS AND NOT LINUXBAKE_TESTS)
    # main is one more file of the unit: most of its time, too, goes into headers. Tests have a main
    # of their own.
    target_sources("${program}-lib" PRIVATE ${arg_SOURCES})
    set(arg_SOURCES "$<TARGET_OBJECTS:${program}-lib>")
  endif()
  add_executable("${program}" ${arg_SOURCES})
  add_executable("LinuxBake::${name}" ALIAS "${program}")
  target_link_libraries("${program}" PRIVATE "LinuxBake::${name}-lib")
  target_compile_options("${program}" PRIVATE "$<$<CONFIG:Release>:-Og>")
  target_link_options("${program}" PRIVATE "$<$<CONFIG:Release>:-s>") # installed as it is
  set_target_properties("${program}" PROPERTIES FOLDER LinuxBake/helpers LINKER_LANGUAGE CXX)
  _linuxbake_helper_warnings("${program}")
  if(LINUXBAKE_HELPERS_BIN)
    set_target_properties("${program}" PROPERTIES
      RUNTIME_OUTPUT_DIRECTORY "${LINUXBAKE_HELPERS_BIN}")
  endif()
endfunction()
