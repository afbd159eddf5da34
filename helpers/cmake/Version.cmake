# SPDX-License-Identifier: MIT
#
# The version of all of LinuxBake. It stands here because the helper programs, which say it, are also
# built as a project of their own.
set(LINUXBAKE_VERSION 0.2.0)
