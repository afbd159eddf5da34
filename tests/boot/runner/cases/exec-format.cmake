# SPDX-License-Identifier: MIT
set(VERDICT PANIC)
file(WRITE "${WORK}/init" "neither a script nor an ELF file\n")
set(MANIFEST "file /init init 0755 0 0\n")
set(CAUSE "^exec format error")
