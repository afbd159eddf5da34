# SPDX-License-Identifier: MIT
set(VERDICT HANG)
set(CMDLINE "console=tty0 no_timer_check")
set(OPTIONS "--expect=Linux version")
set(TIMEOUT 12)
set(EARLIEST 12)
set(LATEST 14)
set(CAUSE "^the kernel speaks to the screen but not to the serial line")
