# SPDX-License-Identifier: MIT
# And the next boot has a shell again.
set(VERDICT PASS)
set(SCRIPT "shell\nsend reboot -f\nwait reset\nshell\nrun true\n")
set(LATEST 50)
