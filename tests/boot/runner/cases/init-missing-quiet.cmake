# SPDX-License-Identifier: MIT
# The kernel goes on to BusyBox's init, whose shell answers, without a word.
set(VERDICT FAIL)
set(CMDLINE "console=ttyS0 no_timer_check rdinit=/missing quiet")
set(REASON "^the kernel started the init /sbin/init and not /missing, which rdinit= asks for; \
there is no /missing in the initramfs$")
set(ERRORS "will not be able to start the init /missing")
