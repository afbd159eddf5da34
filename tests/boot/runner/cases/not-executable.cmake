# SPDX-License-Identifier: MIT
set(VERDICT PANIC)
file(WRITE "${WORK}/init" "#!/bin/nothing\n")
set(MANIFEST "file /init init 0644 0 0\n")
set(CAUSE "^/init is not executable")
