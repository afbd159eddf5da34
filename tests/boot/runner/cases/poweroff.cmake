# SPDX-License-Identifier: MIT
set(VERDICT PASS)
set(SCRIPT "shell\nsend poweroff -f\nwait poweroff\n")
