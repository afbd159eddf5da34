# SPDX-License-Identifier: MIT
# A panic for want of an init is what this test waits for.
set(VERDICT PASS)
set(CMDLINE "console=ttyS0 no_timer_check quiet rdinit=/missing")
set(MANIFEST "dir /empty 0755 0 0\n")
set(SCRIPT "expect No working init found\n")
set(ERRORS "there is no /missing in the initramfs")
