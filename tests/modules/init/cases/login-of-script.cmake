# SPDX-License-Identifier: MIT
linuxbake_add_init(init TYPE script LOGIN)
