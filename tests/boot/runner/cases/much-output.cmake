# SPDX-License-Identifier: MIT
set(VERDICT PASS)
set(SCRIPT "shell\nrun i=0; while [ $i -lt 2000 ]; do echo 123456789012345678901234567890$i; i=$((i+1)); done
  contains 1234567890123456789012345678901999
run printf 'no newline'
  output no newline
run printf 'a\\033[31mb\\033[0m\\n\\n'
  output ab
  output
")
