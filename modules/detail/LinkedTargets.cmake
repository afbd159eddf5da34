# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinkedTargets
-------------

What is linked to a program, as far as CMake says it while it configures.  Everything must have been
linked: to be called at the end of the configuration.  Generator expressions are looked through, not
evaluated: CMake gives the libraries behind a target to nobody but the linker.

``_linuxbake_targets_behind(<out-variable> <target>)``
  The targets that are linked to it, directly or not, and not itself.  A private library of a shared
  one is among them: it is linked to no program, but runs in it all the same.

``_linuxbake_library_directories(<out-variable> <target>)``
  The directories of the shared libraries among them, and of those that are linked by their path;
  of libraries that this build makes as generator expressions.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

# The words of a list of what is linked.
function(_linuxbake_linked_words out target property)
  _linuxbake_read_property(text TARGET "${target}" PROPERTY "${property}")
  string(REPLACE "::" "\n" text "${text}") # of names such as Foo::bar
  string(REGEX REPLACE "[$<>,:]" ";" words "${text}")
  string(REPLACE "\n" "::" words "${words}")
  list(REMOVE_ITEM words "")
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

# Those of the words that are targets.
function(_linuxbake_linked_targets out target property)
  _linuxbake_linked_words(words "${target}" "${property}")
  set(targets "")
  foreach(word IN LISTS words)
    if(TARGET "${word}")
      _linuxbake_read_property(real TARGET "${word}" PROPERTY ALIASED_TARGET)
      if(real)
        set(word "${real}")
      endif()
      list(APPEND targets "${word}")
    endif()
  endforeach()
  set(${out} "${targets}" PARENT_SCOPE)
endfunction()

function(_linuxbake_targets_behind out target)
  _linuxbake_linked_targets(waiting "${target}" LINK_LIBRARIES)
  set(seen "")
  while(NOT waiting STREQUAL "")
    list(POP_FRONT waiting library)
    if(library IN_LIST seen)
      continue()
    endif()
    list(APPEND seen "${library}")
    _linuxbake_linked_targets(more "${library}" INTERFACE_LINK_LIBRARIES)
    list(APPEND waiting ${more})
    _linuxbake_read_property(type TARGET "${library}" PROPERTY TYPE)
    if(NOT type STREQUAL "INTERFACE_LIBRARY")
      _linuxbake_linked_targets(more "${library}" LINK_LIBRARIES)
      list(APPEND waiting ${more})
    endif()
  endwhile()
  set(${out} "${seen}" PARENT_SCOPE)
endfunction()

# Of a library that is there: in each of its configurations, one of which is linked.
function(_linuxbake_imported_directories out library)
  _linuxbake_read_property(configurations TARGET "${library}" PROPERTY IMPORTED_CONFIGURATIONS)
  set(directories "")
  foreach(suffix IN ITEMS "" LISTS configurations)
    string(TOUPPER "${suffix}" suffix)
    string(REGEX REPLACE "(.+)" "_\\1" suffix "${suffix}")
    _linuxbake_read_property(file TARGET "${library}" PROPERTY "IMPORTED_LOCATION${suffix}")
    if(file MATCHES "^(/.*)/[^/]*$")
      list(APPEND directories "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  set(${out} "${directories}" PARENT_SCOPE)
endfunction()

function(_linuxbake_library_directories out target)
  _linuxbake_targets_behind(targets "${target}")
  set(directories "")
  foreach(linked IN LISTS targets ITEMS "${target}")
    _linuxbake_read_property(type TARGET "${linked}" PROPERTY TYPE)
    _linuxbake_read_property(imported TARGET "${linked}" PROPERTY IMPORTED)
    set(more "")
    if(imported AND type MATCHES "^(SHARED|UNKNOWN)_LIBRARY$")
      _linuxbake_imported_directories(more "${linked}")
    elseif(type STREQUAL "SHARED_LIBRARY")
      set(more "$<TARGET_FILE_DIR:${linked}>")
    endif()
    list(APPEND directories ${more})
    _linuxbake_linked_words(words "${linked}" INTERFACE_LINK_LIBRARIES)
    if(NOT type STREQUAL "INTERFACE_LIBRARY")
      _linuxbake_linked_words(more "${linked}" LINK_LIBRARIES)
      list(APPEND words ${more})
    endif()
    list(FILTER words INCLUDE REGEX "^/.*\\.so(\\.[0-9.]+)?$")
    list(TRANSFORM words REPLACE "/[^/]*$" "")
    list(APPEND directories ${words})
  endforeach()
  list(REMOVE_DUPLICATES directories)
  set(${out} "${directories}" PARENT_SCOPE)
endfunction()
