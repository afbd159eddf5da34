# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/modules/modules.builtin" "")
_linuxbake_set_properties(kernel MODULES "${CMAKE_CURRENT_BINARY_DIR}/modules")
linuxbake_add_emulator(vm ALL KERNEL kernel ENVIRONMENT "A=b;c" FILES targets.cmake TIMEOUT 5
  MEMORY 64 CPUS 2 ACCELERATOR tcg NETWORK open SHARE . MODULES tun KERNEL_OPTIONS TUN NET)
linuxbake_get_property(emulator vm OUTPUT)
if(NOT emulator STREQUAL "${CMAKE_CURRENT_BINARY_DIR}/vm/run")
  message(FATAL_ERROR "${emulator}")
endif()
