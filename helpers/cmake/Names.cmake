# SPDX-License-Identifier: MIT
#
# The one list of the helper programs: each is a folder here and a program linuxbake-<name>. Those
# come first that a build needs first.
set(LINUXBAKE_HELPER_NAMES fetch jobs bake kconfig init cpio launch boot report isa oci deb)
