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

include("${CMAKE_CURRENT_LIST_DIR}/detail/Bake.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/HostFiles.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/TopDirectory.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/WatchedInputs.cmake")

# What does not fit together.
function(_linuxbake_check_package where)
  _linuxbake_parse(check 1 "" "BUILD_SYSTEM;SOURCE_SUBDIR;AUTORECONF" "CONFIGURE;KEEP")
  _linuxbake_one_of("${where}" BUILD_SYSTEM "${check_BUILD_SYSTEM}" autotools configure make
    cmake meson)
  if(NOT "${check_SOURCE_SUBDIR}" STREQUAL "" AND NOT check_BUILD_SYSTEM MATCHES "^(cmake|meson)$")
    _linuxbake_error("${where}" "SOURCE_SUBDIR goes with BUILD_SYSTEM cmake or meson only.")
  endif()
  if(check_AUTORECONF AND NOT check_BUILD_SYSTEM STREQUAL "autotools")
    _linuxbake_error("${where}" "AUTORECONF goes with BUILD_SYSTEM autotools only.")
  endif()
  if(check_BUILD_SYSTEM STREQUAL "make" AND NOT "${check_CONFIGURE}" STREQUAL "")
    _linuxbake_error("${where}" "CONFIGURE does not go with BUILD_SYSTEM make,"
      "which runs no configure. Give the makefile its variables with MAKE.")
  endif()
  foreach(path IN LISTS check_KEEP)
    if(NOT path MATCHES "^/." OR "${path}/" MATCHES "/\\.\\.?/")
      _linuxbake_error("${where}" "KEEP '${path}' is no absolute path."
        "It is a path in the root file system, as /usr/sbin/*.")
    endif()
  endforeach()
endfunction()

# The programs that its build system is, each empty where it needs none.
function(_linuxbake_programs_of_build_system where build_system with_autoreconf
    out_meson out_ninja out_autoreconf)
  set(meson "")
  set(ninja "")
  set(autoreconf "")
  if(build_system STREQUAL "meson")
    _linuxbake_find_program("${where}" meson "meson" meson)
    _linuxbake_find_program("${where}" ninja "ninja" ninja ninja-build)
  endif()
  if(with_autoreconf)
    _linuxbake_find_program("${where}" autoreconf "autoreconf" autoreconf)
    _linuxbake_find_program("${where}" automake "automake" automake)
  endif()
  set(${out_meson} "${meson}" PARENT_SCOPE)
  set(${out_ninja} "${ninja}" PARENT_SCOPE)
  set(${out_autoreconf} "${autoreconf}" PARENT_SCOPE)
endfunction()

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

# Whether it is built in a copy of its source, and the files that show that the source is the right one.
function(_linuxbake_source_of_package out_in_source out_marks build_system subdir in_source
    with_autoreconf)
  set(marks configure)
  if(build_system STREQUAL "make")
    set(in_source TRUE)
    set(marks "")
  elseif(with_autoreconf)
    set(in_source TRUE)
    set(marks configure.ac)
  elseif(build_system STREQUAL "cmake")
    cmake_path(APPEND subdir CMakeLists.txt OUTPUT_VARIABLE marks)
  elseif(build_system STREQUAL "meson")
    cmake_path(APPEND subdir meson.build OUTPUT_VARIABLE marks)
  endif()
  set(${out_in_source} "${in_source}" PARENT_SCOPE)
  set(${out_marks} "${marks}" PARENT_SCOPE)
endfunction()

# The machine that builds, and that which runs it, as configure scripts call them.
function(_linuxbake_machines_of_package where arch out_build out_host)
  _linuxbake_host_architecture(builder)
  _linuxbake_get_architecture("${where}" "${builder}")
  set(${out_build} "${arch_TRIPLE}-linux-gnu" PARENT_SCOPE)
  _linuxbake_get_architecture("${where}" "${arch}")
  set(${out_host} "${arch_TRIPLE}-linux-musl" PARENT_SCOPE)
endfunction()

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

# The fields of its recipe that say how it is built, but what its arguments are.
function(_linuxbake_fields_of_build out where)
  _linuxbake_parse(build 2 "" "LIBC;ARCH;BUILD_SYSTEM;SUBDIR;IN_SOURCE;AUTORECONF" "")
  _linuxbake_programs_of_build_system("${where}" "${build_BUILD_SYSTEM}" "${build_AUTORECONF}"
    meson ninja autoreconf)
  _linuxbake_machines_of_package("${where}" "${build_ARCH}" build_triple host_triple)
  linuxbake_get_property(toolchain_file "${build_LIBC}" TOOLCHAIN_FILE)
  linuxbake_get_property(cross_file "${build_LIBC}" MESON_CROSS_FILE)
  _linuxbake_recipe_fields(fields
    TEXT build_system "${build_BUILD_SYSTEM}" FLAG in_source "${build_IN_SOURCE}"
    TEXT source_subdir "${build_SUBDIR}" TEXT autoreconf "${autoreconf}"
    TEXT meson "${meson}" TEXT ninja "${ninja}" TEXT toolchain_file "${toolchain_file}"
    TEXT cross_file "${cross_file}"
    TEXT pkg_config "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/pkg-config.in"
    TEXT build_triple "${build_triple}" TEXT host_triple "${host_triple}")
  set(${out} "${fields}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_package target)
  _linuxbake_parse_arguments(target "ALL;IN_SOURCE;AUTORECONF"
    "SOURCE;LIBC;VERSION;SOURCE_DIR;BUILD_SYSTEM;SOURCE_SUBDIR"
    "DEPENDS;NATIVE_DEPENDS;CONFIGURE;MAKE;INSTALL;CFLAGS;LDFLAGS;KEEP;INPUTS;PATCHES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED SOURCE LIBC)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_target("${where}" LIBC "${arg_LIBC}" libc)
  linuxbake_get_property(arch "${arg_LIBC}" ARCH)
  _linuxbake_needed_packages(needed "${where}" DEPENDS "${arch}" ${arg_DEPENDS})
  _linuxbake_host_architecture(builder)
  _linuxbake_needed_packages(native "${where}" NATIVE_DEPENDS "${builder}" ${arg_NATIVE_DEPENDS})
  _linuxbake_values_of_targets(needed_roots OUTPUT ${needed})
  _linuxbake_values_of_targets(native_roots OUTPUT ${native})
  _linuxbake_check_source_arguments("${where}" "${arg_VERSION}" "${arg_SOURCE_DIR}")
  _linuxbake_value_or(build_system "${arg_BUILD_SYSTEM}" autotools)
  _linuxbake_value_or(install "${arg_INSTALL}" install)
  _linuxbake_check_package("${where}" BUILD_SYSTEM "${build_system}"
    SOURCE_SUBDIR "${arg_SOURCE_SUBDIR}" AUTORECONF "${arg_AUTORECONF}"
    CONFIGURE ${arg_CONFIGURE} KEEP ${arg_KEEP})
  _linuxbake_source_of_package(in_source marks "${build_system}" "${arg_SOURCE_SUBDIR}"
    "${arg_IN_SOURCE}" "${arg_AUTORECONF}")
  _linuxbake_fields_of_build(build_fields "${where}" LIBC "${arg_LIBC}" ARCH "${arch}"
    BUILD_SYSTEM "${build_system}" SUBDIR "${arg_SOURCE_SUBDIR}" IN_SOURCE "${in_source}"
    AUTORECONF "${arg_AUTORECONF}")
  _linuxbake_compiler("${where}" "${arch}")
  _linuxbake_require_files(patches "${where}" PATCHES ${arg_PATCHES})
  _linuxbake_source_to_bake("${where}" source NAME "${arg_SOURCE}" VERSION "${arg_VERSION}"
    SOURCE_DIR "${arg_SOURCE_DIR}" MARKS ${marks} PATCHES ${patches})
  _linuxbake_tree_directory(tree "${where}" "${target}" "${arg_SOURCE}")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")

  _linuxbake_package_inputs("${where}" inputs input_files INPUTS ${arg_INPUTS}
    EXCEPT "${tree}" "${directory}/source" ${source_SOURCE_DIR} ${needed_roots} ${native_roots}
    ARGUMENTS ${arg_CONFIGURE} ${arg_MAKE} ${install} ${arg_CFLAGS} ${arg_LDFLAGS})
  _linuxbake_watch_package(watched "${target}" "${directory}" PATHS ${inputs} AFTER ${input_files})
  _linuxbake_recipe_fields(fields
    LIST configure "${arg_CONFIGURE}" LIST make_arguments "${arg_MAKE}" LIST install "${install}"
    LIST cflags "${arg_CFLAGS}" LIST ldflags "${arg_LDFLAGS}" LIST keep "${arg_KEEP}"
    LIST inputs "${inputs}" LIST packages "${needed_roots}" LIST native_packages "${native_roots}")
  _linuxbake_bake("${target}" KIND package ALL "${arg_ALL}" NAME "${arg_SOURCE}"
    VERSION "${source_VERSION}" SPEC "${source_SPEC}" LOCAL "${source_SOURCE_DIR}"
    ARCH "${arch}" TREE "${tree}" LIBC "${arg_LIBC}" PACKAGES ${needed} ${native}
    CACHE "${compiler_CACHE}" BINUTILS "${compiler_CROSS}"
    TOOLS "${compiler_CROSS}gcc" "${compiler_CROSS}ld" MARKS ${marks} PATCHES ${patches}
    INPUTS ${input_files} ${watched} FIELDS "${build_fields}${fields}")
  _linuxbake_set_properties("${target}" KIND package OUTPUT "${tree}/root" LIBC "${arg_LIBC}"
    PACKAGES "${needed}" ENTRIES "override tree / \"${tree}/root\""
    DEPENDS "${target};${directory}/record.json"
    HELP "Build ${arg_SOURCE} for the target, from its source")
  set_target_properties("${target}" PROPERTIES _LINUXBAKE_SOURCE "${arg_SOURCE}"
    _LINUXBAKE_SOURCE_VERSION "${source_VERSION}" _LINUXBAKE_SOURCE_LICENSE "${source_LICENSE}")
endfunction()
