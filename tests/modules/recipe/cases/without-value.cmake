# SPDX-License-Identifier: MIT
_linuxbake_recipe_fields(fields TEXT name hello LIST make)
