# SPDX-License-Identifier: MIT
# What a project declares before the first look-up comes before the catalogue: as the default, and for
# the same version. The other versions of the catalogue stay.
function(expect variable value)
  if(NOT "${${variable}}" STREQUAL value)
    message(FATAL_ERROR "${variable} is '${${variable}}', not '${value}'")
  endif()
endfunction()

set(hash 1111111111111111111111111111111111111111111111111111111111111111)
linuxbake_declare_source(linux VERSION 6.6.70 URL https://example.org/linux-6.6.70.tar.xz
  URL_HASH SHA256=${hash})
linuxbake_declare_source(linux VERSION 6.12.104 URL https://example.org/mine-6.12.tar.xz?download=1
  URL_HASH SHA256=${hash})
linuxbake_declare_source(linux VERSION 6.6.70 URL https://example.org/late.tar.xz
  URL_HASH SHA256=2222222222222222222222222222222222222222222222222222222222222222)

_linuxbake_get_source(test linux "" first)
expect(first_NAME linux)
expect(first_VERSION 6.6.70)
expect(first_SHA256 ${hash})
expect(first_SOURCE_DIR "")
_linuxbake_get_source(test linux 6.12.104 second)
expect(second_SHA256 ${hash})
file(READ "${second_SPEC}" recipe)
string(JSON archive_name GET "${recipe}" archive_name)
expect(archive_name mine-6.12.tar.xz)
_linuxbake_get_source(test linux 6.18.45 third)
expect(third_SHA256 30fa4a56579ca614ac125a12614f7f6466f87ab1278aef7b951dd74156deab33)
_linuxbake_get_source(test musl "" fourth)
expect(fourth_VERSION 1.2.5)

set(LINUXBAKE_SOURCE_DIR_MUSL "${CMAKE_CURRENT_SOURCE_DIR}")
_linuxbake_get_source(test musl 1.2.6 fifth)
expect(fifth_VERSION local)
expect(fifth_SHA256 "")
expect(fifth_SOURCE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
_linuxbake_get_source(test musl "" sixth SOURCE_DIR .)
expect(sixth_SOURCE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
