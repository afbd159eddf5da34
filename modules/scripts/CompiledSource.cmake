# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
CompiledSource
--------------

What the scripts of compiled sources (Kbuild.cmake, KernelModules.cmake) share.

``find_source()``, ``prepare_source()``
  Set ``source`` (the real path of the tree to build, patched where there are
  patches) and ``source_identity`` (what stands for its content in a key); the second one also
  readies the tree that is built in.
  A patched tree is made in the cache, once for each set of patches: links to the
  files of the pristine one, and new files where a patch changed them.

``copy_source(<directory> [<regex>...])``
  Copies it to where it may be changed; only what is newer than what is there.  Without ``.git`` and
  what else at its top has a name that matches a regular expression.

``compiler_identity(<out> <compiler>...)``, ``recipe_identity(<out> <file>...)``
  The compiler and linker in words, and what stands in a key for our own scripts.

``toolchain_identity(<out>)``
  What stands in a key for compiler, linker and the other programs of the host that make files in
  such builds: their bytes, because one may change and still give the same version.  A program is
  meant as PATH finds it; a compiler of ours stands for the one behind it.

``note(<out> <file>)``
  The content of one of our notes, empty where there is none.

``begin_record(<out>)``, ``end_record(<record> <compiler> <name>=<file>...)``,
``list_with_hashes(<out> <file>...)``
  The JSON record of what was built, for the manifest.
#]=======================================================================]
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/../detail/HostFiles.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/Make.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/PatchedSource.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/Results.cmake")

function(note out file)
  set(text "")
  if(EXISTS "${file}")
    file(READ "${file}" text)
  endif()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(compiler_identity out)
  execute_process(COMMAND ${ARGN} --version OUTPUT_VARIABLE version ERROR_VARIABLE error
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${title}: the compiler '${ARGN}' does not run: ${result} ${error}")
  endif()
  string(REGEX REPLACE "\n.*" "" version "${version}")
  execute_process(COMMAND ${ARGN} -print-prog-name=ld OUTPUT_VARIABLE linker
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  execute_process(COMMAND "${linker}" --version OUTPUT_VARIABLE linker_version ERROR_QUIET)
  string(REGEX REPLACE "\n.*" "" linker_version "${linker_version}")
  set(${out} "${version}; ${linker_version}" PARENT_SCOPE)
endfunction()

# The programs and files that a compiler consists of, as far as it names them.
function(parts_of_compiler out)
  set(files "")
  foreach(part IN ITEMS cc1 collect2 as ld)
    execute_process(COMMAND ${ARGN} -print-prog-name=${part} OUTPUT_VARIABLE found
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    list(APPEND files "${found}")
  endforeach()
  foreach(part IN ITEMS libgcc.a crtbeginT.o crtend.o libelf.so libcrypto.so)
    execute_process(COMMAND ${ARGN} -print-file-name=${part} OUTPUT_VARIABLE found
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    list(APPEND files "${found}")
  endforeach()
  set(${out} "${files}" PARENT_SCOPE)
endfunction()

function(toolchain_identity out)
  get_property(hash GLOBAL PROPERTY _LINUXBAKE_TOOLCHAIN)
  if(NOT "${hash}" STREQUAL "")
    set(${out} "${hash}" PARENT_SCOPE)
    return()
  endif()
  parts_of_compiler(names ${compiler})
  list(GET compiler 0 program)
  if(NOT IS_ABSOLUTE "${program}")
    list(APPEND names "${program}")
  endif()
  if(NOT compiler STREQUAL "gcc")
    parts_of_compiler(parts_of_host gcc)
    list(APPEND names gcc ${parts_of_host})
  endif()
  foreach(tool IN ITEMS ar as ld nm objcopy objdump ranlib readelf strip)
    list(APPEND names "${compiler_CROSS}${tool}")
  endforeach()
  list(APPEND names "${make_program}" sh bash awk sed grep perl python3 bc flex bison m4 gzip bzip2
    xz lzma lzop lz4 zstd cpio tar openssl pahole pkg-config)
  list(REMOVE_DUPLICATES names)
  set(files "")
  foreach(name IN LISTS names)
    unset(file)
    if(IS_ABSOLUTE "${name}" AND EXISTS "${name}")
      set(file "${name}")
    else()
      find_program(file NAMES "${name}" NO_CACHE NO_DEFAULT_PATH PATHS ENV PATH)
    endif()
    if(file)
      list(APPEND files "${file}")
    endif()
  endforeach()
  _linuxbake_identity_of_files(hash "${cache}" ${files})
  set_property(GLOBAL PROPERTY _LINUXBAKE_TOOLCHAIN "${hash}")
  set(${out} "${hash}" PARENT_SCOPE)
endfunction()

function(recipe_identity out)
  set(text "")
  foreach(script IN LISTS ARGN)
    file(SHA256 "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${script}" hash)
    string(APPEND text "${hash}\n")
  endforeach()
  string(SHA256 text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Makes <patched> in one step from <pristine>, under a lock.
function(make_patched_source pristine patched)
  _linuxbake_lock_result("patched-source")
  if(IS_DIRECTORY "${patched}")
    return()
  endif()
  message(STATUS "${title}: applying the patches to a copy of ${name} ${version}")
  _linuxbake_temporary_name(temporary "${patched}")
  # Hard links: patch(1) replaces a file and leaves the other name of the old one alone. The system
  # may refuse links to the files of another user's cache.
  execute_process(COMMAND cp -R -l "${pristine}" "${temporary}" RESULT_VARIABLE result ERROR_QUIET)
  if(NOT result EQUAL 0)
    file(REMOVE_RECURSE "${temporary}")
    _linuxbake_run("copying the source" QUIET COMMAND cp -R "${pristine}" "${temporary}")
  endif()
  foreach(patch IN LISTS patches)
    execute_process(COMMAND patch -p1 -E --batch --forward --no-backup-if-mismatch
        --read-only=ignore
      WORKING_DIRECTORY "${temporary}" INPUT_FILE "${patch}"
      OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
      file(REMOVE_RECURSE "${temporary}")
      message(NOTICE "${output}")
      message(FATAL_ERROR "${title}: the patch does not apply to ${name} ${version}: ${patch}")
    endif()
  endforeach()
  file(RENAME "${temporary}" "${patched}")
endfunction()

function(check_source_path)
  if(source MATCHES "[ \t:]")
    message(FATAL_ERROR "${title}: ${name} cannot be built from a source whose path has a space "
      "or a colon:\n  ${source}\nSet LINUXBAKE_CACHE_DIR to a directory without them.")
  endif()
  foreach(mark IN LISTS source_marks)
    if(NOT EXISTS "${source}/${mark}")
      message(FATAL_ERROR "${title}: '${source}' is not the source of ${name}: "
        "there is no ${mark} in it.")
    endif()
  endforeach()
endfunction()

# Times are kept, because makefiles look at them; by cp(1), because to file(COPY) files of the same
# second are the same. The files of the cache are read-only.
function(copy_source to)
  file(REAL_PATH "${source}" original)
  file(GLOB entries "${original}/*" "${original}/.[!.]*")
  foreach(left_out IN ITEMS "\\.git" LISTS ARGN)
    list(FILTER entries EXCLUDE REGEX "/${left_out}$")
  endforeach()
  file(MAKE_DIRECTORY "${to}")
  _linuxbake_run("copying the source" QUIET
    COMMAND cp -R -u --preserve=timestamps,links ${entries} "${to}")
  _linuxbake_run("making the copy writable" QUIET COMMAND chmod -R u+w "${to}")
endfunction()

function(empty_tree)
  file(REMOVE "${directory}/built-once")
  # Not the directory itself: it is the working directory of the step.
  file(GLOB content "${tree}/*" "${tree}/.*")
  list(FILTER content EXCLUDE REGEX "/\\.\\.?$")
  if(content)
    file(REMOVE_RECURSE ${content})
  endif()
endfunction()

# The tree belongs to one source and one compiler; what was made with others is of no use.
function(renew_tree)
  compiler_identity(version ${compiler})
  toolchain_identity(toolchain)
  set(identity "${arch}\n${version}\n${toolchain}\n")
  foreach(file IN LISTS kbuild_inputs)
    file(SHA256 "${file}" hash)
    string(APPEND identity "${hash}\n")
  endforeach()
  # ccache would look at the time stamp of the wrapper, which is new in every build directory, and
  # not at the specs and the gcc behind it.
  string(SHA256 hash "${identity}")
  set(ENV{CCACHE_COMPILERCHECK} "string:${hash}")
  string(APPEND identity "${source}\n")
  note(previous "${directory}/tree-of")
  if(NOT previous STREQUAL identity)
    if(NOT previous STREQUAL "")
      message(STATUS "${title}: another source or compiler: the tree is built anew")
    endif()
    file(REMOVE "${directory}/configured")
    empty_tree()
    file(WRITE "${directory}/tree-of" "${identity}")
  endif()
  file(MAKE_DIRECTORY "${tree}")
endfunction()

# Of the archive that a source came from; empty for a tree of the user's own.
function(recorded_sha256 out record_file)
  file(READ "${record_file}" record)
  string(JSON hash ERROR_VARIABLE error GET "${record}" sha256)
  if(error)
    set(hash "")
  endif()
  set(${out} "${hash}" PARENT_SCOPE)
endfunction()

function(find_source)
  if(NOT EXISTS "${source_link}/." OR NOT EXISTS "${source_record}") # e.g. an emptied cache
    _linuxbake_run("fetching ${name}" COMMAND ${fetch_command})
  endif()
  file(REAL_PATH "${source_link}" source)
  recorded_sha256(source_identity "${source_record}")
  if(NOT patches STREQUAL "")
    _linuxbake_patched_source(patched "${source}" ${patches})
    make_patched_source("${source}" "${patched}")
    set(source "${patched}")
  endif()
  check_source_path()
  set(source "${source}" PARENT_SCOPE)
  set(source_identity "${source_identity}" PARENT_SCOPE)
endfunction()

function(prepare_source)
  find_source()
  renew_tree()
  set(source "${source}" PARENT_SCOPE)
  set(source_identity "${source_identity}" PARENT_SCOPE)
endfunction()

function(json_string out text)
  string(REGEX REPLACE "([\\\"])" "\\\\\\1" text "${text}")
  set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()

function(list_with_hashes out)
  set(list "[]")
  set(index 0)
  foreach(file IN LISTS ARGN)
    file(SHA256 "${file}" hash)
    get_filename_component(file_name "${file}" NAME)
    json_string(file_name "${file_name}")
    string(JSON list SET "${list}" ${index} "{\"file\": ${file_name}, \"sha256\": \"${hash}\"}")
    math(EXPR index "${index} + 1")
  endforeach()
  set(${out} "${list}" PARENT_SCOPE)
endfunction()

function(begin_record out)
  file(READ "${source_record}" origin)
  string(JSON origin ERROR_VARIABLE ignored REMOVE "${origin}" path)
  string(JSON actual ERROR_VARIABLE error GET "${origin}" version)
  if(error)
    set(actual "${version}")
  endif()
  set(record "{}")
  string(JSON record SET "${record}" name "\"${name}\"")
  string(JSON record SET "${record}" version "\"${actual}\"")
  string(JSON record SET "${record}" arch "\"${arch}\"")
  string(JSON record SET "${record}" source "${origin}")
  set(${out} "${record}" PARENT_SCOPE)
endfunction()

function(end_record record built_by)
  json_string(built_by "${built_by}")
  string(JSON record SET "${record}" compiler "${built_by}")
  string(JSON record SET "${record}" files "{}")
  foreach(pair IN LISTS ARGN)
    string(REGEX MATCH "^([^=]+)=(.*)$" pair "${pair}")
    set(file_name "${CMAKE_MATCH_1}")
    set(file "${CMAKE_MATCH_2}")
    file(SHA256 "${file}" hash)
    file(SIZE "${file}" size)
    string(JSON record SET "${record}" files "${file_name}"
      "{\"size\": ${size}, \"sha256\": \"${hash}\"}")
  endforeach()
  file(WRITE "${directory}/record.new" "${record}\n")
  _linuxbake_copy_if_different("${directory}/record.new" "${directory}/record.json")
  file(REMOVE "${directory}/record.new")
endfunction()
