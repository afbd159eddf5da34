# SPDX-License-Identifier: MIT
# The init that was asked for, of which the kernel says nothing.
set(VERDICT PASS)
set(CMDLINE "console=ttyS0 no_timer_check quiet rdinit=/mine")
file(WRITE "${WORK}/init" "#!/bin/sh\nexec /sbin/init\n")
set(OVER_INITRAMFS "file /mine init 0755 0 0\n")
set(SCRIPT "refuse Run /mine\nshell\nrun cat /proc/cmdline\n  contains quiet rdinit=/mine\n")
set(ERRORS "^$")
