# SPDX-License-Identifier: MIT
"""Writes so many bytes, of all values, without a period that is a power of two."""
import sys

pattern = bytes((7 * at + at // 251) % 256 for at in range(251 * 256 + 1))
left = int(sys.argv[1])
while left > 0:
    part = pattern[:left]
    sys.stdout.buffer.write(part)
    left -= len(part)
