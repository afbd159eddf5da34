# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Deb
---

What ``LinuxBakeRepository.cmake`` is made of.  Functions without arguments for it read the ``arg_``
variables of linuxbake_add_deb() or linuxbake_add_repository().

``_linuxbake_pack_deb(<target> <stamp> <output> [WORDS <word>...] [DEPENDS <file>...])``
  The custom command that packs what ENTRIES of the target declare.

``_linuxbake_write_repository(<target> <output> <stamp> SUITE <suite> WORDS <word>... DEPENDS ...)``
  The custom command that adds packages to a repository and signs it.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/KernelOptions.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/ManifestLines.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TopDirectory.cmake")

# Which of the keywords for what is in a package was given.
function(_linuxbake_deb_content where out)
  set(given "")
  foreach(keyword IN ITEMS PACKAGE COMPONENTS TARGETS ROOTFS)
    if(NOT "${arg_${keyword}}" STREQUAL "")
      list(APPEND given "${keyword}")
    endif()
  endforeach()
  list(LENGTH given count)
  if(NOT count EQUAL 1)
    _linuxbake_error("${where}" "Give exactly one of PACKAGE, COMPONENTS, TARGETS and ROOTFS.")
  endif()
  if(given STREQUAL "PACKAGE")
    _linuxbake_require_target("${where}" PACKAGE "${arg_PACKAGE}" package)
  elseif(given STREQUAL "ROOTFS")
    _linuxbake_require_target("${where}" ROOTFS "${arg_ROOTFS}" rootfs)
  endif()
  set(${out} "${given}" PARENT_SCOPE)
endfunction()

# Keywords that mean nothing without another one.
function(_linuxbake_deb_only_with where content)
  foreach(pair IN ITEMS DESTINATION=TARGETS PREFIX=COMPONENTS STRIP=COMPONENTS BUILT_BY=COMPONENTS)
    string(REGEX MATCH "^(.*)=(.*)$" pair "${pair}")
    if(arg_${CMAKE_MATCH_1} AND NOT content STREQUAL CMAKE_MATCH_2)
      _linuxbake_error("${where}" "${CMAKE_MATCH_1} goes with ${CMAKE_MATCH_2} only.")
    endif()
  endforeach()
  foreach(path IN ITEMS DESTINATION PREFIX)
    if(NOT "${arg_${path}}" STREQUAL "")
      _linuxbake_require_rootfs_path("${where}" ${path} "${arg_${path}}")
    endif()
  endforeach()
  foreach(target IN LISTS arg_BUILT_BY)
    if(NOT TARGET "${target}")
      _linuxbake_error("${where}" "BUILT_BY '${target}' is not a target."
        "Name the target that makes what is installed.")
    endif()
  endforeach()
endfunction()

# What Debian would call it.
function(_linuxbake_deb_name out text)
  string(TOLOWER "${text}" name)
  string(REGEX REPLACE "[^a-z0-9.+-]+" "-" name "${name}")
  string(REGEX REPLACE "^[-.+]+|[-]+$" "" name "${name}")
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

# For which architecture programs of the project are.
function(_linuxbake_project_architecture out)
  _linuxbake_host_architecture(arch)
  if(CMAKE_CROSSCOMPILING)
    set(arch "${CMAKE_SYSTEM_PROCESSOR}")
    if(arch STREQUAL "arm64")
      set(arch aarch64)
    elseif(arch MATCHES "^i[56]86$")
      set(arch i386)
    endif()
  endif()
  set(${out} "${arch}" PARENT_SCOPE)
endfunction()

# Of a tree of the user's own that stands for a declared source, it is after the version of that.
function(_linuxbake_version_of_package out package)
  _linuxbake_read_property(version TARGET "${package}" PROPERTY _LINUXBAKE_SOURCE_VERSION)
  if(version STREQUAL "local")
    include("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/SourceCatalogue.cmake")
    _linuxbake_read_property(source TARGET "${package}" PROPERTY _LINUXBAKE_SOURCE)
    _linuxbake_read_property(versions GLOBAL PROPERTY "_LINUXBAKE_SOURCE_${source}_VERSIONS")
    set(version "")
    if(versions)
      list(GET versions 0 version)
      string(APPEND version "+local")
    endif()
  endif()
  set(${out} "${version}" PARENT_SCOPE)
endfunction()

# For which architecture what is packed is, as far as it says that.
function(_linuxbake_content_architecture out where content)
  _linuxbake_project_architecture(arch)
  set(known "")
  if(NOT content STREQUAL "COMPONENTS")
    foreach(item IN LISTS arg_${content})
      if(TARGET "${item}") # others are an error later
        list(APPEND known "${item}")
      endif()
    endforeach()
  endif()
  _linuxbake_require_same_arch("${where}" ${known})
  foreach(item IN LISTS known)
    _linuxbake_read_property(its_arch TARGET "${item}" PROPERTY LINUXBAKE_ARCH)
    if(NOT "${its_arch}" STREQUAL "")
      set(arch "${its_arch}")
    endif()
  endforeach()
  set(${out} "${arch}" PARENT_SCOPE)
endfunction()

# The defaults of linuxbake_add_deb(), in the caller.
function(_linuxbake_deb_defaults where target content)
  set(name "${target}")
  list(LENGTH arg_${content} count)
  if(count EQUAL 1 AND NOT content STREQUAL "ROOTFS")
    set(name "${arg_${content}}")
  endif()
  _linuxbake_deb_name(NAME "${name}")
  set(VERSION "${PROJECT_VERSION}")
  _linuxbake_content_architecture(ARCH "${where}" "${content}")
  if(content STREQUAL "PACKAGE")
    _linuxbake_version_of_package(VERSION "${arg_PACKAGE}")
    _linuxbake_read_property(license TARGET "${arg_PACKAGE}" PROPERTY _LINUXBAKE_SOURCE_LICENSE)
    if(NOT "${license}" STREQUAL "" AND NOT "${arg_FIELDS}" MATCHES "(^|;)License=")
      set(arg_FIELDS ${arg_FIELDS} "License=${license}" PARENT_SCOPE)
    endif()
  endif()
  set(DESCRIPTION "${NAME}")
  set(MAINTAINER "nobody <nobody@localhost>")
  set(COMPRESSION xz)
  set(PREFIX /usr)
  foreach(keyword IN ITEMS NAME VERSION ARCH DESCRIPTION MAINTAINER COMPRESSION PREFIX)
    if("${arg_${keyword}}" STREQUAL "")
      set(arg_${keyword} "${${keyword}}" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# The control file, but for Architecture.
function(_linuxbake_deb_control out)
  set(text "Package: ${arg_NAME}\nVersion: ${arg_VERSION}\nMaintainer: ${arg_MAINTAINER}\n")
  if(NOT "${arg_DEPENDS}" STREQUAL "")
    list(JOIN arg_DEPENDS ", " relations)
    string(APPEND text "Depends: ${relations}\n")
  endif()
  foreach(field IN LISTS arg_FIELDS)
    string(REGEX REPLACE "^([^=]+)=" "\\1: " field "${field}")
    string(APPEND text "${field}\n")
  endforeach()
  # Lines behind the first begin with a blank, and one without words is a dot.
  string(REPLACE "\n" "\n " description "${arg_DESCRIPTION}")
  while(description MATCHES "\n[ \t]+(\n|$)")
    string(REGEX REPLACE "\n[ \t]+(\n|$)" "\n .\\1" description "${description}")
  endwhile()
  set(${out} "${text}Description: ${description}\n" PARENT_SCOPE)
endfunction()

# What dpkg would not take; the helper program looks at the rest.
function(_linuxbake_check_deb where)
  if(NOT arg_NAME MATCHES "^[a-z0-9][a-z0-9.+-]+$")
    _linuxbake_error("${where}" "NAME '${arg_NAME}' is no name of a Debian package."
      "It has two or more of lower-case letters, digits and + - . and begins with none of the signs.")
  elseif("${arg_VERSION}" STREQUAL "")
    _linuxbake_error("${where}" "Nothing says which VERSION it is."
      "Give one, or give project() a VERSION.")
  elseif(NOT arg_VERSION MATCHES "^([0-9]+:)?[0-9][A-Za-z0-9.+~-]*$" OR arg_VERSION MATCHES "-$")
    _linuxbake_error("${where}" "VERSION '${arg_VERSION}' is no version of a Debian package."
      "It begins with a digit and has letters, digits and . + ~ -, as 1.2-3 or 1.2~rc1.")
  endif()
  if(NOT arg_ARCH STREQUAL "all")
    _linuxbake_get_architecture("${where}" "${arg_ARCH}")
  endif()
  _linuxbake_one_of("${where}" COMPRESSION "${arg_COMPRESSION}" xz zstd gzip none)
  foreach(keyword IN ITEMS MAINTAINER DEPENDS FIELDS)
    if("${arg_${keyword}}" MATCHES "\n")
      _linuxbake_error("${where}" "${keyword} has a line break in it."
        "Only DESCRIPTION may have several lines.")
    endif()
  endforeach()
  foreach(field IN LISTS arg_FIELDS)
    if(NOT field MATCHES "^([A-Za-z][A-Za-z0-9-]*)=.")
      _linuxbake_error("${where}" "FIELDS '${field}' is not <name>=<value>, as Section=utils.")
    elseif(CMAKE_MATCH_1 MATCHES
        "^(Package|Version|Architecture|Description|Maintainer|Depends|Installed-Size)$")
      _linuxbake_error("${where}" "FIELDS '${field}': this field has a keyword of its own,"
        "or is counted.")
    endif()
  endforeach()
  foreach(path IN LISTS arg_CONFFILES)
    _linuxbake_require_rootfs_path("${where}" CONFFILES "${path}")
  endforeach()
endfunction()

function(_linuxbake_deb_scripts where out out_files)
  set(words "")
  set(files "")
  foreach(keyword IN ITEMS PREINST POSTINST PRERM POSTRM)
    if("${arg_${keyword}}" STREQUAL "")
      continue()
    endif()
    _linuxbake_require_file("${where}" ${keyword} "${arg_${keyword}}" file)
    string(TOLOWER "${keyword}" script)
    list(APPEND words "--script=${script}=${file}")
    list(APPEND files "${file}")
  endforeach()
  set(${out} "${words}" PARENT_SCOPE)
  set(${out_files} "${files}" PARENT_SCOPE)
endfunction()

# ENTRIES and DEPENDS of the target: what is in the package.
function(_linuxbake_deb_entries where target content)
  if(content STREQUAL "COMPONENTS")
    _linuxbake_stage_components("${target}")
  elseif(content STREQUAL "TARGETS")
    foreach(item IN LISTS arg_TARGETS)
      _linuxbake_install_deb_target("${where}" "${target}" "${item}")
    endforeach()
  else()
    _linuxbake_evaluated_property(entries "${arg_${content}}" ENTRIES)
    _linuxbake_evaluated_property(depends "${arg_${content}}" DEPENDS)
    _linuxbake_append_to_rootfs("${target}" ENTRIES "${entries}"
      DEPENDS "${arg_${content}}" "${depends}")
  endif()
endfunction()

function(_linuxbake_install_deb_target where target item)
  if("${arg_DESTINATION}" STREQUAL "")
    set(arg_DESTINATION /usr/bin)
    if(TARGET "${item}")
      get_target_property(type "${item}" TYPE)
      if(type MATCHES "LIBRARY")
        set(arg_DESTINATION /usr/lib)
      endif()
    endif()
  endif()
  set(arg_RENAME "")
  set(arg_OVERRIDE FALSE)
  _linuxbake_install_target("${where}" "${target}" "${item}" "0755 0 0")
endfunction()

# What is installed is known to the install scripts alone: each build runs them, and the manifest
# is another one only where something else is installed.
function(_linuxbake_stage_components target)
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(manifest "${directory}/staged.txt")
  _linuxbake_top_binary_directory(build)
  set(words "")
  foreach(component IN LISTS arg_COMPONENTS)
    list(APPEND words "--component=${component}")
  endforeach()
  if(arg_STRIP)
    list(APPEND words --strip)
  endif()
  add_custom_target("${target}-staged"
    COMMAND LinuxBake::deb stage --build "${build}" --cmake "${CMAKE_COMMAND}" ${words}
      "--prefix=${arg_PREFIX}" "--config=$<CONFIG>" --directory "${directory}/stage"
      --manifest "${manifest}"
    BYPRODUCTS "${manifest}"
    COMMENT "Looking at what ${target} installs" VERBATIM)
  set_target_properties("${target}-staged" PROPERTIES FOLDER LinuxBake/internal)
  add_dependencies("${target}-staged" LinuxBake::deb)
  if(NOT "${arg_BUILT_BY}" STREQUAL "")
    add_dependencies("${target}-staged" ${arg_BUILT_BY})
  endif()
  _linuxbake_call_at_end(_linuxbake_build_before_staging "${target}-staged")
  _linuxbake_manifest_word(word "${manifest}")
  _linuxbake_append_to_rootfs("${target}" ENTRIES "include ${word}"
    DEPENDS "${target}-staged" "${manifest}")
endfunction()

# `cmake --install` builds nothing: all programs and libraries of the default build come before.
function(_linuxbake_build_before_staging staged)
  _linuxbake_forget_caller(staged)
  _linuxbake_top_directory(directories)
  set(built "")
  while(NOT directories STREQUAL "")
    list(POP_FRONT directories directory)
    _linuxbake_read_property(targets DIRECTORY "${directory}" PROPERTY BUILDSYSTEM_TARGETS)
    _linuxbake_read_property(below DIRECTORY "${directory}" PROPERTY SUBDIRECTORIES)
    list(APPEND directories ${below})
    foreach(target IN LISTS targets)
      get_target_property(type "${target}" TYPE)
      get_target_property(left_out "${target}" EXCLUDE_FROM_ALL)
      if(type MATCHES "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY)$" AND NOT left_out)
        list(APPEND built "${target}")
      endif()
    endforeach()
  endwhile()
  if(NOT built STREQUAL "")
    add_dependencies("${staged}" ${built})
  endif()
endfunction()

function(_linuxbake_pack_deb target stamp output)
  _linuxbake_parse(pack 3 "" "" "WORDS;DEPENDS")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  _linuxbake_read_property(several_configurations GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  set(manifest "${directory}/manifest.txt")
  if(several_configurations)
    set(manifest "${directory}/manifest-$<CONFIG>.txt") # the programs differ
  endif()
  _linuxbake_evaluated_property(entries "${target}" ENTRIES)
  _linuxbake_evaluated_property(depends "${target}" DEPENDS)
  file(GENERATE OUTPUT "${manifest}" CONTENT "# Made by CMake.\n$<JOIN:${entries},\n>\n")
  set(lost_package "")
  set(lost_files "")
  if(CMAKE_GENERATOR MATCHES "Makefiles") # as in Rootfs.cmake
    set(lost_package --depfile-also "${output}")
    set(lost_files COMMAND "${CMAKE_COMMAND}" -E rm -f
      "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/compiler_depend.internal")
  endif()
  add_custom_command(OUTPUT "${stamp}" BYPRODUCTS "${output}"
    COMMAND LinuxBake::deb pack --manifest "${manifest}" --output "${output}" ${pack_WORDS}
      --depfile "${stamp}.d" --depfile-target "${stamp}" ${lost_package}
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    ${lost_files}
    DEPENDS LinuxBake::deb "${manifest}" "${depends}" ${pack_DEPENDS}
    DEPFILE "${stamp}.d"
    COMMENT "Packing ${target}" VERBATIM)
endfunction()

# The arguments of linuxbake_add_repository(); sets its defaults.
function(_linuxbake_check_repository where)
  foreach(keyword IN ITEMS SUITE AREA)
    if(NOT "${arg_${keyword}}" MATCHES "^([a-z0-9][a-z0-9.+-]*)?$")
      _linuxbake_error("${where}" "${keyword} '${arg_${keyword}}' is no name for a part of a repository."
        "Lower-case letters, digits and the characters . + - may stand in it.")
    endif()
  endforeach()
  foreach(keyword IN ITEMS VALID_DAYS KEEP)
    if(NOT "${arg_${keyword}}" MATCHES "^([1-9][0-9]?[0-9]?[0-9]?)?$")
      _linuxbake_error("${where}" "${keyword} '${arg_${keyword}}' is not a number from 1 to 9999.")
    endif()
  endforeach()
  if("${arg_PACKAGES}${arg_COMPONENTS}${arg_TARGETS}" STREQUAL "")
    _linuxbake_error("${where}" "There is nothing in it."
      "Give at least one of PACKAGES, COMPONENTS and TARGETS.")
  endif()
  if("${arg_AREA}" STREQUAL "")
    set(arg_AREA main PARENT_SCOPE)
  endif()
  foreach(keyword IN ITEMS ORIGIN LABEL)
    if("${arg_${keyword}}" STREQUAL "")
      set(arg_${keyword} "${PROJECT_NAME}" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# The targets of the packages, and their names; those with defaults are made.
function(_linuxbake_repository_debs where target out out_names)
  set(debs "")
  set(common "")
  foreach(keyword IN ITEMS MAINTAINER VERSION)
    if(NOT "${arg_${keyword}}" STREQUAL "")
      list(APPEND common ${keyword} "${arg_${keyword}}")
    endif()
  endforeach()
  foreach(package IN LISTS arg_PACKAGES)
    _linuxbake_require_target("${where}" PACKAGES "${package}" deb package)
    get_target_property(kind "${package}" LINUXBAKE_KIND)
    if(kind STREQUAL "package")
      linuxbake_add_deb("${target}-${package}" PACKAGE "${package}" ${common})
      set(package "${target}-${package}")
    endif()
    list(APPEND debs "${package}")
  endforeach()
  foreach(keyword IN ITEMS COMPONENTS TARGETS)
    foreach(item IN LISTS arg_${keyword})
      _linuxbake_deb_name(name "${item}")
      linuxbake_add_deb("${target}-${name}" ${keyword} "${item}" ${common})
      list(APPEND debs "${target}-${name}")
    endforeach()
  endforeach()
  set(names "")
  foreach(deb IN LISTS debs)
    get_target_property(name "${deb}" _LINUXBAKE_DEB_NAME)
    if(name IN_LIST names)
      _linuxbake_error("${where}" "Two of its packages have the name '${name}'."
        "Give one of them another NAME, with linuxbake_add_deb().")
    endif()
    list(APPEND names "${name}")
  endforeach()
  set(${out} "${debs}" PARENT_SCOPE)
  set(${out_names} "${names}" PARENT_SCOPE)
endfunction()

# Its inputs are also the packages that are there from earlier builds.
function(_linuxbake_write_repository target output stamp)
  _linuxbake_parse(write 3 "" "SUITE" "WORDS;DEPENDS")
  set(release "${output}/dists/${write_SUITE}/InRelease")
  set(lost_release "")
  set(lost_files "")
  if(CMAKE_GENERATOR MATCHES "Makefiles") # as in Rootfs.cmake
    set(lost_release --depfile-also "${release}" --depfile-also "${output}.asc")
    set(lost_files COMMAND "${CMAKE_COMMAND}" -E rm -f
      "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/compiler_depend.internal")
  endif()
  add_custom_command(OUTPUT "${stamp}" BYPRODUCTS "${release}" "${output}.asc"
    COMMAND LinuxBake::deb repository --directory "${output}" --public-key "${output}.asc"
      ${write_WORDS} --depfile "${stamp}.d" --depfile-target "${stamp}" ${lost_release}
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    ${lost_files}
    DEPENDS LinuxBake::deb ${write_DEPENDS}
    DEPFILE "${stamp}.d"
    COMMENT "Writing ${target}" VERBATIM)
endfunction()

function(_linuxbake_check_uris where)
  foreach(uri IN LISTS ARGN)
    if(NOT uri MATCHES "^[a-z][a-z0-9+.-]*:[^ \t\n]+$")
      _linuxbake_error("${where}" "URI '${uri}' is no address, as http://example.org/packages.")
    endif()
  endforeach()
endfunction()

# Whether a file is a key that anybody may have, and how its name has to end.
function(_linuxbake_public_key_suffix out where file)
  file(READ "${file}" text LIMIT 4096)
  file(READ "${file}" first LIMIT 1 HEX)
  # The tag of the first packet (RFC 4880, 4.2 and 4.3): 6 is a public key, 5 a secret one.
  if(text MATCHES "BEGIN PGP PUBLIC KEY BLOCK")
    set(suffix asc)
  elseif(first MATCHES "^(98|99|9a|c6)$")
    set(suffix gpg)
  elseif(text MATCHES "BEGIN PGP PRIVATE KEY BLOCK" OR first MATCHES "^(94|95|96|c5)$")
    _linuxbake_error("${where}" "KEY '${file}' is a secret key: it would be in every system."
      "Give the public one: gpg --export --armor <its fingerprint>")
  else()
    _linuxbake_error("${where}" "KEY '${file}' is no OpenPGP key."
      "Give what writes: gpg --export --armor <its fingerprint>")
  endif()
  set(${out} "${suffix}" PARENT_SCOPE)
endfunction()

# Sets SUITE, KEY, COMPONENTS and NAME of linuxbake_rootfs_repository(), key_suffix and
# key_depends.
macro(_linuxbake_repository_of_system where rootfs)
  set(key_depends "")
  set(default_components main)
  if(NOT "${arg_REPOSITORY}" STREQUAL "")
    if(NOT "${arg_SUITE}${arg_KEY}" STREQUAL "")
      _linuxbake_error("${where}" "REPOSITORY knows its SUITE and KEY. Leave these out.")
    endif()
    _linuxbake_require_target("${where}" REPOSITORY "${arg_REPOSITORY}" repository)
    linuxbake_get_property(arg_SUITE "${arg_REPOSITORY}" SUITE)
    linuxbake_get_property(arg_KEY "${arg_REPOSITORY}" KEY)
    _linuxbake_read_property(default_components TARGET "${arg_REPOSITORY}" PROPERTY
      _LINUXBAKE_AREA)
    set(default_name "${arg_REPOSITORY}")
    set(key_suffix asc)
    set(key_depends "${arg_REPOSITORY}" "${arg_KEY}")
  elseif("${arg_SUITE}" STREQUAL "" OR "${arg_KEY}" STREQUAL "")
    _linuxbake_error("${where}" "Give REPOSITORY, or SUITE and KEY."
      "Without a key a system trusts whoever answers.")
  else()
    _linuxbake_require_file("${where}" KEY "${arg_KEY}" arg_KEY)
    _linuxbake_public_key_suffix(key_suffix "${where}" "${arg_KEY}")
    list(GET arg_URI 0 default_name)
    string(REGEX REPLACE "^[a-z0-9+.-]+:/*|[/]+$" "" default_name "${default_name}")
    string(REGEX REPLACE "[^A-Za-z0-9]+" "-" default_name "${default_name}")
    set(key_depends "${arg_KEY}")
  endif()
  if("${arg_COMPONENTS}" STREQUAL "")
    set(arg_COMPONENTS "${default_components}")
  endif()
  if("${arg_NAME}" STREQUAL "")
    set(arg_NAME "${default_name}")
  endif()
  # apt passes over files with other names (sources.list(5)).
  if(NOT arg_NAME MATCHES "^[A-Za-z0-9_.-]+$")
    _linuxbake_error("${where}" "NAME '${arg_NAME}' is no name of a file that apt reads."
      "Letters, digits and the characters _ . - may stand in it.")
  endif()
endmacro()
