# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
KbuildConfigure (script)
------------------------

The configuration of a Kbuild tree, for Kbuild.cmake: how ``<tree>/.config`` comes about, and what
can be asked about it.  No part of a result's key: the configuration itself is.

``step_configure()``
  linuxbake-kconfig resolves base and fragments; what does not take ends the step, with the
  reasons.  With LINUXBAKE_KCONFIG=kbuild the tree's own make targets do it, as slowly as they do.

``confirm_configuration()``
  Before something is compiled: Kbuild's own olddefconfig has to leave the configuration as it
  is.  Where it does not, its result holds, and the difference is told.

``step_menuconfig()``, ``step_savefragment()``, ``step_explain()``, ``step_lint()``
  The targets of these names.
#]=======================================================================]
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/../detail/Kconfig.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CompiledSource.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/SourceCopy.cmake")

# kbuild(<out-list> <make-command> <argument>...): a whole make command for this tree.
function(kbuild out command)
  set(place -C "${source}" "O=${tree}")
  if(kbuild_in_tree)
    set(place -C "${tree}")
  endif()
  set(${out} ${command} ${place} ${kbuild_arguments} ${ARGN} PARENT_SCOPE)
endfunction()

# The tree whose Kconfig files linuxbake-kconfig reads.
function(kconfig_tree out)
  set(${out} "${source}" PARENT_SCOPE)
  if(kbuild_in_tree)
    make_source_copy()
    set(${out} "${tree}" PARENT_SCOPE)
  endif()
endfunction()

# All that decides the configuration, as a hash.
function(configuration_inputs out)
  set(text "${common}how ${kconfig_way} ${fix} ${kconfig_arguments}\n")
  foreach(file IN LISTS base_fragments fragments kconfig_program)
    file(SHA256 "${file}" hash)
    string(APPEND text "fragment ${hash}\n")
  endforeach()
  set(hash "${base}")
  if(IS_ABSOLUTE "${base}")
    file(SHA256 "${base}" hash)
  endif()
  string(SHA256 text "${text}base ${hash}\n")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# CODE: that of linuxbake-kconfig.
function(stop_configuration code)
  if(code EQUAL 1)
    message(FATAL_ERROR "${title}: the configuration is not what was asked for (see above).")
  endif()
  message(FATAL_ERROR "${title}: the configuration cannot be made (see above).")
endfunction()

# The lines that CONFIG_FIX added, in the words of the build.
function(tell_fix)
  if(NOT fix OR NOT EXISTS "${directory}/fix.config")
    return()
  endif()
  file(READ "${directory}/fix.config" lines)
  string(STRIP "${lines}" lines)
  if(NOT lines STREQUAL "")
    string(REPLACE "\n" "\n     " lines "${lines}")
    message(STATUS "${title}: CONFIG_FIX added to the configuration:\n     ${lines}\n"
      "   They are in ${directory}/fix.config; put them into the fragment to keep them.")
  endif()
endfunction()

# CONFIG_FIX: finds the lines that are missing, or ends the step.
function(fix_configuration)
  kconfig_tree(kconfig_tree)
  _linuxbake_kconfig_fix(text code "${kconfig_program}" "${kconfig_tree}")
  if(NOT code EQUAL 0)
    message(NOTICE "${text}")
    if(kconfig_way STREQUAL "kbuild" AND code EQUAL 3)
      message(NOTICE "CONFIG_FIX needs linuxbake-kconfig: do without it in this tree.")
    endif()
    stop_configuration("${code}")
  endif()
  tell_fix()
endfunction()

function(resolve_configuration)
  fix_configuration()
  kconfig_tree(kconfig_tree)
  set(resolved "${directory}/resolved.config")
  _linuxbake_kconfig_command(command "${kconfig_program}" resolve "${kconfig_tree}" --check
    --output "${resolved}" --provenance "${directory}/provenance.json")
  _linuxbake_kconfig_add_fragments(command)
  _linuxbake_kconfig_ask(text code ${command})
  if(NOT text STREQUAL "")
    message(NOTICE "${text}")
  endif()
  if(NOT code EQUAL 0)
    stop_configuration("${code}")
  endif()
  _linuxbake_copy_if_different("${resolved}" "${tree}/.config")
endfunction()

# Brings <tree>/.config to what Kconfig makes of it. A file of newlines takes every default.
function(update_configuration)
  string(REPEAT "\n" 4096 newlines)
  file(WRITE "${directory}/newlines" "${newlines}")
  _linuxbake_make_command(make QUIET LOG "${directory}/configure.log")
  kbuild(command "${make}" ${kbuild_update})
  _linuxbake_run("make ${kbuild_update}" COMMAND ${command} INPUT "${directory}/newlines")
endfunction()

# Sets `changed` in the caller.
function(confirm_configuration)
  set(changed FALSE PARENT_SCOPE)
  note(edited "${directory}/edited")
  if(kconfig_way STREQUAL "kbuild" OR NOT edited STREQUAL "")
    return()
  endif()
  file(COPY_FILE "${tree}/.config" "${directory}/resolved.config")
  update_configuration()
  execute_process(COMMAND "${kconfig_program}" diff "${directory}/resolved.config"
    "${tree}/.config" RESULT_VARIABLE result OUTPUT_VARIABLE difference)
  if(result EQUAL 0)
    return()
  endif()
  message(NOTICE "${title}: make ${kbuild_update} changes what linuxbake-kconfig made of the "
    "configuration. This is a fault of linuxbake-kconfig; what make says holds:\n${difference}")
  check_options()
  set(changed TRUE PARENT_SCOPE)
endfunction()

# Every option that was asked for is in <tree>/.config, or the step ends.
function(check_options)
  set(command "${kconfig_program}" check --config "${tree}/.config")
  _linuxbake_kconfig_add_fragments(command)
  execute_process(COMMAND ${command} RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    stop_configuration("${result}")
  endif()
endfunction()

function(make_base)
  if(IS_ABSOLUTE "${base}")
    file(COPY_FILE "${base}" "${tree}/.config")
    update_configuration()
  else()
    _linuxbake_make_command(make QUIET LOG "${directory}/configure.log")
    kbuild(command "${make}" "${base}")
    _linuxbake_run("make ${base}" COMMAND ${command})
  endif()
endfunction()

function(configure_with_make)
  message(STATUS "${title}: configuring ${name} ${version}")
  fix_configuration()
  make_base()
  file(COPY_FILE "${tree}/.config" "${directory}/base.config")
  set(merge "${kconfig_program}" merge --base "${directory}/base.config"
    --output "${directory}/merged.config" --provenance "${directory}/provenance.json")
  foreach(fragment IN LISTS base_fragments)
    list(APPEND merge --fragment "${fragment}")
  endforeach()
  _linuxbake_kconfig_add_fragments(merge)
  _linuxbake_run("merging the configuration" COMMAND ${merge})
  file(COPY_FILE "${directory}/merged.config" "${tree}/.config")
  update_configuration()
  check_options()
endfunction()

function(step_configure)
  note(previous "${directory}/configured")
  configuration_inputs(inputs)
  if(previous STREQUAL inputs AND EXISTS "${tree}/.config" AND NOT local_source)
    return()
  endif()
  file(REMOVE "${directory}/configured")
  if(kconfig_way STREQUAL "kbuild")
    configure_with_make()
  else()
    resolve_configuration()
  endif()
  file(WRITE "${directory}/configured" "${inputs}")
endfunction()

# A tree of the user's own: its Kconfig files may have changed since the configure step.
function(renew_configuration)
  if(kbuild_in_tree)
    renew_source_copy()
  endif()
  note(edited "${directory}/edited")
  if(kconfig_way STREQUAL "kbuild" OR NOT edited STREQUAL "")
    update_configuration()
  else()
    resolve_configuration()
  endif()
endfunction()

function(step_menuconfig)
  file(SHA256 "${tree}/.config" before)
  _linuxbake_make_command(make PLAIN)
  kbuild(command "${make}" menuconfig)
  _linuxbake_run("make menuconfig" COMMAND ${command})
  file(SHA256 "${tree}/.config" after)
  if(before STREQUAL after)
    message(STATUS "${title}: the configuration is as it was.")
    return()
  endif()
  file(WRITE "${directory}/edited" "${after}")
  message(STATUS "${title}: the next build uses this configuration, until a fragment changes. "
    "${target}-savefragment writes it down.")
endfunction()

function(step_savefragment)
  kconfig_tree(kconfig_tree)
  _linuxbake_kconfig_command(command "${kconfig_program}" minimize "${kconfig_tree}"
    --config "${tree}/.config" --output "${saved_fragment}")
  _linuxbake_run("minimize" COMMAND ${command})
  get_filename_component(base_name "${base}" NAME)
  message(STATUS "${title}: ${saved_fragment} holds what it takes to get this configuration from "
    "${base_name}. It can stand in CONFIG_FRAGMENTS in place of the present ones.")
endfunction()

# What X-menuconfig left is explained from the .config, anything else from where it comes from.
function(explain_command out)
  kconfig_tree(kconfig_tree)
  note(edited "${directory}/edited")
  if(edited STREQUAL "")
    _linuxbake_kconfig_command(command "${kconfig_program}" explain "${kconfig_tree}")
    _linuxbake_kconfig_add_fragments(command)
  else()
    set(command "${kconfig_program}" explain --tree "${kconfig_tree}" ${kconfig_arguments}
      --cache "${cache}" --config "${tree}/.config")
  endif()
  set(${out} ${command} PARENT_SCOPE)
endfunction()

function(step_explain)
  explain_command(command)
  string(REGEX MATCHALL "[A-Za-z0-9_]+" symbols "$ENV{LINUXBAKE_SYMBOL}")
  foreach(symbol IN LISTS symbols)
    execute_process(COMMAND ${command} -- "${symbol}" RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
      message(FATAL_ERROR "${title}: '${symbol}' cannot be explained (see above).")
    endif()
  endforeach()
  if(symbols STREQUAL "")
    list(JOIN command "' '" text)
    message("Which symbol? The environment names it, or several:\n\n"
      "  LINUXBAKE_SYMBOL=TTY cmake --build '${build_directory}' --target ${target}-explain\n\n"
      "The program behind it takes the symbol as its last word:\n\n  '${text}' -- TTY\n")
  endif()
endfunction()

function(step_lint)
  if("${fragments}" STREQUAL "")
    message(STATUS "${title}: there are no CONFIG_FRAGMENTS.")
    return()
  endif()
  kconfig_tree(kconfig_tree)
  # Those that come with LinuxBake are for every kernel, so some of their lines are idle in most.
  cmake_path(SET shipped NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../fragments")
  set(shared "")
  foreach(fragment IN LISTS fragments)
    cmake_path(IS_PREFIX shipped "${fragment}" NORMALIZE is_shipped)
    if(is_shipped)
      list(APPEND shared --shared "${fragment}")
    endif()
  endforeach()
  _linuxbake_kconfig_command(command "${kconfig_program}" lint "${kconfig_tree}" ${shared}
    -- ${fragments})
  execute_process(COMMAND ${command} RESULT_VARIABLE result ERROR_VARIABLE errors)
  if(NOT result EQUAL 0)
    _linuxbake_kconfig_complaint(errors "${errors}")
    message(NOTICE "${errors}")
    message(FATAL_ERROR "${title}: lines of the fragments have no effect (see above).")
  endif()
  message(STATUS "${title}: each line of the fragments has an effect.")
endfunction()
