# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
KernelModules (script)
----------------------

The steps of a kernel with MODULES: those of Kbuild.cmake, and after the kernel its modules::

  cmake -DSETTINGS=<file> -DSTEP=<step> -P KernelModules.cmake

Modules are a result of their own in the cache, beside the kernel's: whether somebody wants them
does not change the kernel.  Afterwards ``modules_directory`` is what stands in
``/lib/modules/<release>``, and beside it ``modules.manifest`` has the line for linuxbake-cpio that
says so, ``modules.sums`` each file's hash.
#]=======================================================================]
include("${CMAKE_CURRENT_LIST_DIR}/Kbuild.cmake")

set(tar "${CMAKE_COMMAND}" -E env LC_ALL=C.UTF-8 "${CMAKE_COMMAND}" -E tar)

function(check_modules_configuration)
  file(STRINGS "${tree}/.config" options REGEX "^CONFIG_(MODULES|MODULE_SIG)=y$")
  if(NOT "CONFIG_MODULES=y" IN_LIST options)
    message(FATAL_ERROR "${title}: MODULES asks for modules, but the configuration has no "
      "CONFIG_MODULES=y. Put it into a fragment, or leave MODULES out.")
  endif()
  if("CONFIG_MODULE_SIG=y" IN_LIST options)
    message(FATAL_ERROR "${title}: CONFIG_MODULE_SIG makes a new key for every build, so that no "
      "two builds would give the same bytes. Switch it off: # CONFIG_MODULE_SIG is not set")
  endif()
endfunction()

# Leaves <tree>/modules.tar. The kernel is up to date, or was taken from the cache: then modules
# need it in the tree all the same, for the symbols that it exports.
function(build_modules)
  message(STATUS "${title}: building the modules of ${name} ${version}")
  set(new "${tree}/modules.new")
  file(REMOVE_RECURSE "${new}")
  foreach(goals IN ITEMS "${kbuild_goals} modules" modules_install)
    string(REPLACE " " ";" goals "${goals}")
    _linuxbake_make_command(make QUIET LOG "${directory}/modules.log")
    kbuild(command "${make}" "INSTALL_MOD_PATH=${new}" INSTALL_MOD_STRIP=1
      "DEPMOD=${depmod_program}" ${goals})
    list(JOIN goals " " goals)
    _linuxbake_run("make ${goals}" COMMAND ${command})
  endforeach()
  # The way to this machine's directories.
  file(GLOB links "${new}/lib/modules/*/build" "${new}/lib/modules/*/source")
  file(REMOVE ${links})
  _linuxbake_run("packing the modules" DIRECTORY "${new}/lib/modules"
    COMMAND ${tar} cf "${tree}/modules.tar" --format=gnutar .)
  file(REMOVE_RECURSE "${new}")
endfunction()

# Unpacks an archive of lib/modules to modules_directory, and writes the notes beside it.
function(deliver_modules archive)
  set(new "${tree}/modules.new")
  file(REMOVE_RECURSE "${new}" "${modules_directory}")
  file(MAKE_DIRECTORY "${new}")
  _linuxbake_run("unpacking the modules" DIRECTORY "${new}" COMMAND ${tar} xf "${archive}")
  file(GLOB release RELATIVE "${new}" "${new}/*")
  file(RENAME "${new}/${release}" "${modules_directory}")
  file(REMOVE_RECURSE "${new}")
  file(GLOB_RECURSE files RELATIVE "${modules_directory}" "${modules_directory}/*")
  set(sums "${release}\n")
  foreach(file IN LISTS files)
    file(SHA256 "${modules_directory}/${file}" hash)
    string(APPEND sums "${hash}  ${file}\n")
  endforeach()
  file(WRITE "${tree}/modules.manifest" "tree /lib/modules/${release} \"${modules_directory}\"\n")
  file(WRITE "${tree}/modules.sums" "${sums}")
  foreach(note IN ITEMS manifest sums)
    _linuxbake_copy_if_different("${tree}/modules.${note}" "${directory}/modules.${note}")
  endforeach()
endfunction()

function(step_modules)
  key_of_configuration()
  recipe_identity(recipe KernelModules.cmake)
  execute_process(COMMAND "${depmod_program}" --version OUTPUT_VARIABLE depmod_version)
  string(APPEND inputs "modules of this kernel, depmod ${depmod_version}recipe ${recipe}\n")
  string(SHA256 key "${inputs}")
  note(built "${directory}/modules.built")
  if(built STREQUAL key AND IS_DIRECTORY "${modules_directory}" AND NOT local_source)
    return()
  endif()
  file(REMOVE "${directory}/modules.built")
  _linuxbake_lock_result("${key}")
  set(entry "")
  if(NOT local_source)
    _linuxbake_find_result(entry "${key}")
  endif()
  if(entry STREQUAL "")
    build_modules()
    if(NOT local_source)
      _linuxbake_store_result("${key}" "${inputs}" "modules.tar=${tree}/modules.tar")
    endif()
    set(entry "${tree}")
  endif()
  deliver_modules("${entry}/modules.tar")
  file(REMOVE "${tree}/modules.tar")
  file(WRITE "${directory}/modules.built" "${key}")
endfunction()

if(STEP STREQUAL "configure")
  check_modules_configuration()
elseif(STEP STREQUAL "build")
  check_modules_configuration()
  step_modules()
endif()
