# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
PackageFiles (script)
---------------------

What becomes of the files that a package has installed, for Package.cmake.

``tidy_package(<directory>)``
  Leaves what is to be kept, strips the programs, and stops the step for one that the image
  could not run.
#]=======================================================================]
include_guard(GLOBAL)

# Sets `kept`: what the patterns of KEEP name, relative to the directory.
function(find_kept directory installed)
  set(kept "")
  foreach(pattern IN LISTS package_keep)
    file(GLOB found RELATIVE "${directory}" "${directory}${pattern}")
    if(found STREQUAL "")
      list(JOIN installed "\n  /" list)
      message(FATAL_ERROR "${title}: KEEP '${pattern}' is not among what ${name} installs:"
        "\n  /${list}")
    endif()
    list(APPEND kept ${found})
  endforeach()
  set(kept "${kept}" PARENT_SCOPE)
endfunction()

# TRUE if a file is one of the paths, or below one of them.
function(is_below out file)
  set(${out} FALSE PARENT_SCOPE)
  foreach(path IN LISTS ARGN)
    string(FIND "${file}/" "${path}/" position)
    if(position EQUAL 0)
      set(${out} TRUE PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

function(remove_others directory)
  file(GLOB_RECURSE installed RELATIVE "${directory}" "${directory}/*")
  find_kept("${directory}" "${installed}")
  set(listed ${kept})
  set(listed_ones_go FALSE)
  if(package_keep STREQUAL "")
    set(listed usr/share/doc usr/share/info usr/share/locale usr/share/man)
    set(listed_ones_go TRUE)
  endif()
  foreach(file IN LISTS installed)
    is_below(is_listed "${file}" ${listed})
    if(is_listed STREQUAL listed_ones_go)
      file(REMOVE "${directory}/${file}")
    endif()
  endforeach()
endfunction()

# Deepest first, so that a directory of empty directories goes too.
function(remove_empty_directories directory)
  file(GLOB_RECURSE entries LIST_DIRECTORIES TRUE "${directory}/*")
  list(SORT entries ORDER DESCENDING)
  foreach(entry IN LISTS entries)
    if(IS_DIRECTORY "${entry}" AND NOT IS_SYMLINK "${entry}")
      file(GLOB content "${entry}/*")
      if(content STREQUAL "")
        file(REMOVE_RECURSE "${entry}")
      endif()
    endif()
  endforeach()
endfunction()

# A program, or a shared library (ELF types 2 and 3, little-endian as all architectures of ours).
function(is_program out file)
  file(READ "${file}" magic LIMIT 20 HEX)
  set(${out} FALSE PARENT_SCOPE)
  if(magic MATCHES "^7f454c46........................0[23]00")
    set(${out} TRUE PARENT_SCOPE)
  endif()
endfunction()

function(finish_program directory file)
  execute_process(COMMAND "${compiler_CROSS}readelf" --wide --program-headers "${directory}/${file}"
    OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
  if(headers MATCHES "interpreter: ([^]]*)")
    message(FATAL_ERROR "${title}: /${file} is linked dynamically (it asks for "
      "${CMAKE_MATCH_1}), and the image has no shared libraries. Was it compiled by "
      "another compiler than CC? Leave it out with KEEP, or see ${tree}/build.")
  endif()
  _linuxbake_run("strip" QUIET COMMAND "${compiler_CROSS}strip" --strip-all
    "${directory}/${file}")
endfunction()

function(tidy_package directory)
  remove_others("${directory}")
  remove_empty_directories("${directory}")
  file(GLOB_RECURSE files RELATIVE "${directory}" "${directory}/*")
  if(files STREQUAL "")
    message(FATAL_ERROR "${title}: ${name} has installed nothing. Does its makefile heed DESTDIR? "
      "INSTALL can tell it where to install, as in \"INSTALL_TOP=@DESTDIR@/usr\".")
  endif()
  foreach(file IN LISTS files)
    if(NOT IS_SYMLINK "${directory}/${file}")
      is_program(program "${directory}/${file}")
      if(program)
        finish_program("${directory}" "${file}")
      endif()
    endif()
  endforeach()
endfunction()
