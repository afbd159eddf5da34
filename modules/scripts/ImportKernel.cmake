# SPDX-License-Identifier: MIT
#
# Writes the record of a kernel that was not built here.
#
#   cmake -DKERNEL=<file> -DARCH=<arch> -DCONFIG=<file or empty> -DRECORD=<file>
#         -P ImportKernel.cmake
cmake_minimum_required(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/../detail/KernelImage.cmake")

_linuxbake_kernel_image_version(version "${KERNEL}")
file(SHA256 "${KERNEL}" hash)
file(SIZE "${KERNEL}" size)
get_filename_component(name "${KERNEL}" NAME)
string(REGEX REPLACE "([\\\"])" "\\\\\\1" name "${name}")
set(record "{}")
string(JSON record SET "${record}" name "\"linux\"")
string(JSON record SET "${record}" version "\"${version}\"")
string(JSON record SET "${record}" arch "\"${ARCH}\"")
string(JSON record SET "${record}" source "{\"origin\": \"imported\", \"file\": \"${name}\"}")
if(NOT CONFIG STREQUAL "")
  file(SHA256 "${CONFIG}" config)
  string(JSON record SET "${record}" config "{\"sha256\": \"${config}\"}")
endif()
string(JSON record SET "${record}" files
  "{\"kernel\": {\"size\": ${size}, \"sha256\": \"${hash}\"}}")
file(WRITE "${RECORD}" "${record}\n")
