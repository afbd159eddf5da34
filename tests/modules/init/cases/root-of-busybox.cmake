# SPDX-License-Identifier: MIT
linuxbake_add_init(vm-init ROOT LABEL=disk)
