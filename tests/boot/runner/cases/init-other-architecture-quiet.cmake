# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(CMDLINE "console=ttyS0 no_timer_check rdinit=/mine loglevel=3")
# An ELF header of 64 bits for aarch64; what follows does not matter.
string(REPEAT "\\000" 44 zeros)
execute_process(COMMAND printf "\\177ELF\\002\\001\\001\\000\\000\\000\\000\\000\\000\\000\\000\\000\\002\\000\\267\\000${zeros}"
  OUTPUT_FILE "${WORK}/init" COMMAND_ERROR_IS_FATAL ANY)
set(OVER_INITRAMFS "file /mine init 0755 0 0\n")
set(REASON "^the kernel could not start the init that was asked for: Failed to execute /mine \\(error -")
set(ERRORS "/mine is a program for another architecture than the kernel's, x86_64")
