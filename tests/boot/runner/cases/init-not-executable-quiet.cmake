# SPDX-License-Identifier: MIT
# Even what is wrong is not printed.
set(VERDICT FAIL)
set(CMDLINE "console=ttyS0 no_timer_check loglevel=3")
file(WRITE "${WORK}/init" "#!/bin/sh\nexec /bin/sh\n")
set(OVER_INITRAMFS "file /init init 0644 0 0\n")
set(REASON "^the kernel could not start the init that was asked for: Failed to execute /init \\(error -13\\)$")
set(ERRORS "start the init /init of the initramfs: /init is not an executable file\n$")
