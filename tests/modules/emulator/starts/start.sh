#!/bin/sh
# SPDX-License-Identifier: MIT
# Starts the program where it is, by the emulator if there is one.
exec ${EMULATOR:+"$EMULATOR"} "$PROGRAM"
