# SPDX-License-Identifier: MIT
linuxbake_add_init(init TYPE minimal RUN /bin/x THEN shell)
