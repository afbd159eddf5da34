# SPDX-License-Identifier: MIT
linuxbake_add_init(init ENVIRONMENT A=1 2B=3)
