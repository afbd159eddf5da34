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
cmake_minimum_required(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/../detail/DirectoryResults.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Kbuild.cmake")

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

# Leaves them in <destination>/<release>. The kernel is up to date, or was taken from the cache: then
# modules need it in the tree all the same, for the symbols that it exports.
function(build_modules destination)
  set(new "${tree}/modules.install")
  file(REMOVE_RECURSE "${new}")
  foreach(goals IN ITEMS "${kbuild_goals} modules" modules_install)
    string(REPLACE " " ";" goals "${goals}")
    _linuxbake_make_command(make QUIET LOG "${directory}/modules.log")
    kbuild(command "${make}" "INSTALL_MOD_PATH=${new}" INSTALL_MOD_STRIP=1
      "DEPMOD=${depmod_program}" ${goals})
    list(JOIN goals " " goals)
    _linuxbake_run("make ${goals}" COMMAND ${command})
  endforeach()
  # They lead to directories of the host.
  file(GLOB links "${new}/lib/modules/*/build" "${new}/lib/modules/*/source")
  file(REMOVE ${links})
  file(REMOVE_RECURSE "${destination}")
  file(RENAME "${new}/lib/modules" "${destination}")
  file(REMOVE_RECURSE "${new}")
endfunction()

# Moves <directory>/<release> to modules_directory, and writes the notes beside it.
function(deliver_modules directory_of_release)
  file(GLOB release RELATIVE "${directory_of_release}" "${directory_of_release}/*")
  file(REMOVE_RECURSE "${modules_directory}")
  file(RENAME "${directory_of_release}/${release}" "${modules_directory}")
  file(REMOVE_RECURSE "${directory_of_release}")
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
  _linuxbake_cached_directory("${tree}/lib-modules" "${key}" "${inputs}"
    WHAT "the modules of ${name} ${version}" MAKE build_modules LOCAL "${local_source}")
  deliver_modules("${tree}/lib-modules")
  file(WRITE "${directory}/modules.built" "${key}")
endfunction()

if(STEP STREQUAL "configure")
  check_modules_configuration()
elseif(STEP STREQUAL "build")
  check_modules_configuration()
  step_modules()
endif()
