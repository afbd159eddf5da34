# SPDX-License-Identifier: MIT
linuxbake_add_init(init CONSOLES ttyS0 /dev/tty1)
