# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
DebPackage
----------

What linuxbake_add_deb() is made of: what is in a package, what its control file says, and the
command that packs it.  ``<content>`` is the keyword that says what is in it (PACKAGE, COMPONENTS,
TARGETS or ROOTFS), ``<items>`` its value.

``_linuxbake_deb_name(<out> <text>)``
  What Debian would call a package of this name.

``_linuxbake_value_or(<out> <value> <default>)``
  The value, or the default if it is empty.

``_linuxbake_pack_deb(<target> <stamp> <output> [WORDS <word>...] [DEPENDS <file>...])``
  The custom command that packs what ENTRIES of the target declare.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/KernelOptions.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/LostOutput.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/ManifestLines.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TopDirectory.cmake")

# The keyword among these that was given, whose target has to be of the right kind.
function(_linuxbake_deb_content out where package components targets rootfs)
  _linuxbake_exactly_one("${where}" given PACKAGE "${package}" COMPONENTS "${components}"
    TARGETS "${targets}" ROOTFS "${rootfs}")
  if(given STREQUAL "PACKAGE")
    _linuxbake_require_target("${where}" PACKAGE "${package}" package)
  elseif(given STREQUAL "ROOTFS")
    _linuxbake_require_target("${where}" ROOTFS "${rootfs}" rootfs)
  endif()
  set(${out} "${given}" PARENT_SCOPE)
endfunction()

# A keyword that means nothing without another one.
function(_linuxbake_deb_only_with where content needed keyword value)
  if(value AND NOT content STREQUAL needed)
    _linuxbake_error("${where}" "${keyword} goes with ${needed} only.")
  endif()
endfunction()

# What is said of some contents only, and has to be right of these.
function(_linuxbake_check_deb_content where content)
  _linuxbake_parse(said 2 "" "DESTINATION;PREFIX;STRIP" "BUILT_BY")
  _linuxbake_deb_only_with("${where}" "${content}" TARGETS DESTINATION "${said_DESTINATION}")
  foreach(keyword IN ITEMS PREFIX BUILT_BY)
    _linuxbake_deb_only_with("${where}" "${content}" COMPONENTS ${keyword} "${said_${keyword}}")
  endforeach()
  if(said_STRIP AND NOT content MATCHES "^(COMPONENTS|TARGETS)$")
    _linuxbake_error("${where}" "STRIP goes with COMPONENTS and TARGETS only.")
  endif()
  foreach(keyword IN ITEMS DESTINATION PREFIX)
    if(NOT "${said_${keyword}}" STREQUAL "")
      _linuxbake_require_rootfs_path("${where}" ${keyword} "${said_${keyword}}")
    endif()
  endforeach()
  foreach(target IN LISTS said_BUILT_BY)
    if(NOT TARGET "${target}")
      _linuxbake_error("${where}" "BUILT_BY '${target}' is not a target."
        "Name the target that makes what is installed.")
    endif()
  endforeach()
endfunction()

function(_linuxbake_deb_name out text)
  string(TOLOWER "${text}" name)
  string(REGEX REPLACE "[^a-z0-9.+-]+" "-" name "${name}")
  string(REGEX REPLACE "^[-.+]+|[-]+$" "" name "${name}")
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

# That of the only thing in it, else that of the target.
function(_linuxbake_deb_default_name out target content items)
  set(name "${target}")
  list(LENGTH items count)
  if(count EQUAL 1 AND NOT content STREQUAL "ROOTFS")
    set(name "${items}")
  endif()
  _linuxbake_deb_name(name "${name}")
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

# That of what is in it, as far as it says that, else that of the project.
function(_linuxbake_deb_default_architecture out where content items)
  _linuxbake_project_architecture(arch)
  set(known "")
  if(NOT content STREQUAL "COMPONENTS")
    foreach(item IN LISTS items)
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

# Name, version and architecture: what is given, or what the content says.
function(_linuxbake_deb_identity where target content items out_name name out_version version
    out_arch arch)
  _linuxbake_deb_default_name(default_name "${target}" "${content}" "${items}")
  _linuxbake_value_or(name "${name}" "${default_name}")
  set(default_version "${PROJECT_VERSION}")
  if(content STREQUAL "PACKAGE")
    _linuxbake_version_of_package(default_version "${items}")
  endif()
  _linuxbake_value_or(version "${version}" "${default_version}")
  _linuxbake_deb_default_architecture(default_arch "${where}" "${content}" "${items}")
  _linuxbake_value_or(arch "${arch}" "${default_arch}")
  _linuxbake_check_deb_identity("${where}" "${name}" "${version}" "${arch}")
  set(${out_name} "${name}" PARENT_SCOPE)
  set(${out_version} "${version}" PARENT_SCOPE)
  set(${out_arch} "${arch}" PARENT_SCOPE)
endfunction()

# The fields with a License where the source of the package declares one, and they have none.
function(_linuxbake_deb_fields out where content items fields)
  if(content STREQUAL "PACKAGE")
    _linuxbake_read_property(license TARGET "${items}" PROPERTY _LINUXBAKE_SOURCE_LICENSE)
    if(NOT "${license}" STREQUAL "" AND NOT fields MATCHES "(^|;)License=")
      list(APPEND fields "License=${license}")
    endif()
  endif()
  _linuxbake_check_deb_fields("${where}" "${fields}")
  set(${out} "${fields}" PARENT_SCOPE)
endfunction()

# The control file, but for Architecture.
function(_linuxbake_deb_control out name version maintainer depends fields description)
  set(text "Package: ${name}\nVersion: ${version}\nMaintainer: ${maintainer}\n")
  if(NOT depends STREQUAL "")
    list(JOIN depends ", " relations)
    string(APPEND text "Depends: ${relations}\n")
  endif()
  foreach(field IN LISTS fields)
    string(REGEX REPLACE "^([^=]+)=" "\\1: " field "${field}")
    string(APPEND text "${field}\n")
  endforeach()
  # Lines behind the first begin with a blank, and one without words is a dot.
  string(REPLACE "\n" "\n " description "${description}")
  while(description MATCHES "\n[ \t]+(\n|$)")
    string(REGEX REPLACE "\n[ \t]+(\n|$)" "\n .\\1" description "${description}")
  endwhile()
  set(${out} "${text}Description: ${description}\n" PARENT_SCOPE)
endfunction()

# What dpkg would not take; the helper program looks at the rest.
function(_linuxbake_check_deb_identity where name version arch)
  if(NOT name MATCHES "^[a-z0-9][a-z0-9.+-]+$")
    _linuxbake_error("${where}" "NAME '${name}' is no name of a Debian package."
      "It has two or more of lower-case letters, digits and + - . and begins with none of the signs.")
  elseif(version STREQUAL "")
    _linuxbake_error("${where}" "Nothing says which VERSION it is."
      "Give one, or give project() a VERSION.")
  elseif(NOT version MATCHES "^([0-9]+:)?[0-9][A-Za-z0-9.+~-]*$" OR version MATCHES "-$")
    _linuxbake_error("${where}" "VERSION '${version}' is no version of a Debian package."
      "It begins with a digit and has letters, digits and . + ~ -, as 1.2-3 or 1.2~rc1.")
  endif()
  if(NOT arch STREQUAL "all")
    _linuxbake_get_architecture("${where}" "${arch}")
  endif()
endfunction()

# Only DESCRIPTION may have several lines.
function(_linuxbake_deb_one_line where keyword text)
  if(text MATCHES "\n")
    _linuxbake_error("${where}" "${keyword} has a line break in it."
      "Only DESCRIPTION may have several lines.")
  endif()
endfunction()

function(_linuxbake_check_deb_fields where fields)
  foreach(field IN LISTS fields)
    if(NOT field MATCHES "^([A-Za-z][A-Za-z0-9-]*)=.")
      _linuxbake_error("${where}" "FIELDS '${field}' is not <name>=<value>, as Section=utils.")
    elseif(CMAKE_MATCH_1 MATCHES
        "^(Package|Version|Architecture|Description|Maintainer|Depends|Installed-Size)$")
      _linuxbake_error("${where}" "FIELDS '${field}': this field has a keyword of its own,"
        "or is counted.")
    endif()
  endforeach()
endfunction()

# The words for the helper program.
function(_linuxbake_deb_conffiles out where paths)
  set(words "")
  foreach(path IN LISTS paths)
    _linuxbake_require_rootfs_path("${where}" CONFFILES "${path}")
    _linuxbake_append_build_option(words "${where}" CONFFILES --conffile "${path}")
  endforeach()
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

# The scripts of the package: words for the helper program, and the files.
function(_linuxbake_deb_scripts out_words out_files where)
  set(keywords PREINST POSTINST PRERM POSTRM)
  _linuxbake_parse(script 3 "" "${keywords}" "")
  set(words "")
  set(files "")
  foreach(keyword IN LISTS keywords)
    if(NOT "${script_${keyword}}" STREQUAL "")
      _linuxbake_require_file("${where}" ${keyword} "${script_${keyword}}" file)
      string(TOLOWER "${keyword}" script)
      list(APPEND words "--script=${script}=${file}")
      list(APPEND files "${file}")
    endif()
  endforeach()
  set(${out_words} "${words}" PARENT_SCOPE)
  set(${out_files} "${files}" PARENT_SCOPE)
endfunction()

# What another target declares: a package, a root file system.
function(_linuxbake_deb_entries_of target item)
  _linuxbake_evaluated_property(entries "${item}" ENTRIES)
  _linuxbake_evaluated_property(depends "${item}" DEPENDS)
  _linuxbake_append_to_rootfs("${target}" ENTRIES "${entries}" DEPENDS "${item}" "${depends}")
endfunction()

# A copy of a program or library without its symbols.
function(_linuxbake_stripped_program out where target item)
  if("${CMAKE_STRIP}" STREQUAL "")
    _linuxbake_error("${where}" "STRIP needs the program 'strip', which CMake has not found."
      "Set CMAKE_STRIP, or leave STRIP out.")
  endif()
  _linuxbake_read_property(several_configurations GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}/stripped")
  if(several_configurations)
    string(APPEND directory "-$<CONFIG>")
  endif()
  string(MAKE_C_IDENTIFIER "${item}" name) # of an alias, "a::b"
  add_custom_command(OUTPUT "${directory}/${name}"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${directory}"
    COMMAND "${CMAKE_STRIP}" -o "${directory}/${name}" "$<TARGET_FILE:${item}>"
    DEPENDS "${item}" "$<TARGET_FILE:${item}>"
    COMMENT "Stripping ${item} for ${target}" VERBATIM)
  set(${out} "${directory}/${name}" PARENT_SCOPE)
endfunction()

function(_linuxbake_deb_program where target item destination strip)
  if(destination STREQUAL "")
    set(destination /usr/bin)
    if(TARGET "${item}")
      get_target_property(type "${item}" TYPE)
      if(type MATCHES "LIBRARY")
        set(destination /usr/lib)
      endif()
    endif()
  endif()
  set(instead "")
  if(strip AND TARGET "${item}")
    _linuxbake_stripped_program(instead "${where}" "${target}" "${item}")
  endif()
  _linuxbake_install_target("${where}" "${target}" "${item}" "0755 0 0" "${destination}" "" FALSE
    "${instead}")
endfunction()

# What is installed is known to the install scripts alone: each build runs them, and the manifest
# is another one only where something else is installed.
function(_linuxbake_stage_components where target components prefix strip built_by)
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(manifest "${directory}/staged.txt")
  _linuxbake_top_binary_directory(build)
  set(words "")
  foreach(component IN LISTS components)
    _linuxbake_append_build_option(words "${where}" COMPONENTS --component "${component}")
  endforeach()
  _linuxbake_append_build_option(words "${where}" PREFIX --prefix "${prefix}")
  if(strip)
    list(APPEND words --strip)
  endif()
  add_custom_target("${target}-staged"
    COMMAND LinuxBake::deb stage --build "${build}" --cmake "${CMAKE_COMMAND}" ${words}
      "--config=$<CONFIG>" --directory "${directory}/stage"
      --manifest "${manifest}"
    BYPRODUCTS "${manifest}"
    COMMENT "Looking at what ${target} installs" VERBATIM)
  set_target_properties("${target}-staged" PROPERTIES FOLDER LinuxBake/internal)
  add_dependencies("${target}-staged" LinuxBake::deb ${built_by})
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

# Declares what is in it, as it is of a root file system.
function(_linuxbake_fill_deb where target content items)
  _linuxbake_parse(fill 4 "" "DESTINATION;PREFIX;STRIP" "BUILT_BY")
  if(content STREQUAL "COMPONENTS")
    _linuxbake_value_or(prefix "${fill_PREFIX}" /usr)
    _linuxbake_stage_components("${where}" "${target}" "${items}" "${prefix}" "${fill_STRIP}"
      "${fill_BUILT_BY}")
  elseif(content STREQUAL "TARGETS")
    foreach(item IN LISTS items)
      _linuxbake_deb_program("${where}" "${target}" "${item}" "${fill_DESTINATION}" "${fill_STRIP}")
    endforeach()
  else()
    _linuxbake_deb_entries_of("${target}" "${items}")
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
  _linuxbake_lost_output(lost_package lost_files "${target}" "${output}")
  add_custom_command(OUTPUT "${stamp}" BYPRODUCTS "${output}"
    COMMAND LinuxBake::deb pack --manifest "${manifest}" --output "${output}" ${pack_WORDS}
      --depfile "${stamp}.d" --depfile-target "${stamp}" ${lost_package}
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    ${lost_files}
    DEPENDS LinuxBake::deb "${manifest}" "${depends}" ${pack_DEPENDS}
    DEPFILE "${stamp}.d"
    COMMENT "Packing ${target}" VERBATIM)
endfunction()
