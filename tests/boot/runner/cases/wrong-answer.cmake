# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(SCRIPT "shell\nrun echo 1\n  output 2\n")
set(REASON "'run echo 1' did not print \"2\"; its output: \"1\"")
