# SPDX-License-Identifier: MIT
linuxbake_add_init(init TYPE minimal SERVICE /bin/x RUN /bin/y)
