# SPDX-License-Identifier: MIT
set(VERDICT HANG)
set(SCRIPT "shell\nrun while :; do :; done\n")
set(TIMEOUT 15)
set(EARLIEST 15)
set(LATEST 17)
set(REASON "'run while :; do :; done' did not happen within the 15 s")
