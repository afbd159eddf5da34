# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/script" "shell\n")
linuxbake_add_boot_test(NAME t1 IMAGE iso MEDIUM disk FIRMWARE uefi EXPECT "a;b" "[c]" RUN "x; y"
  SCRIPT "${CMAKE_CURRENT_BINARY_DIR}/script" TIMEOUT 5 MEMORY 128 CPUS 2 ACCELERATOR tcg FORWARD 22 80
  SERVE 80 cat "a b" LABELS slow more)
linuxbake_add_boot_test(NAME t2 KERNEL kernel INITRAMFS initramfs CMDLINE console=ttyS0 quiet)
linuxbake_add_boot_test(NAME t3 KERNEL arm-kernel)
linuxbake_add_boot_test(NAME "a name/with all" IMAGE fat MEDIUM floppy)
linuxbake_add_run(r1 IMAGE iso WINDOW MEMORY 64 FORWARD 22 SERVE 80 cat)
linuxbake_add_run(r2 KERNEL kernel INITRAMFS initramfs)
linuxbake_add_run(r3 KERNEL kernel EXECUTABLE start)
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/vmlinux" "")
linuxbake_add_debug(d1 IMAGE iso MEMORY 64 CPUS 2 PORT 1234
  SYMBOLS "${CMAKE_CURRENT_BINARY_DIR}/vmlinux")
linuxbake_get_property(help r1 HELP)
if(NOT help STREQUAL "Starts iso in QEMU, in a window")
  message(FATAL_ERROR "${help}")
endif()
