# SPDX-License-Identifier: MIT
set(VERDICT PASS)
set(SCRIPT "shell\nsend reboot -f\nwait reset\n")
