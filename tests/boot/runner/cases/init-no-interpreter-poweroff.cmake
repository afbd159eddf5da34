# SPDX-License-Identifier: MIT
# What ran is known from the memory of a machine that is off.
set(VERDICT FAIL)
set(CMDLINE "console=ttyS0 no_timer_check loglevel=0")
set(SCRIPT "wait poweroff\n")
file(WRITE "${WORK}/init" "#!/bin/nothing\n")
file(WRITE "${WORK}/other" "#!/bin/sh\npoweroff -f\n")
set(OVER_INITRAMFS "file /init init 0755 0 0\nfile /sbin/init other 0755 0 0\n")
set(REASON "Failed to execute /init \\(error -2\\)$")
