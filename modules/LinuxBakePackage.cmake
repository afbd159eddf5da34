# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakePackage
----------------

.. versionadded:: 0.1

.. versionchanged:: 0.2
  ``DEPENDS``, ``NATIVE_DEPENDS``, ``AUTORECONF``, ``INPUTS``, ``SOURCE_SUBDIR``; CMake and Meson.

Other people's programs, compiled for the target from their source: anything that comes
with a ``configure``, with a makefile, with CMake's ``CMakeLists.txt`` or Meson's ``meson.build``.

::

  linuxbake_add_package(<target> SOURCE <name> LIBC <libc> [ALL]
    [VERSION <version> | SOURCE_DIR <directory>]
    [BUILD_SYSTEM autotools|configure|make|cmake|meson]
    [DEPENDS <package>...] [NATIVE_DEPENDS <package>...]
    [AUTORECONF] [IN_SOURCE] [SOURCE_SUBDIR <directory>]
    [CONFIGURE <argument>...]
    [MAKE <argument>...]
    [INSTALL <argument>...]
    [CFLAGS <flag>...] [LDFLAGS <flag>...]
    [KEEP <path>...]
    [INPUTS <path>...]
    [PATCHES <file>...])

``SOURCE``
  A source of the catalogue (``dropbear``, ``e2fsprogs``, ``tcc``) or one that
  linuxbake_declare_source() declared.
``LIBC``
  A target of linuxbake_add_musl(), or of linuxbake_add_cxx() for C++; the package is linked against
  it statically, and is of its architecture.
``ALL``, ``VERSION``, ``SOURCE_DIR``, ``PATCHES``
  As with linuxbake_add_kernel().
``BUILD_SYSTEM``
  ``autotools`` (the default): ``configure`` gets ``--host``, ``--build`` and ``--prefix=/usr``,
  then CONFIGURE.  These two always differ, so that ``configure`` never runs a program to learn
  about the host. ``configure``: a script of another make, which gets CONFIGURE alone. ``make``: a
  makefile and nothing before it. ``cmake``: a CMake project, which gets the toolchain file of LIBC,
  with ``CMAKE_BUILD_TYPE=MinSizeRel``, ``CMAKE_INSTALL_PREFIX=/usr``, ``BUILD_SHARED_LIBS=OFF`` and
  ``CMAKE_SKIP_RPATH=ON``, then CONFIGURE. ``meson``: a Meson project, which gets the cross file of
  LIBC, with ``--buildtype=minsize``, ``--prefix=/usr`` and ``--wrap-mode=nodownload``, then
  CONFIGURE. The first two find the tools in the environment (CC, AR, RANLIB, STRIP, CFLAGS, LDFLAGS
  …, and CXX and CXXFLAGS if LIBC has C++, PKG_CONFIG), the makefile on its command line.
``DEPENDS``
  Packages whose headers and libraries this one is compiled with, and those that they depend on.
  They are built before it.  Its compiler, CMake, Meson and ``pkg-config`` find them in ``/usr``
  of a directory of their own, and nothing of the host there.
``NATIVE_DEPENDS``
  Packages whose programs run while this one is built, as generators of code do.  They are for the
  host's architecture, with a LIBC for that: static programs run on the host as they do in an image.
  What is in their ``/usr/bin`` comes first in ``PATH``.
``AUTORECONF``
  The source comes without a ``configure``, as archives of a repository do: the host's ``autoreconf``
  makes it from ``configure.ac``, in a copy of the source.
``IN_SOURCE``
  The package cannot be built outside its source, so it is built in a copy.  With ``make`` it always
  is.
``SOURCE_SUBDIR``
  Where in the source the CMake or Meson project is, if not at its top.
``CONFIGURE``, ``MAKE``, ``INSTALL``
  Arguments of ``configure``, ``cmake`` or ``meson setup``, of ``make`` (or Meson's ``ninja``), and
  of the ``make`` that installs, which also gets DESTDIR.  In CONFIGURE, ``@CC@`` stands for the
  compiler command; in INSTALL, ``@DESTDIR@`` for the directory to install to, for a makefile that
  calls it otherwise (``"INSTALL_TOP=@DESTDIR@/usr"``).  The default of INSTALL is ``install``.  It
  can write to the package's build tree and nowhere else, even if root builds; see below for
  details.
``CFLAGS``, ``LDFLAGS``
  They come after LinuxBake's own: ``-Os``, and a section for each function, so that only functions
  in use are linked.
``KEEP``
  Which of the installed files go into the image: paths, with ``*`` and ``?``; a directory means
  everything below it.  Default: everything except manuals and translations (``/usr/share/doc``,
  ``info``, ``locale`` and ``man``).

``INPUTS``
  Files and directories of the host that the build reads besides its source, as a configuration that
  the makefile includes.  If one changes, the package is built again.  Each build looks at
  everything in such a directory: names, modes, owners, links and empty directories too.  Do not
  repeat absolute paths of CONFIGURE, MAKE, INSTALL, CFLAGS and LDFLAGS here.  They are inputs
  already if they are arguments of a compiler (``-I``, ``-include``, ``-L``, ``-T`` …), if they are
  below the top directory of the project, or if they name a file that is there.  One of the first
  two kinds that is missing is an error, unless it is below the binary directory, where the build
  may make it.

The programs are stripped.  A program that is linked dynamically is an error, because the image has
no shared libraries.  Probably another compiler than CC has compiled it.

Two means of the kernel keep what INSTALL runs inside the build tree:

* Landlock (Linux 5.13): elsewhere, no file can be made, written, renamed or removed, nor truncated
  by its name (Linux 6.2).  It does not know of modes, owners, times and extended attributes: a
  ``chmod`` of a file elsewhere is not held by it.
* A mount namespace in which all else is read-only (Linux 5.12): those cannot be changed either.  For
  root, who needs CAP_SYS_ADMIN, and not in a chroot; for others where users may have user namespaces.
  There, files of others seem to be nobody's, and a ``chown`` or ``chgrp`` to anybody else fails.

LinuxBake uses both if the host has both.  ``linuxbake-jobs can-confine --attributes`` says whether
it has the second.  If it has neither, root may not install, and other users install with their own
rights; LINUXBAKE_UNCONFINED_INSTALL=1 in the environment permits it to root as well.  Other
processes, as a daemon behind a socket, are not confined; nor are ``configure`` and MAKE.

The target is an ExternalProject.  Properties: KIND (package), OUTPUT (the directory that holds
what was installed, as in the image), ARCH, LIBC, PACKAGES (what it depends on), SOURCE_DIR, BINARY_DIR, RECORD, ENTRIES, DEPENDS.
Files have the modes 0755 and 0644 and belong to 0:0; linuxbake_rootfs_install() with OVERRIDE
gives others.  A finished package is kept in ``results/`` of the cache, as kernels are, under the
hash of source, libc, compiler and other tools, all arguments, and the files that they name.  The
bytes depend on neither the time nor the directory, as far as the package's own makefiles let them.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_musl(libc)
  linuxbake_add_busybox(busybox LIBC libc)
  linuxbake_add_package(dropbear SOURCE dropbear LIBC libc
    CONFIGURE --disable-zlib --disable-wtmp --disable-lastlog
    MAKE "PROGRAMS=dropbear dropbearkey dbclient scp" MULTI=1
    INSTALL install "PROGRAMS=dropbear dropbearkey dbclient scp" MULTI=1)
  linuxbake_add_rootfs(rootfs USERLAND busybox PACKAGES dropbear)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Compile.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/HostFiles.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/TopDirectory.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/WatchedInputs.cmake")

# What does not fit together, and the defaults.
macro(_linuxbake_package_arguments where)
  if("${arg_BUILD_SYSTEM}" STREQUAL "")
    set(arg_BUILD_SYSTEM autotools)
  endif()
  _linuxbake_one_of("${where}" BUILD_SYSTEM "${arg_BUILD_SYSTEM}" autotools configure make
    cmake meson)
  if(NOT "${arg_SOURCE_SUBDIR}" STREQUAL "" AND NOT arg_BUILD_SYSTEM MATCHES "^(cmake|meson)$")
    _linuxbake_error("${where}" "SOURCE_SUBDIR goes with BUILD_SYSTEM cmake or meson only.")
  endif()
  set(meson_program "")
  set(ninja_program "")
  if(arg_BUILD_SYSTEM STREQUAL "meson")
    _linuxbake_find_program("${where}" meson_program "meson" meson)
    _linuxbake_find_program("${where}" ninja_program "ninja" ninja ninja-build)
  endif()
  set(autoreconf_program "")
  if(arg_AUTORECONF AND NOT arg_BUILD_SYSTEM STREQUAL "autotools")
    _linuxbake_error("${where}" "AUTORECONF goes with BUILD_SYSTEM autotools only.")
  elseif(arg_AUTORECONF)
    _linuxbake_find_program("${where}" autoreconf_program "autoreconf" autoreconf)
    _linuxbake_find_program("${where}" automake "automake" automake)
  endif()
  if(arg_BUILD_SYSTEM STREQUAL "make" AND NOT "${arg_CONFIGURE}" STREQUAL "")
    _linuxbake_error("${where}" "CONFIGURE does not go with BUILD_SYSTEM make,"
      "which runs no configure. Give the makefile its variables with MAKE.")
  endif()
  if("${arg_INSTALL}" STREQUAL "")
    set(arg_INSTALL install)
  endif()
  foreach(path IN LISTS arg_KEEP)
    if(NOT path MATCHES "^/." OR "${path}/" MATCHES "/\\.\\.?/")
      _linuxbake_error("${where}" "KEEP '${path}' is no absolute path."
        "It is a path in the root file system, as /usr/sbin/*.")
    endif()
  endforeach()
endmacro()

# The paths of the host that the build reads, and the files behind them. Those of the source or the
# tree are none, nor those of other packages, whose records are inputs.
function(_linuxbake_package_inputs where out_paths out_files)
  _linuxbake_parse(read 3 "" "" "INPUTS;EXCEPT;ARGUMENTS")
  _linuxbake_top_directory(top)
  _linuxbake_top_binary_directory(made)
  _linuxbake_files_of_arguments(needed found "${top}" "${made}" ${read_ARGUMENTS})
  foreach(path IN LISTS read_INPUTS)
    get_filename_component(path "${path}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    list(APPEND needed "${path}")
  endforeach()
  set(paths "")
  foreach(path IN LISTS needed found)
    _linuxbake_is_below(is_its_own "${path}" ${read_EXCEPT})
    _linuxbake_is_below(is_made "${path}" "${made}")
    if(is_its_own)
      continue()
    elseif(NOT EXISTS "${path}" AND NOT is_made)
      _linuxbake_error("${where}" "The build would read what is not there:" "  ${path}"
        "It is named by INPUTS or by an argument of CONFIGURE, MAKE, INSTALL, CFLAGS or LDFLAGS.")
    endif()
    list(APPEND paths "${path}")
  endforeach()
  list(REMOVE_DUPLICATES paths)
  _linuxbake_files_behind(files ${paths})
  foreach(path IN LISTS paths)
    if(NOT EXISTS "${path}")
      list(APPEND files "${path}")
    endif()
  endforeach()
  _linuxbake_remove_broken_links(files)
  set(${out_paths} "${paths}" PARENT_SCOPE)
  set(${out_files} "${files}" PARENT_SCOPE)
endfunction()

# What is looked at in each build: the directories, also those that the build has yet to make.
function(_linuxbake_watch_package out target directory)
  _linuxbake_parse(watch 3 "" "" "PATHS;AFTER")
  set(directories "")
  foreach(path IN LISTS watch_PATHS)
    if(IS_DIRECTORY "${path}" OR NOT EXISTS "${path}")
      list(APPEND directories "${path}")
    endif()
  endforeach()
  _linuxbake_watch_inputs(watched "${target}" watched DIRECTORY "${directory}"
    DIRECTORIES ${directories} AFTER ${watch_AFTER})
  set(${out} "${watched}" PARENT_SCOPE)
endfunction()

# What the recipe says of it besides, and what the build needs of the machine that builds.
macro(_linuxbake_package_variables where)
  set(build_system "${arg_BUILD_SYSTEM}")
  set(in_source "${arg_IN_SOURCE}")
  set(source_marks configure)
  set(source_subdir "${arg_SOURCE_SUBDIR}")
  if(build_system STREQUAL "make")
    set(in_source TRUE)
    set(source_marks "")
  elseif(arg_AUTORECONF)
    set(in_source TRUE)
    set(source_marks configure.ac)
  elseif(build_system STREQUAL "cmake")
    cmake_path(APPEND source_subdir CMakeLists.txt OUTPUT_VARIABLE source_marks)
  elseif(build_system STREQUAL "meson")
    cmake_path(APPEND source_subdir meson.build OUTPUT_VARIABLE source_marks)
  endif()
  _linuxbake_host_architecture(host_arch)
  _linuxbake_get_architecture("${where}" "${host_arch}")
  set(build_triple "${arch_TRIPLE}-linux-gnu")
  _linuxbake_get_architecture("${where}" "${arg_ARCH}")
  set(host_triple "${arch_TRIPLE}-linux-musl")
endmacro()

# The packages that something is compiled with: those that it names by <keyword>, and all behind
# them.
function(_linuxbake_needed_packages out where keyword arch)
  set(needed "")
  foreach(package IN LISTS ARGN)
    _linuxbake_require_target("${where}" "${keyword}" "${package}" package)
    linuxbake_get_property(package_arch "${package}" ARCH)
    if(NOT package_arch STREQUAL arch)
      _linuxbake_error("${where}" "${keyword} '${package}' is for ${package_arch}, not for ${arch}."
        "Add the package once more, with a LIBC for ${arch}.")
    endif()
    linuxbake_get_property(behind "${package}" PACKAGES)
    list(APPEND needed ${behind} "${package}")
  endforeach()
  list(REMOVE_DUPLICATES needed)
  set(${out} "${needed}" PARENT_SCOPE)
endfunction()

# Where packages are installed, and the files that tell what that is.
function(_linuxbake_results_of_packages out_roots out_records)
  set(roots "")
  set(records "")
  foreach(package IN LISTS ARGN)
    linuxbake_get_property(root "${package}" OUTPUT)
    linuxbake_get_property(record "${package}" RECORD)
    list(APPEND roots "${root}")
    list(APPEND records "${record}")
  endforeach()
  set(${out_roots} "${roots}" PARENT_SCOPE)
  set(${out_records} "${records}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_package target)
  _linuxbake_parse_arguments(target "ALL;IN_SOURCE;AUTORECONF"
    "SOURCE;LIBC;VERSION;SOURCE_DIR;BUILD_SYSTEM;SOURCE_SUBDIR"
    "DEPENDS;NATIVE_DEPENDS;CONFIGURE;MAKE;INSTALL;CFLAGS;LDFLAGS;KEEP;INPUTS;PATCHES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED SOURCE LIBC)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_target("${where}" LIBC "${arg_LIBC}" libc)
  linuxbake_get_property(arg_ARCH "${arg_LIBC}" ARCH)
  linuxbake_get_property(cc "${arg_LIBC}" CC)
  linuxbake_get_property(cxx "${arg_LIBC}" CXX)
  linuxbake_get_property(toolchain_file "${arg_LIBC}" TOOLCHAIN_FILE)
  linuxbake_get_property(meson_cross_file "${arg_LIBC}" MESON_CROSS_FILE)
  linuxbake_get_property(records "${arg_LIBC}" RECORD)
  _linuxbake_needed_packages(needed "${where}" DEPENDS "${arg_ARCH}" ${arg_DEPENDS})
  _linuxbake_results_of_packages(needed_roots needed_records ${needed})
  _linuxbake_host_architecture(host_arch)
  _linuxbake_needed_packages(native "${where}" NATIVE_DEPENDS "${host_arch}" ${arg_NATIVE_DEPENDS})
  _linuxbake_results_of_packages(native_roots native_records ${native})
  list(APPEND records ${needed_records} ${native_records})
  _linuxbake_source_arguments("${where}")
  _linuxbake_package_arguments("${where}")
  _linuxbake_compiler("${where}" "${arg_ARCH}")
  _linuxbake_package_variables("${where}")
  _linuxbake_require_files(patches "${where}" PATCHES ${arg_PATCHES})
  _linuxbake_get_source("${where}" "${arg_SOURCE}" "${arg_VERSION}" source
    SOURCE_DIR "${arg_SOURCE_DIR}")
  set(local_source "${source_SOURCE_DIR}")
  if(NOT local_source STREQUAL "")
    _linuxbake_check_own_tree("${where}" "${local_source}" "${arg_SOURCE}")
  endif()
  _linuxbake_compiled_paths("${where}" "${target}" "${arg_SOURCE}")

  _linuxbake_package_inputs("${where}" package_inputs input_files INPUTS ${arg_INPUTS}
    EXCEPT "${tree}" "${source_link}" ${local_source} ${needed_roots} ${native_roots}
    ARGUMENTS ${arg_CONFIGURE} ${arg_MAKE} ${arg_INSTALL} ${arg_CFLAGS} ${arg_LDFLAGS})
  _linuxbake_watch_package(watched "${target}" "${directory}" PATHS ${package_inputs}
    AFTER ${input_files})

  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_compile("${target}" ${all} RECIPE package
    DIRECTORY "${directory}" TREE "${tree}" LOCAL "${local_source}"
    TOOLS "${compiler_CROSS}gcc" "${compiler_CROSS}ld"
    FETCH ${fetch_command} SPEC "${source_spec}" INPUTS ${patches} ${records}
      ${input_files} ${watched}
    PRODUCTS "${directory}/record.json" DEPENDS "${arg_LIBC}" ${needed} ${native})
  _linuxbake_cache_directory(cache)
  _linuxbake_look_for_program(make_program NAMES gmake make REQUIRED)
  _linuxbake_recipe("${target}" KIND package DIRECTORY "${directory}"
    TEXT name "${arg_SOURCE}" TEXT version "${source_VERSION}" TEXT arch "${arg_ARCH}"
    TEXT directory "${directory}" TEXT tree "${tree}" TEXT cache "${cache}"
    TEXT cmake "${CMAKE_COMMAND}" TEXT make "${make_program}"
    TEXT jobs "$<TARGET_FILE:LinuxBake::jobs>"
    TEXT source_link "${source_link}" TEXT source_record "${source_record}"
    LIST source_fetch "${fetch_command}" TEXT source_local "${local_source}"
    LIST source_marks "${source_marks}" LIST patches "${patches}" LIST records "${records}"
    TEXT build_system "${build_system}" FLAG in_source "${in_source}"
    TEXT source_subdir "${source_subdir}"
    TEXT compiler "${cc}" TEXT compiler_cxx "${cxx}" TEXT compiler_cache "${compiler_CACHE}"
    TEXT binutils "${compiler_CROSS}" TEXT autoreconf "${autoreconf_program}"
    TEXT meson "${meson_program}" TEXT ninja "${ninja_program}"
    TEXT toolchain_file "${toolchain_file}" TEXT cross_file "${meson_cross_file}"
    TEXT pkg_config "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/pkg-config.in"
    TEXT build_triple "${build_triple}" TEXT host_triple "${host_triple}"
    LIST configure "${arg_CONFIGURE}" LIST make_arguments "${arg_MAKE}"
    LIST install "${arg_INSTALL}" LIST cflags "${arg_CFLAGS}" LIST ldflags "${arg_LDFLAGS}"
    LIST keep "${arg_KEEP}" LIST inputs "${package_inputs}" LIST packages "${needed_roots}"
    LIST native_packages "${native_roots}")
  _linuxbake_set_properties("${target}" KIND package OUTPUT "${tree}/root" ARCH "${arg_ARCH}"
    LIBC "${arg_LIBC}" PACKAGES "${needed}" SOURCE_DIR "${source_link}" BINARY_DIR "${tree}"
    RECORD "${directory}/record.json" ENTRIES "override tree / \"${tree}/root\""
    DEPENDS "${target};${directory}/record.json"
    HELP "Build ${arg_SOURCE} for the target, from its source")
  set_target_properties("${target}" PROPERTIES _LINUXBAKE_SOURCE "${arg_SOURCE}"
    _LINUXBAKE_SOURCE_VERSION "${source_VERSION}" _LINUXBAKE_SOURCE_LICENSE "${source_LICENSE}")
endfunction()
