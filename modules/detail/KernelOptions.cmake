# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
KernelOptions
-------------

What programs need of a kernel; ``linuxbake_target_kernel_options()`` says it and
``linuxbake_add_vm_test()`` asks.

``_linuxbake_required_options(<out-variable> <target>)``
  ``OPTION:target`` for each option that the target, or whatever is linked to it, has asked for.
  Everything must have been linked: to be called at the end of the configuration.

``_linuxbake_call_at_end(<function> <argument>...)``
  Calls a function when the directory at the top has been processed.  The arguments may hold
  neither brackets with = nor semicolons.

``_linuxbake_check_options(<where> <kernel> <option>...)``
  An error unless the kernel has all of them, as far as its configuration is known by now: that
  of a ready kernel is; that of one to be built can be had if its source and linuxbake-kconfig
  are there already (KconfigCheck.cmake), else it is checked before it boots.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/LinkedTargets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TopDirectory.cmake")

foreach(_linuxbake_property IN ITEMS LINUXBAKE_KERNEL_OPTIONS INTERFACE_LINUXBAKE_KERNEL_OPTIONS
    LINUXBAKE_REQUIRED_OPTIONS)
  define_property(TARGET PROPERTY ${_linuxbake_property}
    BRIEF_DOCS "See linuxbake_target_kernel_options() in LinuxBakeVmTest.cmake"
    FULL_DOCS "See linuxbake_target_kernel_options() in LinuxBakeVmTest.cmake")
endforeach()
unset(_linuxbake_property)

function(_linuxbake_required_options out target)
  _linuxbake_read_property(options TARGET "${target}" PROPERTY LINUXBAKE_KERNEL_OPTIONS)
  list(TRANSFORM options APPEND ":${target}")
  _linuxbake_targets_behind(libraries "${target}")
  foreach(library IN LISTS libraries)
    _linuxbake_read_property(asked TARGET "${library}" PROPERTY INTERFACE_LINUXBAKE_KERNEL_OPTIONS)
    list(TRANSFORM asked APPEND ":${library}")
    list(APPEND options ${asked})
  endforeach()
  list(REMOVE_DUPLICATES options)
  set(${out} "${options}" PARENT_SCOPE)
endfunction()

function(_linuxbake_call_at_end name)
  _linuxbake_top_directory(directory)
  list(JOIN ARGN "]==] [==[" arguments)
  # DEFER evaluates variables when the call is made, in a scope that does not have ours.
  cmake_language(EVAL CODE
    "cmake_language(DEFER DIRECTORY [==[${directory}]==] CALL ${name} [==[${arguments}]==])")
endfunction()

# The configuration of a kernel; empty if nobody knows it yet.
function(_linuxbake_known_config out kernel)
  _linuxbake_read_property(config TARGET "${kernel}" PROPERTY LINUXBAKE_CONFIG)
  _linuxbake_read_property(built TARGET "${kernel}" PROPERTY LINUXBAKE_BINARY_DIR)
  if(built)
    # What it will be: not what it was, if it was built before.
    get_filename_component(directory "${config}" DIRECTORY)
    _linuxbake_read_property(resolve TARGET "${kernel}" PROPERTY _LINUXBAKE_RESOLVE)
    set(config "")
    set(edited 0)
    if(EXISTS "${directory}/edited") # holds something after X-menuconfig
      file(SIZE "${directory}/edited" edited)
    endif()
    if(resolve AND edited EQUAL 0)
      set(expected "${directory}/expected.config")
      execute_process(COMMAND ${resolve} --output "${expected}" RESULT_VARIABLE result
        OUTPUT_QUIET ERROR_QUIET)
      if(result EQUAL 0)
        set(config "${expected}")
      endif()
    endif()
  endif()
  set(${out} "${config}" PARENT_SCOPE)
endfunction()

function(_linuxbake_check_options where kernel)
  _linuxbake_forget_caller(where kernel)
  if(ARGC EQUAL 2)
    return()
  endif()
  _linuxbake_known_config(config "${kernel}")
  if(NOT config OR NOT EXISTS "${config}")
    return()
  endif()
  _linuxbake_read_property(modules TARGET "${kernel}" PROPERTY LINUXBAKE_MODULES)
  file(READ "${config}" text)
  set(lacking "")
  foreach(option IN LISTS ARGN)
    string(REGEX REPLACE ":.*" "" name "${option}")
    string(REGEX REPLACE "^[^:]*:" "" who "${option}")
    # Which module an option stands for is known when the test begins.
    if(modules AND "\n${text}\n" MATCHES "\nCONFIG_${name}=m\n")
      continue()
    endif()
    if(NOT "\n${text}\n" MATCHES "\nCONFIG_${name}=y\n")
      list(APPEND lacking "  CONFIG_${name}=y  # for ${who}")
    endif()
  endforeach()
  if(NOT lacking STREQUAL "")
    _linuxbake_error("${where}" "The kernel '${kernel}' lacks what this needs:" ${lacking}
      "Its configuration is ${config}."
      "Take another kernel, or build one with these lines in a file of CONFIG_FRAGMENTS.")
  endif()
endfunction()
