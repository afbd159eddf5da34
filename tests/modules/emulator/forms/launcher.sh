#!/bin/sh
# SPDX-License-Identifier: MIT
shift
exec "$@"
