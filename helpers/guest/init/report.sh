#: SPDX-License-Identifier: MIT
#: report.sh - how a command ended; generate.h describes the line.

# report NUMBER EXIT-CODE COMMAND: a shell shows a signal as 128 and its number.
report() {
  result="exit $2"
  if [ "$2" -gt 128 ] && [ "$2" -le 192 ]; then
    result="signal $(($2 - 128))"
  fi
  note "result $1: $result: $3"
}
