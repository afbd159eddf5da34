# SPDX-License-Identifier: MIT
linuxbake_add_init(vm-init TYPE switch_root RUN /bin/true)
