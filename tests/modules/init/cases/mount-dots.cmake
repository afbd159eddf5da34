# SPDX-License-Identifier: MIT
linuxbake_add_init(init MOUNTS "tmpfs /var/../tmp tmpfs size=1m")
