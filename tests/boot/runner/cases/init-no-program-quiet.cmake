# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(CMDLINE "console=ttyS0 no_timer_check loglevel=1")
file(WRITE "${WORK}/init" "mount -t proc none /proc\nexec /bin/sh\n")
set(OVER_INITRAMFS "file /init init 0755 0 0\n")
set(REASON "^the kernel could not start the init that was asked for: Failed to execute /init \\(error -8\\)$")
set(ERRORS "/init is neither a program .ELF. nor a script")
