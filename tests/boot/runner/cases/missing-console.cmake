# SPDX-License-Identifier: MIT
set(VERDICT HANG)
set(CMDLINE "console=tty0")
set(OPTIONS "--expect=Linux version")
set(TIMEOUT 6)
set(EARLIEST 6)
set(LATEST 8)
set(CAUSE "^the kernel speaks to the screen but not to the serial line")
