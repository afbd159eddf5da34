# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_vm_test(NAME t1 KERNEL kernel COMMAND /bin/true "a;b" -x
  ENVIRONMENT "A=b;c" D= FILES targets.cmake WORKING_DIRECTORY /x TIMEOUT 5 MEMORY 64 CPUS 2
  ACCELERATOR tcg FRESH_BOOT COLLECT "a b" /c LABELS more)
linuxbake_add_vm_test(NAME t2 KERNEL kernel COMMAND "$<TARGET_FILE:LinuxBake::boot>" --help)
_linuxbake_add_target(other-kernel KIND kernel OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/other")
_linuxbake_set_properties(other-kernel ARCH x86_64)
linuxbake_add_vm_test(NAME t3 KERNELS kernel other-kernel COMMAND /bin/true)
