# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(SCRIPT "shell\nsend reboot -f\nwait poweroff\n")
set(REASON "the guest reset the machine before 'wait poweroff'")
