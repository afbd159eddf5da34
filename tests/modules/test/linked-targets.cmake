# SPDX-License-Identifier: MIT
#
# A ready kernel with its configuration, a program, and libraries that a case links to it.
include("${CMAKE_CURRENT_LIST_DIR}/targets.cmake")
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/config"
  "CONFIG_EPOLL=y\n# CONFIG_TUN is not set\nCONFIG_NET=m\n")
_linuxbake_set_properties(kernel CONFIG "${CMAKE_CURRENT_BINARY_DIR}/config")
enable_language(CXX)
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/x.cpp" "int main() {}\n")
set(x "${CMAKE_CURRENT_BINARY_DIR}/x.cpp")
add_executable(program "${x}")
add_library(near STATIC "${x}")
add_library(middle SHARED "${x}")
add_library(A::middle ALIAS middle)
add_library(far INTERFACE)
