# SPDX-License-Identifier: MIT
#
# One Kconfig and one .config as Linux of each version reads them: the last version before a change of
# the language or of `conf`, and the first one after it.
#
#   cmake -DPROGRAM=<linuxbake-kconfig> -DTREES=<directory> -DWORK=<directory> -P Dialects.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(COPY "${TREES}/dialects/" DESTINATION "${WORK}/tree")
file(WRITE "${WORK}/base.config"
  "#-CONFIG_SECOND is not set\n# CONFIG_SETTLED is not settled\n")
file(REAL_PATH "${WORK}/tree" tree)

# expect(<version> <line>...): the lines of .config that are not the same in all versions.
function(expect version)
  string(REGEX MATCH "^([0-9]+)[.]([0-9]+)$" version "${version}")
  file(WRITE "${WORK}/tree/Makefile"
    "VERSION = ${CMAKE_MATCH_1}\nPATCHLEVEL = ${CMAKE_MATCH_2}\nSUBLEVEL = 0\n")
  execute_process(COMMAND "${PROGRAM}" resolve --tree "${WORK}/tree" --arch x86_64 --no-cache
    --base "${WORK}/base.config" --output "${WORK}/${version}.config"
    ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
  file(STRINGS "${WORK}/${version}.config" lines ENCODING UTF-8
    REGEX "(HIDDEN|TITLE|NUMBER|SECOND|SETTLED|IMPLIED)|# end of")
  if(NOT "${lines}" STREQUAL "${ARGN}")
    message(SEND_ERROR "Linux ${version}:\n  ${lines}\ninstead of\n  ${ARGN}")
  endif()
endfunction()

set(hidden "# CONFIG_HIDDEN is not set")
set(title "CONFIG_TITLE=\"$(srctree)\"")
set(number "CONFIG_NUMBER=")
set(second "# CONFIG_SECOND is not set")
set(settled "# CONFIG_SETTLED is not set")
set(end_of_full "")
set(end_of_empty "")
set(implied "CONFIG_IMPLIED=y")
# expect_in(<version>): what the variables say by now.
macro(expect_in version)
  expect(${version} ${hidden} "${title}" "${number}" "${second}" "${settled}" ${end_of_full}
    ${end_of_empty} "${implied}")
endmacro()

expect_in(4.9)
expect_in(4.16)
set(hidden "")
expect_in(4.17)
set(title "CONFIG_TITLE=\"${tree}\"") # macros
expect_in(4.18)
expect_in(5.1)
set(end_of_full "# end of Full")
expect_in(5.2)
expect_in(5.6)
set(implied "CONFIG_IMPLIED=m")
expect_in(5.7)
expect_in(5.19)
set(second "CONFIG_SECOND=y")
set(end_of_empty "# end of Empty")
expect_in(6.0)
expect_in(6.7)
set(settled "CONFIG_SETTLED=y")
expect_in(6.8)
expect_in(6.10)
set(number "CONFIG_NUMBER=0")
expect_in(6.11)
expect_in(7.0)
