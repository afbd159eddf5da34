# SPDX-License-Identifier: MIT
# What LLVM's CMake is told for the two programs that make tables and code in the build of the
# compiler. They run on the machine that builds, whatever the system is for.
set(LLVM_ENABLE_PROJECTS clang CACHE STRING "")
set(LLVM_TARGETS_TO_BUILD "" CACHE STRING "") # what is in the tables does not depend on it
include("${CMAKE_CURRENT_LIST_DIR}/alone.cmake")
