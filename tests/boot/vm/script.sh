#!/usr/bin/env -S sh -e
# SPDX-License-Identifier: MIT
# What its arguments are: a directory, the program of these tests, and an exit code.
cat "$1/collected.txt"
"$2" bytes
exit "$3"
