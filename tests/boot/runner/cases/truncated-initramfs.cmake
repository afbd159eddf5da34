# SPDX-License-Identifier: MIT
set(VERDICT PANIC)
file(SIZE "${INITRAMFS}" size)
math(EXPR half "${size} / 2")
execute_process(COMMAND head -c ${half} "${INITRAMFS}" OUTPUT_FILE "${WORK}/half"
  COMMAND_ERROR_IS_FATAL ANY)
set(INITRAMFS "${WORK}/half")
set(CAUSE "damaged or cut off")
