# SPDX-License-Identifier: MIT
#
# host_with(<program>...)
#   From here on PATH has these programs of the host and nothing else. <bin> is its directory.
macro(host_with)
  set(bin "${CMAKE_CURRENT_BINARY_DIR}/bin")
  file(MAKE_DIRECTORY "${bin}")
  foreach(name IN ITEMS ${ARGN})
    find_program(program "${name}" REQUIRED NO_CACHE)
    file(CREATE_LINK "${program}" "${bin}/${name}" SYMBOLIC)
    unset(program)
  endforeach()
  set(ENV{PATH} "${bin}")
endmacro()
