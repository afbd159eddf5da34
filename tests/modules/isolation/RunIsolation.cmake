# SPDX-License-Identifier: MIT
#
# Variables of the user's project change nothing. The project beside this file, which calls every
# public function, is configured without any, then with one for each name that occurs in modules/;
# the binary directory has to be the same, byte for byte.
#
#   cmake -DTOP=<top of LinuxBake> -DLINUXBAKE_DIR=<dir> -DWORK=<dir> [-DAS_GUEST=ON]
#         -P RunIsolation.cmake
cmake_minimum_required(VERSION 3.25)
set(GENERATOR Ninja)
include("${CMAKE_CURRENT_LIST_DIR}/../../rebuild/kbuild/Common.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Identifiers.cmake")

# The project has to call each function there is.
file(READ "${CMAKE_CURRENT_LIST_DIR}/project/CMakeLists.txt" project)
file(GLOB modules "${TOP}/modules/*.cmake" "${TOP}/modules/detail/*.cmake")
foreach(module IN LISTS modules)
  file(STRINGS "${module}" lines REGEX "^function\\(linuxbake_")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^function\\(([a-z_]+).*" "\\1" function "${line}")
    if(NOT project MATCHES "\n *${function}\\(")
      message(SEND_ERROR "The project of this test does not call ${function}(): let it.")
    endif()
  endforeach()
endforeach()

file(COPY "${CMAKE_CURRENT_LIST_DIR}/project/" DESTINATION "${source}")
set(options "-DMARKERS=${WORK}/markers.cmake")
foreach(name IN ITEMS linux busybox toybox musl)
  fake_source(tree "${name}" "${plain}")
  string(TOUPPER "${name}" upper)
  list(APPEND options "-DLINUXBAKE_SOURCE_DIR_${upper}=${tree}")
endforeach()
foreach(option IN ITEMS BLK_DEV_INITRD RD_XZ RD_GZIP)
  file(APPEND "${plain}/linux/options.txt" "${option} n\n")
  file(APPEND "${plain}/linux/Kconfig" "\nconfig ${option}\n\tbool \"${option}\"\n")
endforeach()
file(MAKE_DIRECTORY "${plain}/ready" "${source}/overlay/etc" "${source}/modules/1.0")
file(WRITE "${source}/overlay/etc/hello" "hello\n")
foreach(list IN ITEMS dep builtin order)
  file(WRITE "${source}/modules/1.0/modules.${list}" "")
endforeach()
file(WRITE "${source}/keys.pub" "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== someone\n")
file(WRITE "${source}/small.config" "CONFIG_BLK_DEV_INITRD=y\nCONFIG_RD_XZ=y\nCONFIG_RD_GZIP=y\n")
file(WRITE "${source}/large.config" "CONFIG_SECOND=y\n")
execute_process(COMMAND make -s -C "${plain}/linux" "O=${plain}/ready" tinyconfig bzImage
  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
file(COPY_FILE "${plain}/ready/arch/x86/boot/bzImage" "${source}/bzImage")
if(AS_GUEST)
  list(APPEND options "-DGUEST=${TOP}")
endif()

# Configures; the binary directory becomes <keep>, for comparison. Sets `output` of the caller.
function(configure_with_markers keep)
  file(REMOVE_RECURSE "${build}" "${WORK}/${keep}")
  execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${source}" -B "${build}"
    "-DLinuxBake_DIR=${LINUXBAKE_DIR}" ${options}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT result EQUAL 0)
    message(NOTICE "${errors}")
    message(FATAL_ERROR "${keep}: the configuration fails.")
  endif()
  file(REMOVE "${build}/CMakeCache.txt") # of the cached ones they are the content
  file(RENAME "${build}" "${WORK}/${keep}")
  # CMake 3.26 and later say how long it took.
  string(REGEX REPLACE "(Configuring|Generating) done \\([0-9.]+s\\)" "\\1 done" output "${output}")
  set(output "${output}${errors}" PARENT_SCOPE)
endfunction()

function(files_and_sums out directory)
  file(GLOB_RECURSE files RELATIVE "${directory}" "${directory}/*")
  set(lines "")
  foreach(file IN LISTS files)
    file(SHA256 "${directory}/${file}" sum)
    list(APPEND lines "${sum} ${file}")
  endforeach()
  set(${out} "${lines}" PARENT_SCOPE)
endfunction()

file(WRITE "${WORK}/markers.cmake" "")
configure_with_markers(without)
files_and_sums(reference "${WORK}/without")
set(reference_output "${output}")
list(LENGTH reference count)
if(count LESS 100)
  message(FATAL_ERROR "Only ${count} files: that is not the whole project.")
endif()

linuxbake_identifiers(names "${TOP}/modules")
list(LENGTH names number)
message(STATUS "${number} names, ${count} files")
set(wrong "")
set(values marker-of-the-user TRUE)
if(AS_GUEST)
  set(values TRUE)
endif()
foreach(how IN ITEMS NORMAL CACHE)
  if(how STREQUAL "CACHE")
    # Names that are ours by their prefix are nobody's option.
    list(FILTER names EXCLUDE REGEX "^(_linuxbake|LINUXBAKE)_")
    # Where a property is not set, CMake's own ExternalProject takes a cache variable for it; nobody
    # who has one of such a name can use that module. It also asks if(${CMAKE_GENERATOR} MATCHES ...).
    file(STRINGS "${CMAKE_ROOT}/Modules/ExternalProject.cmake" lines REGEX "get_property\\([a-z_]+")
    list(TRANSFORM lines REPLACE ".*get_property\\(([a-z_]+).*" "\\1")
    list(REMOVE_ITEM names ${lines} Ninja)
  endif()
  foreach(value IN LISTS values)
    linuxbake_write_markers("${WORK}/markers.cmake" "${value}" ${how} ${names})
    configure_with_markers("${how}-${value}")
    files_and_sums(actual "${WORK}/${how}-${value}")
    if(NOT output STREQUAL reference_output)
      string(APPEND wrong "${how} ${value}: it prints something else:\n${output}\n")
    endif()
    list(REMOVE_ITEM actual ${reference})
    foreach(line IN LISTS actual)
      string(REGEX REPLACE "^[^ ]+ " "" file "${line}")
      execute_process(COMMAND diff "${WORK}/without/${file}" "${WORK}/${how}-${value}/${file}"
        OUTPUT_VARIABLE difference ERROR_VARIABLE difference)
      string(SUBSTRING "${difference}" 0 1000 difference)
      string(APPEND wrong "${how} ${value}: ${file}\n${difference}\n")
    endforeach()
  endforeach()
endforeach()
# CMake's own, which a project sets for its programs: nobody is warned of a target of ours.
file(WRITE "${WORK}/markers.cmake" "")
foreach(name IN ITEMS AUTOMOC AUTOUIC AUTORCC UNITY_BUILD INTERPROCEDURAL_OPTIMIZATION ENABLE_EXPORTS
    LINK_WHAT_YOU_USE POSITION_INDEPENDENT_CODE COMPILE_WARNING_AS_ERROR LINK_LIBRARIES_ONLY_TARGETS)
  file(APPEND "${WORK}/markers.cmake" "set(CMAKE_${name} ON)\n")
endforeach()
configure_with_markers(for-programs)
if(NOT output STREQUAL reference_output)
  string(APPEND wrong "variables for programs: it prints something else:\n${output}\n")
endif()
file(REMOVE_RECURSE "${plain}")
if(NOT wrong STREQUAL "")
  message(NOTICE "${wrong}")
  message(FATAL_ERROR "Variables of the project change what is made.")
endif()
