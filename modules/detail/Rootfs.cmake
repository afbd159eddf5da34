# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Rootfs
------

What reads a rootfs: the packer of an initramfs, the writer of a disk.

``_linuxbake_read_rootfs(pack|debugfs <target> <rootfs> <output> <stamp> <words>)``
  The custom command that runs this command of linuxbake-cpio with the manifest of the rootfs.  Its
  OUTPUT is the stamp, because ``<output>`` keeps its time when its bytes stay the same; its
  depfile has everything that was read.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/LostOutput.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")

function(_linuxbake_read_rootfs command target rootfs archive stamp words)
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  _linuxbake_read_property(several_configurations GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  cmake_path(GET archive STEM LAST_ONLY name)
  set(manifest "${directory}/${name}.manifest.txt")
  if(several_configurations)
    set(manifest "${directory}/${name}.manifest-$<CONFIG>.txt") # the programs differ
  endif()
  _linuxbake_evaluated_property(entries "${rootfs}" ENTRIES)
  _linuxbake_evaluated_property(depends "${rootfs}" DEPENDS)
  file(GENERATE OUTPUT "${manifest}" CONTENT "# Made by CMake.\n$<JOIN:${entries},\n>\n")
  _linuxbake_lost_output(lost_archive lost_files "${target}" "${archive}")
  add_custom_command(OUTPUT "${stamp}" BYPRODUCTS "${archive}"
    COMMAND LinuxBake::cpio "${command}" --manifest "${manifest}" --output "${archive}" ${words}
      --check-programs --depfile "${stamp}.d" --depfile-target "${stamp}" ${lost_archive}
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    ${lost_files}
    DEPENDS LinuxBake::cpio "${manifest}" "${rootfs}" "${depends}"
    DEPFILE "${stamp}.d"
    COMMENT "Packing ${target}" VERBATIM)
endfunction()
