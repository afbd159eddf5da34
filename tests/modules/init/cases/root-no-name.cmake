# SPDX-License-Identifier: MIT
linuxbake_add_init(vm-init TYPE switch_root ROOT sda1)
