#!/bin/sh
# SPDX-License-Identifier: MIT
# Download.sh - runs curl within limits, for RemoteResults.cmake.
#
#   Download.sh <blocks> <option of curl>...
#
# The file may have so many blocks of 512 bytes. Address and token come from the environment and go to
# curl's standard input, because others see the words of a command; user and password are in a file.
trap '' XFSZ # too much is an error of curl's
ulimit -f "$1"
shift
{
  printf 'url = "%s"\n' "$LINUXBAKE_DOWNLOAD_URL"
  [ -z "$LINUXBAKE_RESULTS_TOKEN" ] ||
    printf 'header = "Authorization: Bearer %s"\n' "$LINUXBAKE_RESULTS_TOKEN"
} | exec curl --disable --netrc-optional --netrc-file "${NETRC:-$HOME/.netrc}" --config - "$@"
