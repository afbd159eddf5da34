# SPDX-License-Identifier: MIT
# As of a variable that is not set: the kernel goes on to BusyBox's init.
set(VERDICT FAIL)
set(CMDLINE "console=ttyS0 no_timer_check rdinit= quiet")
set(REASON "^the kernel started the init /sbin/init and not the empty path, which rdinit= asks for; \
it names no program$")
set(ERRORS "will not be able to start the init the empty path")
