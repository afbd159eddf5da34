# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(riscv-kernel kernel ARCH riscv64)
stand_in(riscv-initramfs initramfs ARCH riscv64)
linuxbake_add_fat(vm-fat KERNEL riscv-kernel INITRAMFS riscv-initramfs)
