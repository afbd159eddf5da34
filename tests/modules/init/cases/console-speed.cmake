# SPDX-License-Identifier: MIT
linuxbake_add_init(init CONSOLES ttyS0,fast)
