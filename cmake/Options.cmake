# SPDX-License-Identifier: MIT
#
# The options of this repository's own build. None of them is read below modules/.
include_guard(GLOBAL)

set(LINUXBAKE_PRESETS "" CACHE STRING
  "The systems to build: names of folders in presets/, separated by semicolons")
option(LINUXBAKE_TESTS "Build and register the tests of LinuxBake itself" OFF)
