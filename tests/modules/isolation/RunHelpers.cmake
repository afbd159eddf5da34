# SPDX-License-Identifier: MIT
#
# The helper programs are compiled and linked by the same commands whatever a project has set for its
# own: helpers/ is configured without and with such variables, and what Ninja reads is compared.
#
#   cmake -DTOP=<top of LinuxBake> -DWORK=<dir> -P RunHelpers.cmake
cmake_minimum_required(VERSION 3.25)

set(hostile "")
foreach(name IN ITEMS UNITY_BUILD INTERPROCEDURAL_OPTIMIZATION INTERPROCEDURAL_OPTIMIZATION_RELEASE
    LINK_WHAT_YOU_USE SKIP_RPATH SKIP_BUILD_RPATH BUILD_WITH_INSTALL_RPATH COMPILE_WARNING_AS_ERROR
    POSITION_INDEPENDENT_CODE VISIBILITY_INLINES_HIDDEN ENABLE_EXPORTS INCLUDE_CURRENT_DIR
    NO_SYSTEM_FROM_IMPORTED LINK_LIBRARIES_ONLY_TARGETS OPTIMIZE_DEPENDENCIES CXX_EXTENSIONS
    CXX_SCAN_FOR_MODULES DISABLE_PRECOMPILE_HEADERS)
  list(APPEND hostile "-DCMAKE_${name}=ON")
endforeach()
foreach(name IN ITEMS CXX_CLANG_TIDY CXX_CPPCHECK CXX_CPPLINT CXX_INCLUDE_WHAT_YOU_USE
    CXX_LINKER_LAUNCHER CROSSCOMPILING_EMULATOR TEST_LAUNCHER INSTALL_RPATH BUILD_RPATH RELEASE_POSTFIX
    RUNTIME_OUTPUT_DIRECTORY RUNTIME_OUTPUT_DIRECTORY_RELEASE ARCHIVE_OUTPUT_DIRECTORY)
  list(APPEND hostile "-DCMAKE_${name}=/hostile")
endforeach()
list(APPEND hostile -DBUILD_SHARED_LIBS=ON -DCMAKE_CXX_STANDARD=14 -DCMAKE_EXECUTABLE_SUFFIX=.hostile
  -DCMAKE_CXX_VISIBILITY_PRESET=hidden)

# What Ninja reads, in <out>.
function(commands_of out)
  set(build "${WORK}/build")
  file(REMOVE_RECURSE "${build}")
  execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${TOP}/helpers" -B "${build}"
      -DCMAKE_BUILD_TYPE=Release "-DLINUXBAKE_HELPERS_BIN=${build}/bin" ${ARGN}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(NOTICE "${output}")
    message(FATAL_ERROR "The helper programs cannot be configured with '${ARGN}'.")
  endif()
  set(text "")
  file(GLOB_RECURSE files RELATIVE "${build}" "${build}/*.ninja")
  foreach(file IN LISTS files)
    file(READ "${build}/${file}" content)
    string(APPEND text "${file}\n${content}\n")
  endforeach()
  string(REPLACE " -fvisibility=default" "" text "${text}") # what it is anyway
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

commands_of(reference)
commands_of(actual ${hostile})
if(NOT actual STREQUAL reference)
  file(WRITE "${WORK}/reference" "${reference}")
  file(WRITE "${WORK}/actual" "${actual}")
  execute_process(COMMAND diff "${WORK}/reference" "${WORK}/actual" OUTPUT_VARIABLE difference)
  string(SUBSTRING "${difference}" 0 6000 difference)
  message(NOTICE "${difference}")
  message(FATAL_ERROR "The project's variables change how the helper programs are built.")
endif()
