# SPDX-License-Identifier: MIT
add_custom_target(thing)
_linuxbake_recipe(thing KIND package DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}"
  TEXT name hello LIST make)
