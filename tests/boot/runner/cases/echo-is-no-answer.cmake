# SPDX-License-Identifier: MIT
set(VERDICT HANG)
set(SCRIPT "shell\nsend : never printed\nexpect never printed\n")
set(TIMEOUT 12)
set(EARLIEST 12)
set(LATEST 14)
