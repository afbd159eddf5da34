# SPDX-License-Identifier: MIT
# More than half of the memory: the kernel cannot unpack it.
set(VERDICT PANIC)
string(REPEAT "x" 20000000 text)
file(WRITE "${WORK}/large" "${text}")
set(MANIFEST "file /large large 0644 0 0\nfile /init large 0755 0 0\n")
set(OPTIONS --memory=80)
set(CAUSE "memory")
