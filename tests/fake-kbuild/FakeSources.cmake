# SPDX-License-Identifier: MIT
#
# fake_source(<out-dir> <name> <directory>)
#   Makes <directory>/<name>, a tree that answers to make as linux, busybox or musl does, in
#   milliseconds. The path must have no space: Kbuild's rules hold for it too.
# fake_archive(<out-file> <out-hash> <name> <version> <directory>)
#   The same as an archive to declare.
set(_fake_kbuild "${CMAKE_CURRENT_LIST_DIR}")

function(fake_source out name directory)
  file(REMOVE_RECURSE "${directory}/${name}")
  file(COPY "${_fake_kbuild}/${name}/" DESTINATION "${directory}/${name}")
  file(COPY "${_fake_kbuild}/Kbuild.mk" "${_fake_kbuild}/configure.awk"
    DESTINATION "${directory}/${name}")
  set(${out} "${directory}/${name}" PARENT_SCOPE)
endfunction()

function(fake_archive out_file out_hash name version directory)
  fake_source(ignored "${name}" "${directory}/${name}-${version}")
  file(RENAME "${directory}/${name}-${version}/${name}" "${directory}/a")
  file(REMOVE_RECURSE "${directory}/${name}-${version}")
  file(RENAME "${directory}/a" "${directory}/${name}-${version}")
  execute_process(COMMAND "${CMAKE_COMMAND}" -E tar czf "${name}-${version}.tar.gz"
      "${name}-${version}"
    WORKING_DIRECTORY "${directory}" COMMAND_ERROR_IS_FATAL ANY)
  file(SHA256 "${directory}/${name}-${version}.tar.gz" hash)
  set(${out_file} "${directory}/${name}-${version}.tar.gz" PARENT_SCOPE)
  set(${out_hash} "${hash}" PARENT_SCOPE)
endfunction()
