# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Kbuild (script)
---------------

The steps of a Kbuild tree; detail/Kbuild.cmake makes the targets that run them
and documents the settings::

  cmake -DSETTINGS=<file> -DSTEP=<step> -P Kbuild.cmake

configure
  afterwards ``<tree>/.config`` is final (KbuildConfigure.cmake).
build
  what was stored for this configuration and these inputs, or make.  It looks at
  ``.config`` itself, so that it also builds what X-menuconfig left there.
menuconfig, savefragment, explain, lint
  what the targets of these names do.

Our own notes are in the target's directory: ``configured`` (the inputs of
the last configure step), ``built`` (the key of what the outputs are).
#]=======================================================================]
cmake_minimum_required(VERSION 3.25)

include("${SETTINGS}")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/Make.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/Results.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CompiledSource.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/KbuildConfigure.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Applets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/KernelSize.cmake")

# All that decides the result but the configuration.
function(common_inputs out)
  set(text "linuxbake-result 1\nkind ${name}\narch ${arch}\n")
  string(APPEND text "source ${source_identity}\n")
  foreach(patch IN LISTS patches)
    file(SHA256 "${patch}" hash)
    string(APPEND text "patch ${hash}\n")
  endforeach()
  compiler_identity(identity ${compiler})
  string(APPEND text "compiler ${identity}\narguments ${kbuild_identity}\n")
  string(APPEND text "goals ${kbuild_goals}\nproducts ${kbuild_products}\n")
  string(APPEND text "epoch $ENV{SOURCE_DATE_EPOCH}\n")
  foreach(file IN LISTS kbuild_inputs)
    file(SHA256 "${file}" hash)
    string(APPEND text "input ${hash}\n")
  endforeach()
  recipe_identity(recipe Kbuild.cmake KernelSize.cmake Applets.cmake CompiledSource.cmake
    ../detail/Make.cmake)
  set(${out} "${text}recipe ${recipe}\n" PARENT_SCOPE)
endfunction()

# An estimate from the configuration, where this tree was not built before.
function(expected_steps out)
  set(${out} "" PARENT_SCOPE)
  if(EXISTS "${directory}/built-once")
    return() # what is left is not known
  endif()
  file(STRINGS "${tree}/.config" options REGEX "=y$")
  list(LENGTH options count)
  if(name STREQUAL "linux")
    math(EXPR count "${count} * 28 / 10")
  endif()
  set(${out} "${count}" PARENT_SCOPE)
endfunction()

function(run_make)
  expected_steps(expected)
  set(quiet "")
  if(NOT terminal)
    set(quiet QUIET)
  else()
    message(STATUS "${title}: building ${name} ${version}")
  endif()
  # One at a time: BusyBox's makefile would start a make for each, side by side in one tree.
  foreach(goal IN LISTS kbuild_goals)
    _linuxbake_make_command(make ${quiet} LOG "${directory}/${goal}.log" EXPECT "${expected}")
    kbuild(command "${make}" "${goal}")
    _linuxbake_run("make ${goal}" COMMAND ${command})
  endforeach()
  file(TOUCH "${directory}/built-once")
  if(name STREQUAL "linux")
    write_kernel_size("${tree}" "${directory}/size.json.new")
    file(RENAME "${directory}/size.json.new" "${tree}/linuxbake-size.json")
  else()
    write_applets_manifest("${tree}/busybox.links" "${tree}/linuxbake-applets.manifest")
  endif()
endfunction()

# Sets `pairs`: <name>=<file> of everything that is kept of a build.
function(products_in directory_of_products)
  set(pairs "")
  foreach(product IN LISTS kbuild_products)
    string(REGEX MATCH "^([^=]+)=(.*)$" product "${product}")
    list(APPEND pairs "${CMAKE_MATCH_1}=${directory_of_products}/${CMAKE_MATCH_2}")
  endforeach()
  list(APPEND pairs "config=${tree}/.config")
  set(pairs "${pairs}" PARENT_SCOPE)
endfunction()

# The outputs are right if this key was built and nobody changed them.
function(outputs_are_current out key)
  note(built "${directory}/built")
  set(sums "${key}\n")
  foreach(output IN LISTS kbuild_outputs)
    string(REGEX REPLACE "^[^=]+=" "" file "${output}")
    set(hash missing)
    if(EXISTS "${file}")
      file(SHA256 "${file}" hash)
    endif()
    string(APPEND sums "${hash}\n")
  endforeach()
  set(sums "${sums}" PARENT_SCOPE)
  set(${out} FALSE PARENT_SCOPE)
  if(built STREQUAL sums)
    set(${out} TRUE PARENT_SCOPE)
  endif()
endfunction()

# Takes the files from an entry of the cache, or from the pairs of the tree.
function(deliver key entry)
  foreach(output IN LISTS kbuild_outputs)
    string(REGEX MATCH "^([^=]+)=(.*)$" output "${output}")
    set(output_name "${CMAKE_MATCH_1}")
    set(destination "${CMAKE_MATCH_2}")
    set(file "${entry}/${output_name}")
    if(entry STREQUAL "")
      foreach(pair IN LISTS pairs)
        if(pair MATCHES "^${output_name}=(.*)$")
          set(file "${CMAKE_MATCH_1}")
        endif()
      endforeach()
    endif()
    _linuxbake_copy_if_different("${file}" "${destination}")
    if(output_name IN_LIST kbuild_programs)
      file(CHMOD "${destination}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
        GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
    endif()
  endforeach()
  outputs_are_current(ignored "${key}")
  file(WRITE "${directory}/built" "${sums}")
  kbuild_record()
endfunction()

function(kbuild_record)
  begin_record(record)
  file(SHA256 "${tree}/.config" hash)
  get_filename_component(base_name "${base}" NAME)
  string(JSON record SET "${record}" config "{}")
  string(JSON record SET "${record}" config base "\"${base_name}\"")
  string(JSON record SET "${record}" config sha256 "\"${hash}\"")
  list_with_hashes(list ${base_fragments} ${fragments})
  string(JSON record SET "${record}" config fragments "${list}")
  list_with_hashes(list ${patches})
  string(JSON record SET "${record}" patches "${list}")
  compiler_identity(identity ${compiler})
  end_record("${record}" "${identity}" ${kbuild_outputs})
endfunction()

# Sets `key` and `inputs`: of what is to be built now.
macro(key_of_configuration)
  file(SHA256 "${tree}/.config" config)
  set(inputs "${common}config ${config}\n")
  string(SHA256 key "${inputs}")
endmacro()

function(build_local_source)
  renew_configuration()
  confirm_configuration()
  key_of_configuration()
  run_make()
  products_in("${tree}")
  deliver("${key}" "")
endfunction()

function(step_build)
  if(NOT EXISTS "${tree}/.config") # somebody removed the tree, or the compiler is another one
    step_configure()
  endif()
  if(local_source)
    build_local_source()
    return()
  endif()
  key_of_configuration()
  outputs_are_current(current "${key}")
  if(current)
    kbuild_record()
    return()
  endif()
  _linuxbake_lock_result("${key}")
  _linuxbake_find_result(entry "${key}")
  if(entry STREQUAL "")
    confirm_configuration()
    if(changed)
      key_of_configuration()
      _linuxbake_lock_result("${key}")
    endif()
    run_make()
    products_in("${tree}")
    _linuxbake_store_result("${key}" "${inputs}" ${pairs})
  else()
    message(STATUS "${title}: ${name} ${version} was built before, taken from the cache")
  endif()
  deliver("${key}" "${entry}")
endfunction()

if(STEP MATCHES "^(explain|lint)$") # they need no compiler, and nothing that was built
  find_source()
  cmake_language(CALL "step_${STEP}")
  return()
endif()
_linuxbake_clean_environment()
prepare_source()
common_inputs(common)
if(STEP STREQUAL "configure")
  step_configure()
  file(WRITE "${directory}/edited" "")
else()
  cmake_language(CALL "step_${STEP}")
endif()
