# SPDX-License-Identifier: MIT
_linuxbake_recipe_object(object "outer(thing)" NUMBER size 1.5)
