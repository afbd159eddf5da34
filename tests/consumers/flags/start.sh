#!/bin/sh
# SPDX-License-Identifier: MIT
# Starts the program that is its argument.
exec "$1"
