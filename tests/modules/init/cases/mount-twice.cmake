# SPDX-License-Identifier: MIT
linuxbake_add_init(init MOUNTS "tmpfs /var tmpfs" "none /var proc")
