# SPDX-License-Identifier: MIT
# What a recipe says is what the call said, whatever the values hold. It is there after a project is
# generated, so the case configures itself once more, in a directory of its own.
add_custom_target(thing)
set(list "a b" "" "semi\\;colon" "-DX=\"y\"" "$<IF:$<BOOL:1>,yes,no>")
_linuxbake_recipe_fields(innermost TEXT text "[a;\"b\"\n\\")
_linuxbake_recipe_fields(inner LIST list "x;" OBJECT innermost "${innermost}" TEXT last "$<1:z>")
_linuxbake_recipe_fields(texts
  TEXT quotes "say \"so\", 'then'" TEXT backslash "C:\\new\\" TEXT bracket "a[b" TEXT lines "a\n\tb\r"
  TEXT semicolons "a;b;;c" TEXT nothing "" TEXT dollar "$<1:from a \"generator\">$(X)$@")
_linuxbake_recipe_fields(others LIST list "${list}" LIST empty "" FLAG yes ON FLAG no ""
  NUMBER zero 0 NUMBER large 2147483647 OBJECT inner "${inner}")
_linuxbake_recipe(thing KIND package DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}" "${texts}" "${others}")
linuxbake_get_property(file thing RECIPE)
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/expected.json" @ONLY CONTENT [[{
  "kind": "package",
  "target": "thing",
  "quotes": "say \"so\", 'then'",
  "backslash": "C:\\new\\",
  "bracket": "a[b",
  "lines": "a\n\tb\r",
  "semicolons": "a;b;;c",
  "nothing": "",
  "dollar": "from a \"generator\"$(X)$@",
  "list": ["a b", "", "semi;colon", "-DX=\"y\"", "yes"],
  "empty": [],
  "yes": true,
  "no": false,
  "zero": 0,
  "large": 2147483647,
  "inner": {
    "list": ["x", ""],
    "innermost": {
      "text": "[a;\"b\"\n\\"
    },
    "last": "z"
  }
}
]])
if(NOT CASE_IS_INNER)
  set(inner "${CMAKE_BINARY_DIR}/inner")
  execute_process(COMMAND "${CMAKE_COMMAND}" -G "${CMAKE_GENERATOR}" -S "${CMAKE_SOURCE_DIR}"
    -B "${inner}" "-DLinuxBake_DIR=${LinuxBake_DIR}" -DCASE_IS_INNER=TRUE COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND diff "${inner}/expected.json" "${inner}/thing.recipe.json"
    COMMAND_ERROR_IS_FATAL ANY)
endif()
