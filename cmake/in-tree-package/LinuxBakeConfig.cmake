# SPDX-License-Identifier: MIT
#
# What find_package(LinuxBake) finds in our own build tree. The presets are part of this
# build, in which everything is included already: nothing is left to do,
# but to say where the other presets are, whose files some of them share.
set(LinuxBake_PRESETS_DIR "${CMAKE_CURRENT_LIST_DIR}/../../presets")
