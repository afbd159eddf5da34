# SPDX-License-Identifier: MIT
#
# What the tree asks of the compiler is asked once, also where the evaluation asks it at last, and
# not at all where it cannot matter.
#
#   cmake -DPROGRAM=<linuxbake-kconfig> -DTREES=<directory> -DWORK=<directory> -P KeptAnswers.cmake
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${WORK}")
file(COPY "${TREES}/language/" DESTINATION "${WORK}/tree")
file(WRITE "${WORK}/tree/compiler" "#!/bin/sh\necho \"$1\" >> \"$TMPDIR/asked\"\n")
file(CHMOD "${WORK}/tree/compiler" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
file(APPEND "${WORK}/tree/Kconfig" "
config ASKED
	def_bool $(success,$(srctree)/compiler matters)

config NOT_ASKED
	def_bool !ASKED && $(success,$(srctree)/compiler does-not-matter)
")
set(ENV{TMPDIR} "${WORK}")
foreach(round IN ITEMS first second)
  execute_process(COMMAND "${PROGRAM}" resolve --tree "${WORK}/tree" --arch x86_64
    --base alldefconfig --cache "${WORK}/cache" --output "${WORK}/${round}.config"
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()

file(READ "${WORK}/asked" asked)
if(NOT asked STREQUAL "matters\n")
  message(SEND_ERROR "Asked was:\n${asked}")
endif()
file(READ "${WORK}/first.config" first)
file(READ "${WORK}/second.config" second)
if(NOT first STREQUAL second OR NOT first MATCHES "\nCONFIG_ASKED=y\n")
  message(SEND_ERROR "The first configuration:\n${first}\nThe second:\n${second}")
endif()
file(GLOB left "${WORK}/linuxbake-kconfig-*")
if(left)
  message(SEND_ERROR "Directories are left: ${left}")
endif()
