# SPDX-License-Identifier: MIT
linuxbake_add_init(init SERVICE LOGIN)
