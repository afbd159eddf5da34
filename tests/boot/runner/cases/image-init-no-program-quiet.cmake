# SPDX-License-Identifier: MIT
set(VERDICT FAIL)
set(IMAGE "${QUIET_IMAGE}")
set(REASON "^the kernel could not start the init that was asked for: Failed to execute /init \\(error -8\\)$")
set(LATEST 40)
