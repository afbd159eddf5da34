#!/bin/sh
# SPDX-License-Identifier: MIT
# In place of clang-tidy, for a project that is content with its own sources only.
echo "$*" >> "$TIDY_LOG"
case "$*" in */helpers/*) exit 1 ;; esac
