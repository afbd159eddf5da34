# SPDX-License-Identifier: MIT
add_custom_target(thing)
_linuxbake_recipe_fields(first TEXT name hello TEXT arch x86_64)
_linuxbake_recipe_fields(second TEXT version "1\n  \"arch\": " TEXT name world)
_linuxbake_recipe(thing KIND package DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}" "${first}" "${second}")
