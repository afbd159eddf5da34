# SPDX-License-Identifier: MIT
linuxbake_add_init(init LOGIN RUN /bin/y THEN reboot)
