# SPDX-License-Identifier: MIT
#
# sh input.sh <program> [<emulator>...]: what the program says of various standard inputs, and how it
# ends; here, or with the emulator before it.
program=$1
shift
run() {
  "$@"
  echo "ended with $?"
}

echo "a pipe, a word at a time"
(echo one; sleep 1; echo two) | run "$@" "$program"
echo "nothing"
: | run "$@" "$program"
echo "/dev/null"
run "$@" "$program" < /dev/null
echo "closed"
run "$@" "$program" <&-
echo "for writing only"
run "$@" "$program" 0> /dev/null
echo "a large file"
run "$@" "$program" < large
echo "a large pipe"
cat large | run "$@" "$program"
echo "a pipe without an end, of which some is read"
yes | run "$@" "$program" 100000
echo "a file, of which others read the rest"
{ run "$@" "$program" 10; run "$@" "$program" 0; cat; } < small
echo "a program without an end, whose output nobody takes any more"
"$@" "$(command -v yes)" | head -n 1
