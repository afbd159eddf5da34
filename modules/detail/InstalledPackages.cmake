# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
InstalledPackages
-----------------

Debian packages that a root file system has when it is built, and dpkg's database of them.

``_linuxbake_installed_packages(<rootfs>)``
  The target ``<rootfs>-packages``, which unpacks all packages of the rootfs, whoever names them and
  when; made by the first call.  Its manifest is included by ENTRIES of the rootfs.

``_linuxbake_install_packages(<where> <rootfs> PACKAGES <package>... [REPOSITORY <target>])``
  What ``linuxbake_rootfs_install(PACKAGES)`` does.

Properties of the rootfs: ``_LINUXBAKE_DEBS``, their files; ``_LINUXBAKE_DEB_DEPENDS``, what makes
those; ``_LINUXBAKE_BASE``, the control paragraphs of the system itself; ``_LINUXBAKE_BASE_FILES``, control
files of these; ``_LINUXBAKE_DATABASE``, a directory with what dpkg knows already.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/LostOutput.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/ManifestLines.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")

function(_linuxbake_installed_packages rootfs)
  set(target "${rootfs}-packages")
  if(TARGET "${target}")
    return()
  endif()
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(stamp "${directory}/${target}.stamp")
  set(manifest "${directory}/manifest.txt")
  _linuxbake_manifest_word(word "${manifest}")

  # All that is in the system but this.
  _linuxbake_evaluated_property(entries "${rootfs}" ENTRIES)
  _linuxbake_evaluated_property(depends "${rootfs}" DEPENDS)
  string(REGEX REPLACE "([.+])" "\\\\\\1" pattern "${target}")
  set(entries "$<FILTER:${entries},EXCLUDE,^include .*/${pattern}/manifest.txt.$>")
  set(depends "$<FILTER:${depends},EXCLUDE,^(.*/)?${pattern}(.stamp)?$>")
  set(debs "$<TARGET_GENEX_EVAL:${rootfs},$<TARGET_PROPERTY:${rootfs},_LINUXBAKE_DEBS>>")
  set(deb_depends
    "$<TARGET_GENEX_EVAL:${rootfs},$<TARGET_PROPERTY:${rootfs},_LINUXBAKE_DEB_DEPENDS>>")
  set(base "$<TARGET_PROPERTY:${rootfs},_LINUXBAKE_BASE>")
  set(base_files "$<TARGET_PROPERTY:${rootfs},_LINUXBAKE_BASE_FILES>")
  set(database "$<TARGET_PROPERTY:${rootfs},_LINUXBAKE_DATABASE>")
  set(arch "$<TARGET_PROPERTY:${rootfs},LINUXBAKE_ARCH>")
  _linuxbake_host_architecture(host)
  _linuxbake_read_property(several_configurations GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  set(suffix "")
  if(several_configurations)
    set(suffix "-$<CONFIG>") # the programs differ
  endif()
  set(list "${directory}/packages${suffix}.txt")
  set(base_manifest "${directory}/base${suffix}.txt")
  file(GENERATE OUTPUT "${list}" CONTENT "$<JOIN:${debs},\n>\n")
  file(GENERATE OUTPUT "${base_manifest}" CONTENT "# Made by CMake.\n$<JOIN:${entries},\n>\n")
  _linuxbake_lost_output(lost_manifest lost_files "${target}" "${manifest}")
  add_custom_command(OUTPUT "${stamp}" BYPRODUCTS "${manifest}"
    COMMAND LinuxBake::deb unpack --packages-file "${list}"
      --arch "$<IF:$<BOOL:${arch}>,${arch},${host}>"
      --directory "${directory}/files" --manifest "${manifest}"
      "$<$<BOOL:${base}>:--base;${base};--base-manifest;${base_manifest}>"
      "$<$<BOOL:${base_files}>:--base-file=$<JOIN:${base_files},;--base-file=>>"
      "$<$<BOOL:${database}>:--database;${database}>"
      --depfile "${stamp}.d" --depfile-target "${stamp}" ${lost_manifest}
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    ${lost_files}
    DEPENDS LinuxBake::deb "${list}" "${deb_depends}" "${base}" "${base_files}"
      "$<$<BOOL:${base}>:${base_manifest}>" "$<$<BOOL:${base}>:${depends}>"
    DEPFILE "${stamp}.d"
    COMMENT "Installing the packages of ${rootfs}" VERBATIM COMMAND_EXPAND_LISTS)
  add_custom_target("${target}" DEPENDS "${stamp}")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake/internal)
  _linuxbake_append_to_rootfs("${rootfs}" ENTRIES "include ${word}"
    DEPENDS "${target}" "${stamp}")
endfunction()

# A directory that is there, or that other targets make.
function(_linuxbake_database_of_build where rootfs given_database depends)
  get_filename_component(database "${given_database}" ABSOLUTE BASE_DIR
    "${CMAKE_CURRENT_SOURCE_DIR}")
  foreach(item IN LISTS depends)
    if(NOT TARGET "${item}" AND NOT IS_ABSOLUTE "${item}")
      _linuxbake_error("${where}" "DEPENDS '${item}' is neither a target nor an absolute path."
        "Name the target that makes the database, and a file that is newer then.")
    endif()
  endforeach()
  if(depends STREQUAL "" AND NOT EXISTS "${database}/status")
    _linuxbake_error("${where}" "DATABASE '${given_database}' is no database of dpkg: it has no file"
      "'status'. If the build makes it, name what does with DEPENDS.")
  endif()
  set_property(TARGET "${rootfs}" PROPERTY _LINUXBAKE_DATABASE "${database}")
  set_property(TARGET "${rootfs}" APPEND PROPERTY _LINUXBAKE_DEB_DEPENDS ${depends})
endfunction()

# Of targets of one name, for different architectures: that which the system can run.
function(_linuxbake_deb_for_rootfs out rootfs)
  _linuxbake_read_property(arch TARGET "${rootfs}" PROPERTY LINUXBAKE_ARCH)
  _linuxbake_host_architecture(host)
  _linuxbake_value_or(arch "${arch}" "${host}")
  list(GET ARGN 0 found)
  foreach(deb IN LISTS ARGN)
    linuxbake_get_property(its_arch "${deb}" ARCH)
    if(its_arch STREQUAL arch)
      set(found "${deb}")
    endif()
  endforeach()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

# The target of a package in a repository.
function(_linuxbake_deb_of_repository out where rootfs name repository)
  _linuxbake_read_property(names TARGET "${repository}" PROPERTY _LINUXBAKE_DEB_NAMES)
  linuxbake_get_property(debs "${repository}" PACKAGES)
  set(found "")
  foreach(its_name deb IN ZIP_LISTS names debs)
    if(its_name STREQUAL name)
      list(APPEND found "${deb}")
    endif()
  endforeach()
  if(found STREQUAL "" AND name MATCHES "^([^=]+)=" AND CMAKE_MATCH_1 IN_LIST names)
    _linuxbake_error("${where}" "PACKAGES '${name}': a build installs the version that it makes."
      "Give '${CMAKE_MATCH_1}', or an earlier version's file: <OUTPUT of '${repository}'>/pool/….deb")
  elseif(found STREQUAL "")
    list(JOIN names ", " known)
    _linuxbake_error("${where}" "PACKAGES '${name}' is no package of '${repository}'."
      "It has: ${known}.")
  endif()
  _linuxbake_deb_for_rootfs(deb "${rootfs}" ${found})
  set(${out} "${deb}" PARENT_SCOPE)
endfunction()

function(_linuxbake_install_packages where rootfs)
  _linuxbake_parse(install 2 "" "REPOSITORY" "PACKAGES")
  if(NOT "${install_REPOSITORY}" STREQUAL "")
    _linuxbake_require_target("${where}" REPOSITORY "${install_REPOSITORY}" repository)
  endif()
  foreach(package IN LISTS install_PACKAGES)
    set(deb "")
    if(NOT "${install_REPOSITORY}" STREQUAL "")
      _linuxbake_deb_of_repository(deb "${where}" "${rootfs}" "${package}" "${install_REPOSITORY}")
    elseif(TARGET "${package}")
      _linuxbake_require_target("${where}" PACKAGES "${package}" deb)
      set(deb "${package}")
    endif()
    if(NOT deb STREQUAL "")
      set(file "$<TARGET_PROPERTY:${deb},LINUXBAKE_OUTPUT>")
      set(depends "${deb}" "${file}")
    else()
      _linuxbake_deb_file(file "${where}" "${package}")
      set(depends "${file}")
    endif()
    set_property(TARGET "${rootfs}" APPEND PROPERTY _LINUXBAKE_DEBS "${file}")
    set_property(TARGET "${rootfs}" APPEND PROPERTY _LINUXBAKE_DEB_DEPENDS ${depends})
  endforeach()
  _linuxbake_installed_packages("${rootfs}")
endfunction()

# A file that is there, or that the build makes.
function(_linuxbake_deb_file out where package)
  if(package MATCHES "\\$<")
    set(${out} "${package}" PARENT_SCOPE)
    return()
  endif()
  get_filename_component(path "${package}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  if(NOT package MATCHES "\\.deb$")
    _linuxbake_error("${where}" "PACKAGES '${package}' is neither a file *.deb nor a target of"
      "linuxbake_add_deb(). A package of a repository is named with REPOSITORY <target>.")
  elseif(NOT EXISTS "${path}" AND NOT IS_ABSOLUTE "${package}")
    _linuxbake_error("${where}" "PACKAGES '${package}' is not a file." "Looked for: ${path}"
      "If the build makes it, give its absolute path.")
  endif()
  set(${out} "${path}" PARENT_SCOPE)
endfunction()

# Packages say themselves what goes where.
function(_linuxbake_does_not_go_with_packages where keyword)
  _linuxbake_error("${where}" "${keyword} does not go with PACKAGES,"
    "which say themselves what is where. Install other things with another call.")
endfunction()
