#!/bin/sh
# SPDX-License-Identifier: MIT
# with-umask.sh <umask> <command>...: CMake itself cannot set it.
umask "$1"
shift
exec "$@"
