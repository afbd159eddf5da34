# SPDX-License-Identifier: MIT
linuxbake_add_init(init)
linuxbake_add_init(init)
