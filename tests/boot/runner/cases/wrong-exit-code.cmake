# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(SCRIPT "shell\nrun false\n")
set(REASON "'run false' exited with 1, not 0")
