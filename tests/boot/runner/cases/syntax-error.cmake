# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(SCRIPT "shell\nrun echo (\n")
set(REASON "came back to the prompt")
