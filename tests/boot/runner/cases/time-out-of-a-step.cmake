# SPDX-License-Identifier: MIT
set(VERDICT HANG)
set(SCRIPT "shell\ntimeout 2\nrun sleep 100\n")
set(REASON "did not happen within 2 s")
