# SPDX-License-Identifier: MIT
linuxbake_add_init(init RUN RUN /bin/x)
