# SPDX-License-Identifier: MIT
set(VERDICT PASS)
