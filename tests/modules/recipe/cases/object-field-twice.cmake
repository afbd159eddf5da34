# SPDX-License-Identifier: MIT
_linuxbake_recipe_fields(object TEXT name hello FLAG name ON)
_linuxbake_recipe_fields(fields OBJECT inner "${object}")
