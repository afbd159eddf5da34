# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(CMDLINE "console=ttyS0 no_timer_check rdinit=/mine loglevel=3")
file(WRITE "${WORK}/init" "#!/bin/sh\r\nexec /bin/sh\r\n")
set(OVER_INITRAMFS "file /mine init 0755 0 0\n")
set(REASON "^the kernel could not start the init that was asked for: Failed to execute /mine \\(error -2\\)$")
set(ERRORS "/mine ends its lines with CR LF")
