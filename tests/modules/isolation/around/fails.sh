#!/bin/sh
# SPDX-License-Identifier: MIT
# A program that says something and fails.
echo from the guest
exit 3
