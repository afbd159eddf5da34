# SPDX-License-Identifier: MIT
set(VERDICT PANIC)
file(WRITE "${WORK}/init" "#!/bin/nothing\n")
set(MANIFEST "file /init init 0755 0 0\n")
set(CAUSE "not its interpreter")
