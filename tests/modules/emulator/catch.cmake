# SPDX-License-Identifier: MIT
#
# A suite of Catch2, which lists its tests when it is built (version 2), or in the mode that a
# variable of CMake says (version 3).
find_package(Catch2 REQUIRED)
include(Catch)
add_executable(catch "${CMAKE_CURRENT_LIST_DIR}/catch.cpp")
if(TARGET Catch2::Catch2WithMain)
  target_link_libraries(catch PRIVATE Catch2::Catch2WithMain)
else()
  target_link_libraries(catch PRIVATE Catch2::Catch2)
endif()
catch_discover_tests(catch)
add_dependencies(programs catch)
