# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(SCRIPT "shell\nrun poweroff -f; sleep 100\n")
set(REASON "the guest powered the machine off before 'run poweroff")
