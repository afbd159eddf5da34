# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
# The way of an option: from the libraries behind a program, through private and later links, aliases
# and generator expressions, to the configuration of a ready kernel.
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/config" "CONFIG_EPOLL=y\n# CONFIG_TUN is not set\nCONFIG_NET=m\n")
_linuxbake_set_properties(kernel CONFIG "${CMAKE_CURRENT_BINARY_DIR}/config")
enable_language(CXX)
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/x.cpp" "int main() {}\n")
set(x "${CMAKE_CURRENT_BINARY_DIR}/x.cpp")
add_executable(program "${x}")
add_library(near STATIC "${x}")
add_library(middle SHARED "${x}")
add_library(A::middle ALIAS middle)
add_library(far INTERFACE)
linuxbake_target_kernel_options(far INTERFACE EPOLL PRIVATE TUN)
target_link_libraries(program PRIVATE far)
linuxbake_target_kernel_options(near PUBLIC TUN)
linuxbake_add_vm_test(NAME t KERNEL kernel COMMAND program)
