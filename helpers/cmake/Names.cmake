# SPDX-License-Identifier: MIT
#
# The one list of the helper programs: each is a folder here and a program linuxbake-<name>.
set(LINUXBAKE_HELPER_NAMES cpio kconfig init boot jobs report launch isa)
