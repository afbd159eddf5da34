# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/modules/modules.builtin" "")
_linuxbake_set_properties(kernel MODULES "${CMAKE_CURRENT_BINARY_DIR}/modules")
linuxbake_add_vm_test(NAME t1 KERNEL kernel COMMAND /bin/true "a;b" -x
  ENVIRONMENT "A=b;c" D= FILES targets.cmake WORKING_DIRECTORY /x TIMEOUT 5 MEMORY 64 CPUS 2
  ACCELERATOR tcg FRESH_BOOT COLLECT "a b" /c NETWORK isolated SHARE . /usr MODULES tun nine-p
  LABELS more)
linuxbake_add_vm_test(NAME t2 KERNEL kernel COMMAND "$<TARGET_FILE:LinuxBake::boot>" --help)
_linuxbake_add_target(other-kernel KIND kernel OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/other")
_linuxbake_set_properties(other-kernel ARCH x86_64)
linuxbake_add_vm_test(NAME t3 KERNELS kernel other-kernel COMMAND /bin/true NETWORK open)
linuxbake_add_vm_test(NAME t4 KERNELS kernel other-kernel COMMAND /bin/true "a;b" RESULTS TAP
  ENVIRONMENT "A=b;c" LABELS more)
foreach(format IN ITEMS GTEST CATCH2)
  linuxbake_add_vm_test(NAME "t ${format}" KERNEL kernel COMMAND /bin/true RESULTS ${format})
endforeach()
