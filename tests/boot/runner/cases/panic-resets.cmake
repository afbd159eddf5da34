# SPDX-License-Identifier: MIT
# The machine is gone as soon as the kernel has panicked.
set(VERDICT PANIC)
set(CMDLINE "console=ttyS0 no_timer_check panic=-1 rdinit=/bin/busybox")
set(REASON "Attempted to kill init")
