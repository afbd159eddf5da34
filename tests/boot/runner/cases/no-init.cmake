# SPDX-License-Identifier: MIT
set(VERDICT PANIC)
set(MANIFEST "dir /empty 0755 0 0\n")
set(REASON "^Kernel panic - not syncing: ")
set(CAUSE "^no init found")
