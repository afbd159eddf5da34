# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Targets
-------

The targets of the chain and the properties that carry their data.  The table
of the properties stands in ``LinuxBake.cmake``; this file declares them.

``_linuxbake_add_target(<name> KIND <kind> [ALL] [OUTPUT <file>] [DEPENDS <file-or-target>...])``
  Makes the one custom target that a public function promises, in the folder
  ``LinuxBake``.  An error if the name is taken.

``_linuxbake_require_name(<where> <name>)``
  An error if a target of this name exists or CMake would not take the name.

``_linuxbake_require_target(<where> <KEYWORD> <target> <kind>...)``
  An error unless the target exists and is of one of the kinds.

``_linuxbake_require_same_arch(<where> <target>...)``
  An error if two of the targets are built for different architectures.

``_linuxbake_set_properties(<target> <PROPERTY> <value> ...)``
  Sets ``LINUXBAKE_<PROPERTY>``; pairs of property and value.

``_linuxbake_values_of_targets(<out-variable> <PROPERTY> [<target>...])``
  The values of ``LINUXBAKE_<PROPERTY>`` of all of them, one each.

``_linuxbake_output_directory(<out-variable>)``
  The directory for images: ``LINUXBAKE_OUTPUT_DIRECTORY`` of the calling
  project, else ``images`` in its binary directory.

``linuxbake_get_property(<out-variable> <target> <PROPERTY>)``
  Public.  The value of ``LINUXBAKE_<PROPERTY>``, empty if it was never set; an
  error if the property or the target does not exist.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

# Readable to the user, therefore with an article.
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_kernel "a kernel")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_libc "a libc")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_userland "a userland")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_package "a package")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_init "an init")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_rootfs "a root file system")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_initramfs "an initramfs")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_image "a bootable image")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_emulator "an emulator")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_sysroot "a sysroot")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_squashfs "a squashfs image")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_squashfs "linuxbake_add_squashfs()")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_oci "a container image")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_oci "linuxbake_add_oci_image()")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_deb "a Debian package")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_deb "linuxbake_add_deb()")
set_property(GLOBAL PROPERTY _LINUXBAKE_PHRASE_repository "a repository of packages")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_repository "linuxbake_add_repository()")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_emulator "linuxbake_add_emulator()")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_kernel
  "linuxbake_add_kernel() or linuxbake_import_kernel()")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_libc
  "linuxbake_add_musl() or linuxbake_add_cxx()")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_userland
  "linuxbake_add_busybox() or linuxbake_add_toybox()")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_package "linuxbake_add_package()")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_init "linuxbake_add_init()")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_rootfs "linuxbake_add_rootfs()")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_initramfs "linuxbake_add_initramfs()")
set_property(GLOBAL PROPERTY _LINUXBAKE_MAKERS_image
  "linuxbake_add_iso(), linuxbake_add_fat() or linuxbake_add_disk()")

set_property(GLOBAL PROPERTY _LINUXBAKE_PROPERTIES
  KIND OUTPUT ARCH CONFIG SOURCE_DIR BINARY_DIR ENTRIES DEPENDS COMPRESSION XZ_FILTER FORMAT KERNEL
  INITRAMFS CMDLINE RECORD ROOTFS USERLAND PACKAGES INIT SIZES SYSROOT RESOURCE_DIR CC CXX
  TOOLCHAIN_FILE MESON_CROSS_FILE PKG_CONFIG LIBC HELP MODULES LAYOUT KEY SUITE RECIPE)
_linuxbake_read_property(_linuxbake_properties GLOBAL PROPERTY _LINUXBAKE_PROPERTIES)
foreach(_linuxbake_property IN LISTS _linuxbake_properties)
  define_property(TARGET PROPERTY LINUXBAKE_${_linuxbake_property}
    BRIEF_DOCS "See the table of properties in LinuxBake.cmake"
    FULL_DOCS "See the table of properties in LinuxBake.cmake")
endforeach()
unset(_linuxbake_properties)
unset(_linuxbake_property)

function(_linuxbake_require_name where name)
  if(NOT name MATCHES "^[A-Za-z0-9_.+-]+$")
    _linuxbake_error("${where}" "'${name}' is not a valid name for a target."
      "Letters, digits and the characters _ . + - may stand in it.")
  endif()
  if(TARGET "${name}")
    _linuxbake_error("${where}" "There is already a target '${name}'.")
  endif()
endfunction()

function(_linuxbake_add_target name)
  _linuxbake_parse(add 1 "ALL" "KIND;OUTPUT" "DEPENDS")
  set(all "")
  if(add_ALL)
    set(all ALL)
  endif()
  add_custom_target("${name}" ${all} DEPENDS ${add_DEPENDS})
  set_target_properties("${name}" PROPERTIES FOLDER LinuxBake LINUXBAKE_KIND "${add_KIND}")
  if(NOT "${add_OUTPUT}" STREQUAL "")
    set_target_properties("${name}" PROPERTIES LINUXBAKE_OUTPUT "${add_OUTPUT}")
  endif()
endfunction()

function(_linuxbake_require_target where keyword target)
  set(wanted "")
  set(remedies "")
  foreach(kind IN LISTS ARGN)
    _linuxbake_read_property(phrase GLOBAL PROPERTY _LINUXBAKE_PHRASE_${kind})
    _linuxbake_read_property(makers GLOBAL PROPERTY _LINUXBAKE_MAKERS_${kind})
    list(APPEND wanted "${phrase}")
    list(APPEND remedies "${makers}")
  endforeach()
  list(JOIN wanted " or " wanted)
  list(JOIN remedies " or " remedies)
  if(NOT TARGET "${target}")
    _linuxbake_error("${where}" "${keyword} '${target}' is not a target."
      "Pass a target made by ${remedies}," "and make it before this call.")
  endif()
  get_target_property(actual "${target}" LINUXBAKE_KIND)
  if(actual IN_LIST ARGN)
    return()
  endif()
  _linuxbake_read_property(found GLOBAL PROPERTY _LINUXBAKE_PHRASE_${actual})
  if(NOT found)
    set(found "a target of another kind")
  endif()
  _linuxbake_error("${where}" "${keyword} '${target}' is ${found}, not ${wanted}."
    "Pass a target made by ${remedies}.")
endfunction()

function(_linuxbake_require_same_arch where)
  set(first "")
  set(first_arch "")
  foreach(target IN LISTS ARGN)
    get_target_property(arch "${target}" LINUXBAKE_ARCH)
    if(NOT arch)
      continue()
    endif()
    if(first STREQUAL "")
      set(first "${target}")
      set(first_arch "${arch}")
    elseif(NOT arch STREQUAL first_arch)
      _linuxbake_error("${where}"
        "'${first}' is built for ${first_arch}, but '${target}' for ${arch}."
        "Everything in one image has to be of one architecture.")
    endif()
  endforeach()
endfunction()

function(_linuxbake_set_properties target)
  set(index 1)
  while(index LESS ARGC)
    set(property "${ARGV${index}}")
    math(EXPR index "${index} + 1")
    set_property(TARGET "${target}" PROPERTY LINUXBAKE_${property} "${ARGV${index}}")
    math(EXPR index "${index} + 1")
  endwhile()
endfunction()

function(_linuxbake_output_directory out)
  if(LINUXBAKE_OUTPUT_DIRECTORY)
    set(${out} "${LINUXBAKE_OUTPUT_DIRECTORY}" PARENT_SCOPE)
  else()
    set(${out} "${PROJECT_BINARY_DIR}/images" PARENT_SCOPE)
  endif()
endfunction()

# What the keyword OUTPUT of a function says: absolute as it is, relative to the directory for
# images; of this name where it is empty.
function(_linuxbake_output_path out output default_name)
  if(output STREQUAL "")
    set(output "${default_name}")
  endif()
  _linuxbake_output_directory(directory)
  get_filename_component(path "${output}" ABSOLUTE BASE_DIR "${directory}")
  set(${out} "${path}" PARENT_SCOPE)
endfunction()

function(linuxbake_get_property out target property)
  set(where "${CMAKE_CURRENT_FUNCTION}(${out} ${target} ${property})")
  _linuxbake_read_property(known GLOBAL PROPERTY _LINUXBAKE_PROPERTIES)
  if(NOT property IN_LIST known)
    list(JOIN known ", " names)
    _linuxbake_error("${where}" "There is no property '${property}'." "There are: ${names}.")
  endif()
  if(NOT TARGET "${target}")
    _linuxbake_error("${where}" "'${target}' is not a target.")
  endif()
  _linuxbake_read_property(value TARGET "${target}" PROPERTY LINUXBAKE_${property})
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

function(_linuxbake_values_of_targets out property)
  set(values "")
  foreach(target IN LISTS ARGN)
    linuxbake_get_property(value "${target}" "${property}")
    list(APPEND values "${value}")
  endforeach()
  set(${out} "${values}" PARENT_SCOPE)
endfunction()
