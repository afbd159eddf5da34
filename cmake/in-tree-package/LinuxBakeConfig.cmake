# SPDX-License-Identifier: MIT
#
# What find_package(LinuxBake) finds in our own build tree. The presets are part of this build, in
# which everything is included already: nothing is left to do.
