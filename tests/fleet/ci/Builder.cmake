# SPDX-License-Identifier: MIT
#
# The builder image, as modules/docs/ci/Containerfile says, made by buildah of what is committed
# here. Its base is not Debian's image, which would come from a registry, but the same release by
# debootstrap. Inside of it the preset tiny is configured, and the steps of the workflow for GitHub
# are run.
#
#   cmake -DSOURCE=<dir> -DWORK=<dir> -DFETCH=<linuxbake-fetch> -DPYTHON=<python3> -DTOOLS=<dir>
#         -DKERNEL=<file> [-DKEEP=ON] -P Builder.cmake
#
# Where this cannot be, it says "skipped: ..." and succeeds.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../../support/DebianRoot.cmake")

macro(skip text)
  message(STATUS "skipped: ${text}")
  return()
endmacro()

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY COMMAND_ECHO STDOUT)
endfunction()

# All that it writes is in the test's directory.
function(write_buildah file)
  file(WRITE "${file}" "#!/bin/sh
# A /dev/null that is everybody's, whatever the host's is like: apt's user writes there.
mount --bind '${WORK}/null' /dev/null
exec '${buildah}' --root '${WORK}/storage' --runroot '${WORK}/run' --storage-driver vfs \"$@\"
")
endfunction()

function(make_base root)
  file(GLOB devices "${root}/dev/*")
  file(REMOVE_RECURSE ${devices})
  run(${in_namespace} "${WORK}/buildah" from --name base --isolation chroot scratch)
  run(${in_namespace} "${WORK}/buildah" add base "${root}" /)
  run(${in_namespace} "${WORK}/buildah" commit --rm base localhost/base)
  file(REMOVE_RECURSE "${root}")
endfunction()

debian_root_obstacle(obstacle buildah git mknod sh)
if(NOT obstacle STREQUAL "")
  skip("${obstacle}")
endif()
file(STRINGS "${SOURCE}/modules/docs/ci/Containerfile" base REGEX "^ARG BASE=debian:12$")
if(base STREQUAL "")
  message(FATAL_ERROR "The base of the Containerfile is not Debian 12 any more: so be it here.")
endif()
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/shared")
make_debian_root(bookworm "${WORK}/root" "${WORK}/apt" "${FETCH}" obstacle)
if(NOT obstacle STREQUAL "")
  skip("${obstacle}")
endif()

run("${mknod}" -m 666 "${WORK}/null" c 1 3)
write_buildah("${WORK}/buildah")
set(in_namespace "${unshare}" --mount "${sh}")
make_base("${WORK}/root")
run("${git}" clone -q --no-local "${SOURCE}" "${WORK}/shared/linuxbake")
run(${in_namespace} "${WORK}/buildah" build --isolation chroot --pull-never
  --build-arg BASE=localhost/base -t linuxbake-builder
  -f "${WORK}/shared/linuxbake/modules/docs/ci/Containerfile" "${WORK}/shared/linuxbake")

run(${in_namespace} "${WORK}/buildah" from --name builder --isolation chroot --pull-never
  localhost/linuxbake-builder)
get_filename_component(kernels "${KERNEL}" DIRECTORY)
file(WRITE "${WORK}/enter" "#!/bin/sh
directory=$1
shift
exec '${unshare}' --mount '${sh}' '${WORK}/buildah' run --isolation chroot \\
  -v '${WORK}/shared:${WORK}/shared' -v '${kernels}:${kernels}:ro' \\
  --workingdir \"$directory\" builder \"$@\"
")
run("${sh}" "${WORK}/enter" "${WORK}/shared/linuxbake" cmake --preset tiny)
run("${CMAKE_COMMAND}" -E env "KERNEL=${KERNEL}" PYTHONDONTWRITEBYTECODE=1
  "${PYTHON}" "${CMAKE_CURRENT_LIST_DIR}/services.py" image
  "${SOURCE}" /usr/bin "${CMAKE_COMMAND}" "${TOOLS}" "${WORK}/shared/github" "${sh}" "${WORK}/enter")
if(NOT KEEP)
  file(REMOVE_RECURSE "${WORK}")
endif()
