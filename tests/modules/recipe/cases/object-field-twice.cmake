# SPDX-License-Identifier: MIT
_linuxbake_recipe_object(object "outer(thing)" TEXT name hello FLAG name ON)
