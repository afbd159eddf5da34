# SPDX-License-Identifier: MIT
linuxbake_add_init(init RUN /bin/x RUN)
