# SPDX-License-Identifier: MIT
#
# The user's environment changes nothing. The project in environment/ is built as it is, and with
# variables that make, Kbuild, compilers, shells, interpreters, archivers and the writers of images
# read, and some that nobody knows. None of them may reach the makefiles of the fake trees, which
# write down what they see; all that is made has to be the same, byte for byte.
#
#   cmake -DLINUXBAKE_DIR=<dir> -DWORK=<dir> -P RunEnvironment.cmake
cmake_minimum_required(VERSION 3.25)
set(GENERATOR Ninja)
include("${CMAKE_CURRENT_LIST_DIR}/../../rebuild/kbuild/Common.cmake")

# A directory with headers and libraries of the wrong kind, and a Turkish locale.
set(wrong "${plain}/wrong")
foreach(header IN ITEMS stddef.h stdint.h stdio.h stdarg.h)
  file(WRITE "${wrong}/${header}" "#error a header of the user's environment\n")
endforeach()
foreach(file IN ITEMS sitecustomize.py wrong.pm mtoolsrc xorrisorc startup.sh kconfig.config)
  file(WRITE "${wrong}/${file}" "hostile\n")
endforeach()
execute_process(COMMAND localedef -i tr_TR -f UTF-8 "${plain}/tr_TR.UTF-8"
  RESULT_VARIABLE no_turkish OUTPUT_QUIET ERROR_QUIET)

# <NAME>=<value>; those of a second list only matter to a build that is configured.
set(hostile "")
foreach(name IN ITEMS ARCH SUBARCH SRCARCH CROSS_COMPILE LLVM LLVM_IAS CC CXX CPP HOSTCC HOSTCXX LD
    AS AR NM OBJCOPY STRIP REALGCC SUBDIRS M O V C W CF CHECK srctree objtree prefix DESTDIR LOCALVERSION
    EXTRAVERSION INSTALL_PATH INSTALL_MOD_PATH INSTALL_HDR_PATH CONFIG_SHELL CONFIG_FIRST
    CFLAGS CXXFLAGS CPPFLAGS LDFLAGS LDLIBS ASFLAGS ARFLAGS KCFLAGS KCPPFLAGS KAFLAGS CFLAGS_KERNEL
    HOSTCFLAGS HOSTLDFLAGS EXTRA_CFLAGS KBUILD_CFLAGS KBUILD_OUTPUT KBUILD_EXTMOD KBUILD_VERBOSE
    KBUILD_BUILD_USER KBUILD_BUILD_HOST KBUILD_SRC KBUILD_DEFCONFIG KCONFIG_CONFIG KCONFIG_SEED
    MAKEFLAGS MFLAGS GNUMAKEFLAGS MAKEOVERRIDES MAKEFILES MAKELEVEL MAKE MAKESHELL
    GREP_OPTIONS TAR_OPTIONS XZ_DEFAULTS XZ_OPT GZIP BZIP BZIP2 ZSTD_CLEVEL ZSTD_NBTHREADS LZMA_OPT
    POSIXLY_CORRECT COMPILER_PATH GCC_EXEC_PREFIX LIBRARY_PATH LD_RUN_PATH DEPENDENCIES_OUTPUT
    SUNPRO_DEPENDENCIES GCC_COMPARE_DEBUG LDEMULATION GNUTARGET COLLECT_NO_DEMANGLE
    PERL5OPT RUBYOPT PYTHONHOME PYTHONSTARTUP AWKPATH AWKLIBPATH BLOCK_SIZE LS_BLOCK_SIZE TIME_STYLE
    MTOOLS_LOWER_CASE MTOOLS_NO_VFAT MTOOLS_FAT_COMPATIBILITY MTOOLS_SKIP_CHECK MTOOLS_NAME_NUMERIC_TAIL
    MKE2FS_DEVICE_SECTSIZE MKE2FS_SYNC MKE2FS_DEVICE_PHYS_SECTSIZE E2FSPROGS_LIBMAGIC_SUPPRESS
    GRUB_PREFIX pkgdatadir GRUB_DEVICE XORRISO_ISO SFDISK_DEBUG LIBFDISK_DEBUG DEBUGFS_PAGER PAGER
    NAME_THAT_NOBODY_KNOWS lower_case_name BASH_FUNC_make%%)
  list(APPEND hostile "${name}=hostile")
endforeach()
list(APPEND hostile "CPATH=${wrong}" "C_INCLUDE_PATH=${wrong}" "CPLUS_INCLUDE_PATH=${wrong}"
  "BASH_ENV=${wrong}/startup.sh" "ENV=${wrong}/startup.sh" "PYTHONPATH=${wrong}" "PERL5LIB=${wrong}"
  "MTOOLSRC=${wrong}/mtoolsrc" "MKE2FS_CONFIG=${wrong}/mtoolsrc" "KCONFIG_ALLCONFIG=${wrong}/kconfig.config"
  "CDPATH=/usr:/usr/bin" "TZ=Pacific/Auckland" "LANG=tr_TR.UTF-8" "LANGUAGE=tr:de" "LC_CTYPE=tr_TR.UTF-8"
  "SEVERAL_LINES=a[b\nPATH=hostile\nhostile x=hostile")
if(no_turkish)
  message(STATUS "There is no Turkish locale on this host: without.")
  list(APPEND hostile "LC_ALL=C.UTF-8")
else()
  list(APPEND hostile "LC_ALL=tr_TR.UTF-8" "LOCPATH=${plain}")
endif()

set(options "")
foreach(name IN ITEMS linux busybox toybox musl)
  fake_source(tree "${name}" "${plain}")
  string(TOUPPER "${name}" upper)
  list(APPEND options "-DLINUXBAKE_SOURCE_DIR_${upper}=${tree}")
endforeach()
foreach(option IN ITEMS BLK_DEV_INITRD RD_XZ RD_GZIP)
  file(APPEND "${plain}/linux/options.txt" "${option} n\n")
  file(APPEND "${plain}/linux/Kconfig" "\nconfig ${option}\n\tbool \"${option}\"\n")
endforeach()
file(COPY "${CMAKE_CURRENT_LIST_DIR}/environment/" DESTINATION "${source}")
file(WRITE "${source}/kernel.config" "CONFIG_BLK_DEV_INITRD=y\nCONFIG_SECOND=y\n")
file(MAKE_DIRECTORY "${plain}/ready")
execute_process(COMMAND make -s -C "${plain}/linux" "O=${plain}/ready" tinyconfig bzImage
  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
file(COPY_FILE "${plain}/ready/arch/x86/boot/bzImage" "${source}/bzImage")
# What the makefiles see, they append to a file that LINUXBAKE_* names.
set(seen "${plain}/seen")
set(ENV{LINUXBAKE_FAKE_SEEN} "${seen}")
foreach(tree IN ITEMS linux busybox toybox musl)
  file(APPEND "${plain}/${tree}/Makefile" "\n$(shell env >> $(LINUXBAKE_FAKE_SEEN))\n")
endforeach()
fake_archive(archive hash hello 1.0 "${plain}")
list(APPEND options "-DHELLO=${archive}" "-DHELLO_HASH=${hash}")

# Builds with the variables; all that came out, in `sums` of the caller.
function(build_all sums_variable)
  file(REMOVE_RECURSE "${build}" "${cache}" "${seen}")
  foreach(step IN ITEMS "-G;Ninja;-S;${source};-B;${build};-DLinuxBake_DIR=${LINUXBAKE_DIR};${options}"
      "--build;${build}")
    execute_process(COMMAND "${CMAKE_COMMAND}" -E env ${ARGN} "${CMAKE_COMMAND}" ${step}
      RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
      message(NOTICE "${output}")
      message(FATAL_ERROR "With '${ARGN}' it fails.")
    endif()
  endforeach()
  file(GLOB_RECURSE files "${build}/images/*" "${build}/*/init" "${build}/*/*.config" "${build}/*/config"
    "${build}/*/busybox" "${build}/*/toybox" "${build}/*/record.json" "${build}/*/linuxbake-init")
  set(sums "")
  foreach(file IN LISTS files)
    if(NOT IS_SYMLINK "${file}")
      file(SHA256 "${file}" sum)
      list(APPEND sums "${file} ${sum}")
    endif()
  endforeach()
  set(${sums_variable} "${sums}" PARENT_SCOPE)
endfunction()

build_all(reference)
list(LENGTH reference count)
if(count LESS 14 OR NOT EXISTS "${seen}")
  message(FATAL_ERROR "That is not everything: ${reference}")
endif()
build_all(actual ${hostile})
file(STRINGS "${seen}" lines REGEX "hostile|${wrong}|tr_TR|Auckland")
if(NOT lines STREQUAL "")
  list(JOIN lines "\n  " lines)
  message(NOTICE "  ${lines}")
  message(FATAL_ERROR "The makefiles see variables of the user's.")
endif()
if(NOT actual STREQUAL reference)
  set(changed "${actual}")
  list(REMOVE_ITEM changed ${reference})
  list(JOIN changed "\n  " changed)
  message(NOTICE "  ${changed}")
  message(FATAL_ERROR "The user's environment changes what is made.")
endif()
message(STATUS "${count} files are the same.")
file(REMOVE_RECURSE "${plain}")
