# SPDX-License-Identifier: MIT
linuxbake_add_init(init CONSOLES ttyS0 RUN /bin/x THEN reboot)
