# SPDX-License-Identifier: MIT
#
# What linuxbake-kconfig makes of a target's base and fragments, given to the tree's own make
# olddefconfig (oldconfig for BusyBox): it has to come back as it was, byte for byte.
#
#   cmake -DBAKE=<linuxbake-bake> -DRECIPE=<file> -DWORK=<directory> -P Update.cmake
cmake_minimum_required(VERSION 3.25)
set(modules "${CMAKE_CURRENT_LIST_DIR}/../../modules")

file(READ "${RECIPE}" recipe)
foreach(field IN ITEMS target tree source_link make update in_tree)
  string(JSON ${field} GET "${recipe}" "${field}")
endforeach()
set(arguments "")
string(JSON count LENGTH "${recipe}" make_arguments)
if(count GREATER 0)
  math(EXPR last "${count} - 1")
  foreach(index RANGE ${last})
    string(JSON argument GET "${recipe}" make_arguments ${index})
    list(APPEND arguments "${argument}")
  endforeach()
endif()

# Beside the target's own tree, so that neither disturbs the other. Kbuild wants a plain path.
set(tree "${tree}.update")
file(REMOVE_RECURSE "${tree}" "${WORK}")
file(MAKE_DIRECTORY "${tree}" "${WORK}")
string(JSON recipe SET "${recipe}" tree "\"${tree}\"")
string(JSON recipe SET "${recipe}" directory "\"${WORK}\"")
string(JSON recipe SET "${recipe}" configured_by_make false)
file(WRITE "${WORK}/recipe.json" "${recipe}")
execute_process(COMMAND "${BAKE}" kbuild --recipe "${WORK}/recipe.json" --step configure
  COMMAND_ERROR_IS_FATAL ANY)
file(COPY_FILE "${tree}/.config" "${WORK}/resolved.config")

file(REAL_PATH "${source_link}" source)
set(place -C "${source}" "O=${tree}")
if(in_tree)
  set(place -C "${tree}")
endif()
string(REPEAT "\n" 4096 newlines)
file(WRITE "${WORK}/newlines" "${newlines}")
cmake_host_system_information(RESULT jobs QUERY NUMBER_OF_LOGICAL_CORES)
execute_process(COMMAND "${CMAKE_COMMAND}" -P "${modules}/scripts/RunIsolated.cmake" --
    "${CMAKE_COMMAND}" -E env KCONFIG_NOTIMESTAMP=1 "${make}" -j ${jobs} ${place}
    ${arguments} "${update}"
  INPUT_FILE "${WORK}/newlines" OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${target}: make ${update} failed\n${output}")
endif()
execute_process(COMMAND diff "${WORK}/resolved.config" "${tree}/.config" RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${target}: make ${update} changes the configuration.")
endif()
file(REMOVE_RECURSE "${tree}")
