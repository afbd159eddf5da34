# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
DebRepository
-------------

What linuxbake_add_repository() and linuxbake_rootfs_repository() are made of.

``_linuxbake_repository_debs(<where> <target> <out> <out-names> PACKAGES ... COMPONENTS ... TARGETS ...
COMMON ...)``
  The targets of the packages of a repository, and the names of the packages; those with defaults are
  made, with the arguments of COMMON besides.

``_linuxbake_write_repository(<target> <output> <stamp> SUITE <suite> WORDS <word>... DEPENDS ...)``
  The custom command that adds packages to a repository and signs it.

``_linuxbake_system_repository(<where> <prefix> <uri> REPOSITORY ... SUITE ... KEY ... NAME ...
COMPONENTS ...)``
  Sets ``<prefix>_SUITE``, ``_KEY``, ``_NAME`` and ``_COMPONENTS`` to what is given or known, and
  ``_KEY_SUFFIX`` and ``_DEPENDS``, of the key.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/DebPackage.cmake")

function(_linuxbake_check_repository_word where keyword word)
  if(NOT word MATCHES "^([a-z0-9][a-z0-9.+-]*)?$")
    _linuxbake_error("${where}" "${keyword} '${word}' cannot name a part of a repository."
      "Lower-case letters, digits and the characters . + - may stand in it.")
  endif()
endfunction()

function(_linuxbake_check_small_number where keyword number)
  if(NOT number MATCHES "^([1-9][0-9]?[0-9]?[0-9]?)?$")
    _linuxbake_error("${where}" "${keyword} '${number}' is not a number from 1 to 9999.")
  endif()
endfunction()

# The arguments that packages with defaults get, of those that have a value.
function(_linuxbake_repository_defaults out)
  _linuxbake_parse(given 1 "" "MAINTAINER;VERSION" "")
  set(arguments "")
  foreach(keyword IN ITEMS MAINTAINER VERSION)
    if(NOT "${given_${keyword}}" STREQUAL "")
      string(REPLACE ";" "\\;" value "${given_${keyword}}")
      list(APPEND arguments ${keyword} "${value}")
    endif()
  endforeach()
  set(${out} "${arguments}" PARENT_SCOPE)
endfunction()

function(_linuxbake_repository_debs where target out out_names)
  _linuxbake_parse(given 4 "" "" "PACKAGES;COMPONENTS;TARGETS;COMMON")
  if("${given_PACKAGES}${given_COMPONENTS}${given_TARGETS}" STREQUAL "")
    _linuxbake_error("${where}" "There is nothing in it."
      "Give at least one of PACKAGES, COMPONENTS and TARGETS.")
  endif()
  set(debs "")
  foreach(package IN LISTS given_PACKAGES)
    _linuxbake_require_target("${where}" PACKAGES "${package}" deb package)
    get_target_property(kind "${package}" LINUXBAKE_KIND)
    if(kind STREQUAL "package")
      linuxbake_add_deb("${target}-${package}" PACKAGE "${package}" ${given_COMMON})
      set(package "${target}-${package}")
    endif()
    list(APPEND debs "${package}")
  endforeach()
  foreach(keyword IN ITEMS COMPONENTS TARGETS)
    foreach(item IN LISTS given_${keyword})
      _linuxbake_deb_name(name "${item}")
      linuxbake_add_deb("${target}-${name}" ${keyword} "${item}" ${given_COMMON})
      list(APPEND debs "${target}-${name}")
    endforeach()
  endforeach()
  _linuxbake_names_of_debs(names "${where}" ${debs})
  set(${out} "${debs}" PARENT_SCOPE)
  set(${out_names} "${names}" PARENT_SCOPE)
endfunction()

# A package may be there for each architecture: names are "<name>" each, in the order of the targets.
function(_linuxbake_names_of_debs out where)
  set(names "")
  set(taken "")
  foreach(deb IN LISTS ARGN)
    get_target_property(name "${deb}" _LINUXBAKE_DEB_NAME)
    linuxbake_get_property(arch "${deb}" ARCH)
    if("${name}:${arch}" IN_LIST taken OR "${name}:all" IN_LIST taken
        OR (arch STREQUAL "all" AND name IN_LIST names))
      _linuxbake_error("${where}" "Two of its packages have the name '${name}'."
        "Give one of them another NAME, or another ARCH, with linuxbake_add_deb().")
    endif()
    list(APPEND taken "${name}:${arch}")
    list(APPEND names "${name}")
  endforeach()
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

# What the helper program gets of these packages, and what makes them.
function(_linuxbake_words_of_debs out_words out_depends area)
  set(words "")
  set(depends "")
  foreach(deb IN LISTS ARGN)
    set(file "$<TARGET_PROPERTY:${deb},LINUXBAKE_OUTPUT>")
    list(APPEND words "--package=${area}=${file}")
    list(APPEND depends "${deb}" "${file}")
  endforeach()
  set(${out_words} "${words}" PARENT_SCOPE)
  set(${out_depends} "${depends}" PARENT_SCOPE)
endfunction()

# Those that are given, and those of the packages.
function(_linuxbake_repository_architectures out where)
  _linuxbake_parse(its 2 "" "" "DEBS;ARCH")
  set(architectures "${its_ARCH}")
  foreach(deb IN LISTS its_DEBS)
    linuxbake_get_property(arch "${deb}" ARCH)
    if(NOT arch STREQUAL "all")
      list(APPEND architectures "${arch}")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES architectures)
  if(architectures STREQUAL "")
    _linuxbake_error("${where}" "All packages are for every architecture."
      "Say with ARCH for which systems the repository is, as ARCH x86_64.")
  endif()
  foreach(arch IN LISTS architectures)
    _linuxbake_get_architecture("${where}" "${arch}")
  endforeach()
  set(${out} "${architectures}" PARENT_SCOPE)
endfunction()

# Two repositories cannot be written to one directory: each would list the other's packages, and
# have the other's key.
function(_linuxbake_take_repository_directory where directory)
  _linuxbake_read_property(taken GLOBAL PROPERTY _LINUXBAKE_REPOSITORY_DIRECTORIES)
  if(directory IN_LIST taken)
    _linuxbake_error("${where}" "OUTPUT '${directory}' is another repository's."
      "Give one of them an OUTPUT of its own.")
  endif()
  set_property(GLOBAL APPEND PROPERTY _LINUXBAKE_REPOSITORY_DIRECTORIES "${directory}")
endfunction()

# What expires has to be signed again in time, though nothing in it changes: each build asks whether
# that is due, and a file says so. In <out> what the repository depends on then.
function(_linuxbake_watch_expiry out target output suite days)
  set(${out} "" PARENT_SCOPE)
  if(days STREQUAL "")
    return()
  endif()
  set(due "${CMAKE_CURRENT_BINARY_DIR}/${target}/due.txt")
  add_custom_target("${target}-due"
    COMMAND LinuxBake::deb due --directory "${output}" --suite "${suite}" --valid-days "${days}"
      --output "${due}"
    BYPRODUCTS "${due}"
    COMMENT "Looking whether ${target} has to be signed again" VERBATIM)
  set_target_properties("${target}-due" PROPERTIES FOLDER LinuxBake/internal)
  add_dependencies("${target}-due" LinuxBake::deb)
  set(${out} "${target}-due" "${due}" PARENT_SCOPE)
endfunction()

# Its inputs are also the packages that are there from earlier builds.
function(_linuxbake_write_repository target output stamp)
  _linuxbake_parse(write 3 "" "SUITE" "WORDS;DEPENDS")
  set(release "${output}/dists/${write_SUITE}/InRelease")
  _linuxbake_lost_output(lost_release lost_files "${target}" "${release}" "${output}.asc")
  add_custom_command(OUTPUT "${stamp}" BYPRODUCTS "${release}" "${output}.asc"
    COMMAND LinuxBake::deb repository --directory "${output}" --public-key "${output}.asc"
      ${write_WORDS} --depfile "${stamp}.d" --depfile-target "${stamp}" ${lost_release}
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    ${lost_files}
    DEPENDS LinuxBake::deb ${write_DEPENDS}
    DEPFILE "${stamp}.d"
    COMMENT "Writing ${target}" VERBATIM)
endfunction()

# A word of a .sources file, where a blank or a line break would begin another word or field.
function(_linuxbake_check_source_word where keyword word pattern remedy)
  if(NOT word MATCHES "${pattern}")
    string(REGEX REPLACE "[^ -~]" "?" visible "${word}")
    _linuxbake_error("${where}" "${keyword} '${visible}' ${remedy}")
  endif()
endfunction()

function(_linuxbake_check_system_source where)
  _linuxbake_parse(its 1 "" "SUITE" "URI;COMPONENTS")
  foreach(uri IN LISTS its_URI)
    _linuxbake_check_source_word("${where}" URI "${uri}" "^[a-z][a-z0-9+.-]*:[!-~]+$"
      "is no address, as http://example.org/packages.")
  endforeach()
  _linuxbake_check_source_word("${where}" SUITE "${its_SUITE}" "^([A-Za-z0-9.][A-Za-z0-9._+~/-]*)?$"
    "is no name of a suite, as stable, or ./ for a directory without suites.")
  foreach(component IN LISTS its_COMPONENTS)
    _linuxbake_check_source_word("${where}" COMPONENTS "${component}"
      "^[A-Za-z0-9][A-Za-z0-9._+~/-]*$" "is no name of a component, as main.")
  endforeach()
  if("${its_SUITE}" MATCHES "/$" AND NOT "${its_COMPONENTS}" STREQUAL "")
    _linuxbake_error("${where}" "COMPONENTS do not go with SUITE '${its_SUITE}': it ends in '/',"
      "so that it is a directory, which has none (sources.list(5)).")
  endif()
endfunction()

# Each is a file of its name.
function(_linuxbake_take_source_name where rootfs name)
  _linuxbake_read_property(taken TARGET "${rootfs}" PROPERTY _LINUXBAKE_SOURCE_NAMES)
  if(name IN_LIST taken)
    _linuxbake_error("${where}" "'${rootfs}' has a repository '${name}' already."
      "Give this one another NAME. Several addresses of one repository are several URI.")
  endif()
  set_property(TARGET "${rootfs}" APPEND PROPERTY _LINUXBAKE_SOURCE_NAMES "${name}")
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

# The address without its signs.
function(_linuxbake_name_of_uri out uri)
  string(REGEX REPLACE "^[a-z0-9+.-]+:/*|[/]+$" "" name "${uri}")
  string(REGEX REPLACE "[^A-Za-z0-9]+" "-" name "${name}")
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

function(_linuxbake_system_repository where prefix uri)
  _linuxbake_parse(given 3 "" "REPOSITORY;SUITE;KEY;NAME" "COMPONENTS")
  set(repository "${given_REPOSITORY}")
  set(components main)
  if(NOT repository STREQUAL "")
    if(NOT "${given_SUITE}${given_KEY}" STREQUAL "")
      _linuxbake_error("${where}" "REPOSITORY knows its SUITE and KEY. Leave these out.")
    endif()
    _linuxbake_require_target("${where}" REPOSITORY "${repository}" repository)
    linuxbake_get_property(given_SUITE "${repository}" SUITE)
    linuxbake_get_property(key "${repository}" KEY)
    _linuxbake_read_property(components TARGET "${repository}" PROPERTY _LINUXBAKE_AREA)
    set(name "${repository}")
    set(key_suffix asc)
    set(depends "${repository}" "${key}")
  elseif("${given_SUITE}" STREQUAL "" OR "${given_KEY}" STREQUAL "")
    _linuxbake_error("${where}" "Give REPOSITORY, or SUITE and KEY."
      "Without a key a system trusts anybody who answers.")
  else()
    _linuxbake_require_file("${where}" KEY "${given_KEY}" key)
    _linuxbake_public_key_suffix(key_suffix "${where}" "${key}")
    _linuxbake_name_of_uri(name "${uri}")
    set(depends "${key}")
  endif()
  _linuxbake_value_or(components "${given_COMPONENTS}" "${components}")
  if(given_SUITE MATCHES "/$") # a directory has none
    set(components "")
  endif()
  _linuxbake_value_or(name "${given_NAME}" "${name}")
  # apt passes over files with other names (sources.list(5)).
  if(NOT name MATCHES "^[A-Za-z0-9_.-]+$")
    _linuxbake_error("${where}" "NAME '${name}' is no name of a file that apt reads."
      "Letters, digits and the characters _ . - may stand in it.")
  endif()
  set(${prefix}_SUITE "${given_SUITE}" PARENT_SCOPE)
  set(${prefix}_KEY "${key}" PARENT_SCOPE)
  set(${prefix}_KEY_SUFFIX "${key_suffix}" PARENT_SCOPE)
  set(${prefix}_NAME "${name}" PARENT_SCOPE)
  set(${prefix}_COMPONENTS "${components}" PARENT_SCOPE)
  set(${prefix}_DEPENDS "${depends}" PARENT_SCOPE)
endfunction()
