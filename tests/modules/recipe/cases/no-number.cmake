# SPDX-License-Identifier: MIT
_linuxbake_recipe_fields(fields NUMBER size 1.5)
