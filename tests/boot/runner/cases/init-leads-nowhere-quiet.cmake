# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(CMDLINE "console=ttyS0 no_timer_check quiet")
set(OVER_INITRAMFS "slink /init sbin/nothing 0777 0 0\n")
set(REASON "^the kernel started the init /sbin/init and not /init, which is in the initramfs; \
/init is a symbolic link that leads nowhere in the initramfs$")
