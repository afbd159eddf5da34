# SPDX-License-Identifier: MIT
_linuxbake_add_target(one KIND userland)
_linuxbake_set_properties(one ARCH x86_64)
_linuxbake_add_target(two KIND init)
_linuxbake_set_properties(two ARCH aarch64)
linuxbake_add_rootfs(rootfs USERLAND one INIT two)
