# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
HostFiles
---------

Files and programs of the host that a build of a foreign source reads although they are not in its
source: options that name files, and arguments that name files.  What is missing is an error, what
is there an input of the build.  The content is part of the key of a result (helpers/bake/toolchain
and, for options, helpers/bake/kbuild).

The global properties ``_LINUXBAKE_HOST_OPTIONS``, ``_LINUXBAKE_GUEST_OPTIONS`` and
``_LINUXBAKE_READING_OPTIONS`` are the tables: options of Linux whose words are paths of the host,
and those that are paths in the guest, or texts (``*`` stands for any characters); options of compilers
that are followed by a path, with or without something between.

``_linuxbake_files_of_options(<out-needed> <out-found> <kind> <configuration>...)``
  The paths that the options of configurations or fragments name, of which later ones replace earlier
  ones.  ``<kind>`` is the name of the source.  In ``<out-needed>`` are ``<OPTION>=<path>``, which have to
  be there: for ``linux`` those of the table below, for others CONFIG_SYSROOT and the paths in
  CONFIG_EXTRA_CFLAGS, CONFIG_EXTRA_LDFLAGS and CONFIG_EXTRA_LDLIBS.  In ``<out-found>`` are paths of
  other options of ``linux`` that are files of the host: an unknown option that names one may read
  it.  What is a path in the guest (DEFAULT_INIT, MODPROBE_PATH …) is none of both.

``_linuxbake_files_of_arguments(<out-needed> <out-found> <top> <binary> [<argument>...])``
  The absolute paths in arguments of compilers, makefiles and ``configure``.  Needed are those that a
  compiler or linker is told to read (-I, -include, -L, -T …), and those below the directory
  ``<top>``, but not below ``<binary>``; found are other regular files that are there.  Other paths,
  as in ``--prefix=/usr``, are the guest's.

``_linuxbake_files_behind(<out> <path>...)``
  The regular files behind the paths: of a directory all that is below (CMake looks again in each
  build), but nothing of one of the system, as ``/usr/include``; of a list for the kernel's
  gen_init_cpio also the files that it names.

``_linuxbake_missing_files(<out> [BELOW <directory>...] [MADE_BELOW <directory>...]``
``                         NEEDED <OPTION>=<path>...)``
  A sentence for each path that is not there.  A relative one is looked for below the directories of
  BELOW; without these nobody knows yet.  What is below one of MADE_BELOW may be made by the build.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

set_property(GLOBAL PROPERTY _LINUXBAKE_HOST_OPTIONS ACPI_CUSTOM_DSDT_FILE BOOT_CONFIG_EMBED_FILE
  CFG80211_EXTRA_REGDB_KEYDIR EXTRA_FIRMWARE INITRAMFS_SOURCE IPE_BOOT_POLICY LOGO_*_FILE
  MODULE_SIG_KEY SYSTEM_BLACKLIST_HASH_LIST SYSTEM_REVOCATION_KEYS SYSTEM_TRUSTED_KEYS
  UNUSED_KSYMS_WHITELIST)
set_property(GLOBAL PROPERTY _LINUXBAKE_GUEST_OPTIONS *_TEXT BOOTPARAM_STRING BUILD_SALT CMDLINE
  DEFAULT_INIT EVM_X509_PATH EXTRA_FIRMWARE_DIR IMA_X509_PATH LOCALVERSION MODPROBE_PATH
  PM_STD_PARTITION PSTORE_BLK_BLKDEV RTC_*_DEVICE SECURITY_TOMOYO_* SIMDISK*
  STATIC_USERMODEHELPER_PATH UEVENT_HELPER_PATH)
set_property(GLOBAL PROPERTY _LINUXBAKE_READING_OPTIONS -I -L -B -T @ --sysroot -isystem -iquote
  -idirafter -include -imacros -isysroot -specs --version-script --dynamic-list)

# A regular expression for a word of the table, which is HOST, GUEST or READING.
function(_linuxbake_regex_of_table out table)
  _linuxbake_read_property(words GLOBAL PROPERTY "_LINUXBAKE_${table}_OPTIONS")
  list(JOIN words "|" regex)
  string(REPLACE "*" ".*" regex "${regex}")
  set(${out} "(${regex})" PARENT_SCOPE)
endfunction()

# The names of the options with a text in these files; sets <prefix>_<NAME> of each in the caller.
function(_linuxbake_string_options out prefix)
  set(names "")
  foreach(file IN LISTS ARGN)
    file(STRINGS "${file}" lines REGEX "^(CONFIG_[A-Za-z0-9_]+=\"|# CONFIG_[A-Za-z0-9_]+ is not set)")
    foreach(line IN LISTS lines)
      if(line MATCHES "^CONFIG_([A-Za-z0-9_]+)=\"(.*)\"[ \t\r]*$")
        list(APPEND names "${CMAKE_MATCH_1}")
        set(option_${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
      elseif(line MATCHES "^# CONFIG_([A-Za-z0-9_]+) is not set")
        set(option_${CMAKE_MATCH_1} "")
      endif()
    endforeach()
  endforeach()
  list(REMOVE_DUPLICATES names)
  foreach(name IN LISTS names)
    set(${prefix}_${name} "${option_${name}}" PARENT_SCOPE)
  endforeach()
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

# The words of an option of the kernel, as <OPTION>=<path> and as paths.
function(_linuxbake_files_of_kernel_option name value firmware needed found)
  _linuxbake_regex_of_table(host HOST)
  _linuxbake_regex_of_table(guest GUEST)
  string(REGEX MATCHALL "[^ \t]+" words "${value}")
  set(must "")
  set(may "")
  foreach(word IN LISTS words)
    if(name STREQUAL "EXTRA_FIRMWARE")
      set(word "${firmware}/${word}")
    endif()
    if(name STREQUAL "MODULE_SIG_KEY" AND word MATCHES "^(pkcs11:.*|certs/signing_key.pem)$")
      continue() # the build makes the latter itself
    elseif(name MATCHES "^${host}$")
      list(APPEND must "CONFIG_${name}=${word}")
    elseif(NOT name MATCHES "^${guest}$" AND IS_ABSOLUTE "${word}" AND EXISTS "${word}" AND
        NOT IS_DIRECTORY "${word}")
      list(APPEND may "${word}")
    endif()
  endforeach()
  set(${needed} ${${needed}} ${must} PARENT_SCOPE)
  set(${found} ${${found}} ${may} PARENT_SCOPE)
endfunction()

function(_linuxbake_files_of_options out_needed out_found kind)
  set(all_needed "")
  set(all_found "")
  _linuxbake_string_options(options option ${ARGN})
  set(firmware /lib/firmware)
  if("EXTRA_FIRMWARE_DIR" IN_LIST options)
    set(firmware "${option_EXTRA_FIRMWARE_DIR}")
  endif()
  foreach(name IN LISTS options)
    if(kind STREQUAL "linux")
      _linuxbake_files_of_kernel_option("${name}" "${option_${name}}" "${firmware}"
        all_needed all_found)
    elseif(name MATCHES "^(SYSROOT|EXTRA_(CFLAGS|LDFLAGS|LDLIBS))$")
      set(value "${option_${name}}")
      if(name STREQUAL "SYSROOT" AND NOT value STREQUAL "")
        set(value "--sysroot=${value}")
      endif()
      _linuxbake_files_of_arguments(needed found "" "" "${value}")
      list(TRANSFORM needed PREPEND "CONFIG_${name}=")
      list(APPEND all_needed ${needed})
      list(APPEND all_found ${found})
    endif()
  endforeach()
  set(${out_needed} "${all_needed}" PARENT_SCOPE)
  set(${out_found} "${all_found}" PARENT_SCOPE)
endfunction()

# Whether the path is one of the directories, or below.
function(_linuxbake_is_below out path)
  set(${out} FALSE PARENT_SCOPE)
  foreach(top IN LISTS ARGN)
    string(FIND "${path}/" "${top}/" position)
    if(position EQUAL 0)
      set(${out} TRUE PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# One piece of an argument, which holds no blank, quote, comma, colon or "=": the path in it, empty
# where there is none, and whether the compiler is told to read it. <before> is the piece before.
function(_linuxbake_path_of_piece out_path out_is_read before piece)
  _linuxbake_regex_of_table(reading READING)
  set(${out_path} "" PARENT_SCOPE)
  set(${out_is_read} FALSE PARENT_SCOPE)
  if(piece MATCHES "^${reading}?(/.*)$")
    set(${out_path} "${CMAKE_MATCH_2}" PARENT_SCOPE)
    if("${before}${CMAKE_MATCH_1}" MATCHES "${reading}=?$")
      set(${out_is_read} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

function(_linuxbake_files_of_arguments out_needed out_found top binary)
  set(needed "")
  set(found "")
  set(before "")
  string(ASCII 1 mark) # stands for what would cut the directory itself
  string(REGEX REPLACE "[ \t\"',:=(){}<>|&]" "${mark}" top_as_word "${top}")
  foreach(argument IN LISTS ARGN)
    if(NOT "${top}" STREQUAL "")
      string(REPLACE "${top}" "${top_as_word}" argument "${argument}")
    endif()
    string(REGEX MATCHALL "[^ \t\"',:=(){}<>|&]+" pieces "${argument}")
    foreach(piece IN LISTS pieces)
      string(REPLACE "${top_as_word}" "${top}" piece "${piece}")
      _linuxbake_path_of_piece(path is_read "${before}" "${piece}")
      set(before "${piece}")
      set(is_ours FALSE)
      set(is_made FALSE)
      if(NOT path STREQUAL "" AND NOT "${top}" STREQUAL "")
        _linuxbake_is_below(is_ours "${path}" "${top}")
        _linuxbake_is_below(is_made "${path}" "${binary}")
      endif()
      if(is_read OR (is_ours AND NOT is_made))
        list(APPEND needed "${path}")
      elseif(IS_ABSOLUTE "${path}" AND EXISTS "${path}" AND NOT IS_DIRECTORY "${path}")
        list(APPEND found "${path}")
      endif()
    endforeach()
  endforeach()
  list(REMOVE_DUPLICATES needed)
  list(REMOVE_DUPLICATES found)
  set(${out_needed} "${needed}" PARENT_SCOPE)
  set(${out_found} "${found}" PARENT_SCOPE)
endfunction()

# The files that a list for gen_init_cpio (usr/gen_init_cpio.c of the kernel) names.
function(_linuxbake_files_of_cpio_list out path)
  set(files "")
  file(SIZE "${path}" size)
  if(size LESS 1000000 AND NOT path MATCHES "\\.cpio(\\.[a-z0-9]+)?$")
    file(STRINGS "${path}" lines REGEX "^[ \t]*file[ \t]+[^ \t]+[ \t]+/")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^[ \t]*file[ \t]+[^ \t]+[ \t]+([^ \t]+).*$" "\\1" file "${line}")
      list(APPEND files "${file}")
    endforeach()
  endif()
  set(${out} "${files}" PARENT_SCOPE)
endfunction()

function(_linuxbake_files_behind out)
  set(files "")
  foreach(path IN LISTS ARGN)
    _linuxbake_is_of_the_system(system "${path}")
    if(IS_DIRECTORY "${path}" AND NOT system)
      file(GLOB_RECURSE below CONFIGURE_DEPENDS "${path}/*")
      list(APPEND files ${below})
    elseif(EXISTS "${path}" AND NOT IS_DIRECTORY "${path}")
      _linuxbake_files_of_cpio_list(named "${path}")
      list(APPEND files "${path}" ${named})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES files)
  set(${out} "${files}" PARENT_SCOPE)
endfunction()

function(_linuxbake_missing_files out)
  _linuxbake_parse(missing 1 "" "" "BELOW;MADE_BELOW;NEEDED")
  set(sentences "")
  foreach(pair IN LISTS missing_NEEDED)
    string(REGEX MATCH "^([^=]*)=(.*)$" pair "${pair}")
    set(option "${CMAKE_MATCH_1}")
    set(path "${CMAKE_MATCH_2}")
    _linuxbake_is_below(is_made "${path}" ${missing_MADE_BELOW})
    if(IS_ABSOLUTE "${path}" AND NOT EXISTS "${path}" AND NOT is_made)
      list(APPEND sentences "${option} names '${path}', which is not there.")
    elseif(NOT IS_ABSOLUTE "${path}" AND NOT "${missing_BELOW}" STREQUAL "")
      set(places "${missing_BELOW}")
      list(TRANSFORM places APPEND "/${path}")
      set(there FALSE)
      foreach(place IN LISTS places)
        if(EXISTS "${place}")
          set(there TRUE)
        endif()
      endforeach()
      if(NOT there)
        list(APPEND sentences
          "${option} names '${path}', which is not in the source. Write its absolute path.")
      endif()
    endif()
  endforeach()
  set(${out} "${sentences}" PARENT_SCOPE)
endfunction()

# Of a directory of the system: what it holds is not read, there is too much of it.
function(_linuxbake_is_of_the_system out path)
  set(${out} FALSE PARENT_SCOPE)
  if(path MATCHES "^/((bin|lib[0-9a-z]*|opt|sbin|usr)(/.*)?)?$")
    set(${out} TRUE PARENT_SCOPE)
  endif()
endfunction()
