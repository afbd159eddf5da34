# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(CMDLINE "console=ttyS0 no_timer_check rdinit=/missing")
set(REASON "^the kernel started the init /sbin/init and not /missing, which rdinit= asks for; \
there is no /missing in the initramfs$")
set(ERRORS "^linuxbake-boot: warning: the kernel will not be able to start the init /missing that \
rdinit= asks for: there is no /missing in the initramfs\n$")
