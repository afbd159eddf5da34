# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
BuildForTests
-------------

What tests in machines need belongs to the default build of the project that declares them, as any
program that ``add_test()`` names does::

  _linuxbake_build_for_tests(SYSTEM <target>... [NEEDS <target>...] [WORDS <word>...])

``SYSTEM``
  What the test boots or looks at: a kernel, an initramfs, an image, an emulator.
``NEEDS``
  What it needs besides: the test runner, the init.  Who builds one of SYSTEM by its name gets
  them as well, so that the test can run then.
``WORDS``
  Words of the test's command in which programs of the project may stand, as
  ``$<TARGET_FILE:program>``.  They are built even if they do not belong to the default build.

All of them are dependencies of the target ``linuxbake-for-tests`` of the calling directory
(``linuxbake-for-tests-2`` and so on in further ones), so that a directory with EXCLUDE_FROM_ALL
stays out.  It belongs to the default build if

* the project that declares the test is the one at the top: what it declares as somebody's guest
  makes nobody's build longer;
* and tests are enabled, in that directory or at the top: after ``include(CTest)`` with
  BUILD_TESTING=OFF there is none to build for.

Otherwise it is built by its name.

``_linuxbake_for_tests_target(<out-variable>)``
  Its name; it is made if need be.

``_linuxbake_build_depends(<out-variable> <test> <target>...)``
  Words for ``add_test()``: with CMake from 4.4 on, Ninja and the project's CMAKE_TEST_BUILD_DEPENDS
  the target ``test_prep/<test>`` builds these (and what the command names), and nothing else.  Empty
  with older ones, and for a test whose name cannot be that of a target.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/KernelOptions.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TopDirectory.cmake")

function(_linuxbake_for_tests_target out)
  _linuxbake_read_property(target DIRECTORY PROPERTY _LINUXBAKE_FOR_TESTS)
  if(NOT target)
    _linuxbake_read_property(count GLOBAL PROPERTY _LINUXBAKE_FOR_TESTS_COUNT)
    math(EXPR count "0${count} + 1")
    set_property(GLOBAL PROPERTY _LINUXBAKE_FOR_TESTS_COUNT "${count}")
    set(target linuxbake-for-tests)
    if(count GREATER 1)
      string(APPEND target "-${count}")
    endif()
    add_custom_target("${target}")
    set_target_properties("${target}" PROPERTIES FOLDER LinuxBake/internal)
    set_property(DIRECTORY PROPERTY _LINUXBAKE_FOR_TESTS "${target}")
    if(PROJECT_IS_TOP_LEVEL)
      _linuxbake_call_at_end(_linuxbake_build_for_tests_by_default "${target}"
        "${CMAKE_CURRENT_SOURCE_DIR}")
    endif()
  endif()
  set(${out} "${target}" PARENT_SCOPE)
endfunction()

# enable_testing() may come after the tests.
function(_linuxbake_build_for_tests_by_default target directory)
  _linuxbake_top_directory(top)
  foreach(place IN ITEMS "${directory}" "${top}")
    get_directory_property(enabled DIRECTORY "${place}" DEFINITION CMAKE_TESTING_ENABLED)
    if(enabled)
      # Neither TRUE nor FALSE: as the directory is.
      set_property(TARGET "${target}" PROPERTY EXCLUDE_FROM_ALL)
      return()
    endif()
  endforeach()
endfunction()

function(_linuxbake_build_for_tests)
  _linuxbake_parse(need 0 "" "" "SYSTEM;NEEDS;WORDS")
  _linuxbake_for_tests_target(target)
  add_dependencies("${target}" ${need_SYSTEM} ${need_NEEDS})
  foreach(system IN LISTS need_SYSTEM)
    get_target_property(imported "${system}" IMPORTED)
    if(need_NEEDS AND NOT imported)
      add_dependencies("${system}" ${need_NEEDS})
    endif()
  endforeach()
  # Only the top of the build knows whether there is such a target in the end.
  string(REGEX MATCHALL "\\$<TARGET_[A-Z_]+:[^<>,]+" references "${need_WORDS}")
  list(TRANSFORM references REPLACE "^[^:]*:" "")
  foreach(program IN LISTS references)
    _linuxbake_call_at_end(_linuxbake_build_program_for_tests "${target}" "${program}")
  endforeach()
endfunction()

function(_linuxbake_build_program_for_tests target program)
  if(TARGET "${program}")
    add_dependencies("${target}" "${program}")
  endif()
endfunction()

function(_linuxbake_build_depends out test)
  set(${out} "" PARENT_SCOPE)
  if(CMAKE_VERSION VERSION_LESS 4.4 OR NOT test MATCHES "^[A-Za-z0-9_.+-]+$")
    return()
  endif()
  set(targets "")
  foreach(target IN LISTS ARGN)
    _linuxbake_read_property(imported TARGET "${target}" PROPERTY IMPORTED)
    if(imported) # is there, or is made by others
      _linuxbake_read_property(target TARGET "${target}" PROPERTY MANUALLY_ADDED_DEPENDENCIES)
    endif()
    list(APPEND targets ${target})
  endforeach()
  list(TRANSFORM targets REPLACE "^LinuxBake::" "linuxbake-") # aliases of our own
  if(targets)
    set(${out} BUILD_DEPENDS ${targets} PARENT_SCOPE)
  endif()
endfunction()
