# SPDX-License-Identifier: MIT
#
# Builds the same archives in two places that differ in all that must not count: path, generator,
# umask, modes, times and the order of creation of the files, hard links among them, locale, time
# zone, number of processors, order of the calls.
#
#   cmake -DPROGRAM=<any program> -DPROJECT=<folder> -DWORK=<directory> -DWITH_UMASK=<script>
#         -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake> -P BuildTwice.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")

# build(<name> <generator> <umask> <files in order of their creation> <command>...)
function(build name generator umask files)
  set(source "${WORK}/${name}/source")
  file(COPY "${PROJECT}/" DESTINATION "${source}")
  foreach(file IN LISTS files)
    file(WRITE "${source}/files/${file}" "${file}\n")
    file(WRITE "${source}/overlay/${file}/${file}.txt" "same\n")
  endforeach()
  file(CREATE_LINK a "${source}/overlay/link" SYMBOLIC)
  list(JOIN files "," files)
  foreach(step IN ITEMS configure build)
    set(words --build "${WORK}/${name}/build")
    if(step STREQUAL "configure")
      set(words -G "${generator}" -S "${source}" -B "${WORK}/${name}/build" "-DFILES=${files}"
        "-DPROGRAM=${PROGRAM}" "-DLinuxBake_DIR=${LINUXBAKE_DIR}")
    endif()
    execute_process(COMMAND ${ARGN} "${WITH_UMASK}" "${umask}" "${CMAKE_COMMAND}" ${words}
      OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
endfunction()

unset(ENV{SOURCE_DATE_EPOCH})
build(first Ninja 0022 "a;b;ü;Z" "${CMAKE_COMMAND}" -E env LC_ALL=C TZ=UTC)

# The second place: prepared in advance, so that what is copied there later keeps its modes.
set(overlay "${WORK}/the second, elsewhere/source/overlay")
file(MAKE_DIRECTORY "${overlay}/b")
file(CHMOD "${overlay}/b" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
build("the second, elsewhere" "Unix Makefiles" 0077 "Z;ü;b;a"
  "${CMAKE_COMMAND}" -E env LC_ALL=C.UTF-8 TZ=Asia/Tokyo HOME=/ taskset 1)

# Modes that git does not know, a time of the last century, a hard link: pack once more.
file(CHMOD "${overlay}/a/a.txt" PERMISSIONS OWNER_READ OWNER_WRITE SETUID)
file(REMOVE "${overlay}/b/b.txt")
file(CREATE_LINK "${overlay}/a/a.txt" "${overlay}/b/b.txt")
execute_process(COMMAND touch -d 1999-12-31 "${overlay}/a" COMMAND_ERROR_IS_FATAL ANY)
file(GLOB stamps "${WORK}/the second, elsewhere/build/*/packed.stamp")
list(LENGTH stamps count)
if(NOT count EQUAL 6)
  message(FATAL_ERROR "six archives were expected, not ${count}")
endif()
file(REMOVE ${stamps})
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}/the second, elsewhere/build"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

foreach(archive IN ITEMS none gzip xz x86 zstd lz4)
  set(left "${WORK}/first/build/images/${archive}")
  set(right "${WORK}/the second, elsewhere/build/images/${archive}")
  file(SHA256 "${left}" left_hash)
  file(SHA256 "${right}" right_hash)
  if(NOT left_hash STREQUAL right_hash)
    execute_process(COMMAND "${PROGRAM}" diff "${left}" "${right}")
    message(FATAL_ERROR "${archive} differs:\n  ${left}\n  ${right}")
  endif()
endforeach()
