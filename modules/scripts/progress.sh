#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Lines of progress for what a program prints, and a line every 20 seconds while it prints nothing:
#
#   <program> | sh progress.sh download|files|none <title> <what> [<file>]
#
# download  apt's status lines: a line for every tenth
# files     a name a line: a line for every 10,000
# none      what the program prints goes into the file, if there is one
#
# Ends with the program. Nothing that outlives it holds standard output open.
title=$2
what=$3

(
  trap 'kill "$nap" 2>/dev/null; exit' TERM
  seconds=0
  while :; do
    sleep 20 >/dev/null 2>&1 &
    nap=$!
    wait "$nap"
    seconds=$((seconds + 20))
    echo "-- $title: still $what, for $seconds seconds" || exit
  done
) &
ticker=$!

case $1 in
download)
  awk -F: -v title="$title" '/^dlstatus:/ && $3 >= last + 10 {
    last = $3
    print "-- " title ": " int(last) " %"
    fflush()
  }'
  ;;
files)
  awk -v title="$title" 'NR % 10000 == 0 {
    print "-- " title ": " NR " files"
    fflush()
  }'
  ;;
*)
  cat >"${4:-/dev/null}"
  ;;
esac

kill "$ticker" 2>/dev/null
