# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeRepository
-------------------

.. versionadded:: 0.2

Debian packages (``.deb``) of what a project builds, in a signed repository that any web server
serves as it is, and systems that know it.

.. code-block:: cmake

  linuxbake_add_deb(<target> [ALL]
    PACKAGE <package> | COMPONENTS <component>... | TARGETS <target>... | ROOTFS <rootfs>
    [NAME <name>] [VERSION <version>] [ARCH <architecture>]
    [DESCRIPTION <text>] [MAINTAINER <text>] [FIELDS <name>=<value>...]
    [DEPENDS <relation>...]
    [CONFFILES <path>...]
    [PREINST <file>] [POSTINST <file>] [PRERM <file>] [POSTRM <file>]
    [DESTINATION <directory>] [PREFIX <directory>] [STRIP] [BUILT_BY <target>...]
    [COMPRESSION xz|zstd|gzip|none] [OUTPUT <file>])

``PACKAGE``
  A target of linuxbake_add_package(): what it has installed (its KEEP).
``COMPONENTS``
  Components of the project's ``install()`` rules, as CPack has them: what
  ``cmake --install --component`` installs.
``TARGETS``
  Programs and shared libraries of the project, which are installed to DESTINATION.
``ROOTFS``
  A target of linuxbake_add_rootfs(): whatever linuxbake_rootfs_install(), linuxbake_rootfs_symlink()
  and the others declare, with owners and modes.
``NAME``
  Of the Debian package.  Default: that of PACKAGE, of the only component or target, or of the
  target, in lower case and with ``-`` for what it cannot hold.
``VERSION``
  As ``1.2``, ``1:1.2-3`` or ``1.2~rc1``.  Default: that of the source of PACKAGE, with ``+local`` for
  an own tree in its place, else the project's.  Systems upgrade to a higher version, not to another package of the same.
``ARCH``
  ``x86_64``, ``aarch64`` …, or ``all`` for what runs everywhere.  Default: that of PACKAGE, ROOTFS or
  TARGETS (of linuxbake_target_libc()), else CMAKE_SYSTEM_PROCESSOR of a cross build or the host's.
  A program of another one in it is a warning of the build.
``DESCRIPTION``
  A line, and maybe more lines below it.
``MAINTAINER``
  As ``Somebody <somebody@example.org>``.
``FIELDS``
  Others of deb-control(5): ``Section=utils``, ``Recommends=hello-doc``, ``Replaces=old (<< 2)``.
  Of PACKAGE there is ``License``, an SPDX expression, where its source declares one.
``DEPENDS``
  What has to be installed with it, each as ``"hello (>= 1.0)"`` or ``"a | b"``.  Nobody looks for
  the libraries that a program is linked with.
``CONFFILES``
  Files that users change and an upgrade does not replace without being asked, besides all files in
  ``/etc``.
``PREINST``, ``POSTINST``, ``PRERM``, ``POSTRM``
  Scripts that dpkg runs.
``DESTINATION``
  For TARGETS.  Default: ``/usr/bin`` for programs, ``/usr/lib`` for libraries.
``PREFIX``
  For COMPONENTS: where it is installed.  Default: ``/usr``.  A rule with an absolute destination, as
  ``/etc``, is followed.
``STRIP``
  For COMPONENTS and TARGETS: without symbols, as ``cmake --install --strip``.
``BUILT_BY``
  For COMPONENTS: further targets that make what is installed.  Programs and libraries of the default
  build are built in any case.
``COMPRESSION``
  Default: ``xz``.
``OUTPUT``
  Default: ``<target>.deb`` in the directory for images.

.. code-block:: cmake

  linuxbake_add_repository(<target> [ALL]
    [PACKAGES <target>...] [COMPONENTS <component>...] [TARGETS <target>...]
    SUITE <suite> SIGN_KEY <file>
    [AREA <name>] [ARCH <architecture>...] [MAINTAINER <text>] [VERSION <version>]
    [ORIGIN <text>] [LABEL <text>] [DESCRIPTION <text>]
    [VALID_DAYS <number>] [KEEP <number>]
    [OUTPUT <directory>])

``PACKAGES``
  Targets of linuxbake_add_deb(), and of linuxbake_add_package(), which become packages with all
  defaults.  Two may have one name if they are for different architectures.
``COMPONENTS``, ``TARGETS``
  Each is a package with all defaults: ``<target>-<component>``, ``<target>-<target>``.
``SUITE``
  What systems name it by, as ``stable``.
``SIGN_KEY``
  A file with one secret key without a passphrase, ``gpg --export-secret-keys <fingerprint>``.  One
  that has expired, was revoked or cannot sign is an error.  The user's own keys are neither read nor changed.
``AREA``
  What apt calls a component of the repository.  Default: ``main``.  With another one than before
  the packages that are there stay in the old one; move ``pool/<area>`` to move them.
``ARCH``
  There is a list of packages for these in any case.  Default: those of the packages.
``MAINTAINER``, ``VERSION``
  Of the packages with defaults.
``ORIGIN``, ``LABEL``, ``DESCRIPTION``
  What apt shows of it, and preferences name it by: a line each.  Default of the first two: the
  project's name.
``VALID_DAYS``
  After so many days systems refuse it, so that nobody can keep an old one before them.  A build signs it
  again when half of the days is over: let one run every night.
``KEEP``
  So many versions of each package stay.  Default: all.
``OUTPUT``
  The directory to serve.  Default: ``<target>`` in the directory for images.

OUTPUT is a static repository: ``pool/<area>/…``, ``dists/<suite>/InRelease``, ``Release``,
``Release.gpg``, ``Packages``, ``Packages.gz``, ``Packages.xz`` and ``by-hash``.  Copy it with the pool first
and ``dists`` last.  What is in its pool stays in it and is listed, so that several versions are there:
OUTPUT is where they are kept.  Who builds in a new directory copies the repository that is served to
OUTPUT first.  A package of the same name, version and architecture is replaced.

The date is ``SOURCE_DATE_EPOCH``.  Where that is not set it is that of the key, and one second later each time that
something changes; with VALID_DAYS it is that of the clock.  It never goes back, because systems would take that for an
old repository that somebody plays back to them.  The bytes depend on the inputs, on what was there, and, with
VALID_DAYS, on the clock.  ``SOURCE_DATE_EPOCH`` belongs to what packages of linuxbake_add_package() are known by: who
sets it builds all of them again.

The key that systems need is the property KEY, ``<target>.asc`` beside OUTPUT.

.. code-block:: cmake

  linuxbake_rootfs_repository(<rootfs> URI <address>...
    { REPOSITORY <target> | SUITE <suite> KEY <file> }
    [COMPONENTS <component>...] [NAME <name>])

The system asks this repository: ``/etc/apt/sources.list.d/<name>.sources`` (deb822) and the key in
``/etc/apt/keyrings``, which is the only one that may have signed it.

``URI``
  As ``http://packages.example.org/hello``.
``REPOSITORY``
  A target of linuxbake_add_repository(), which knows suite, key and component.
``SUITE``, ``KEY``
  Of another repository; the key is a public one, armoured or not.  A SUITE that ends in ``/`` is a
  directory below URI, as ``./``, of a repository without suites and components.
``COMPONENTS``
  Default: ``main``, or that of REPOSITORY.
``NAME``
  Default: REPOSITORY, or the address without its signs.  Each repository of a system has another one.

.. code-block:: cmake

  linuxbake_rootfs_install(<rootfs> PACKAGES <package>... [REPOSITORY <target>])

Installs packages when the image is built, without root, and so that dpkg and apt in the system know
them: files ``<name>.deb``, targets of linuxbake_add_deb(), or with REPOSITORY the names of packages of
a target of linuxbake_add_repository().  What a package depends on has to be installed, too, or be
provided by the system's own entry (below).  Of another architecture, of two packages with one file, with a
device in it, or with names or links that lead out of the root: each is an error that names the
package.

Scripts of packages cannot run then.  A package with a ``postinst`` is unpacked, and so is what
depends on it; the system completes that with ``dpkg --configure -a``, which does nothing where there
is nothing to do: ``linuxbake_add_init(init RUN /usr/bin/dpkg --configure -a)``.  A ``preinst`` is
not run at all, which is a warning.

.. code-block:: cmake

  linuxbake_rootfs_package_database(<rootfs>
    CONTROL <file> [CONTROL_FILES <file>...] | DATABASE <directory> [DEPENDS <file-or-target>...])

``CONTROL``
  What the system is without packages gets an entry in dpkg's database: the fields of this file
  (``Package``, ``Version``, ``Provides`` …; Architecture, Maintainer and Description may be left
  out), and all files of the rootfs that are in no package as its own.  Each further paragraph is one more
  entry, which owns what its field ``LinuxBake-Files`` names (``/usr/bin/dpkg* /usr/share/dpkg/*``; a
  ``*`` takes ``/`` as well), and the symbolic links to a file that ``LinuxBake-Links-To`` names, as
  ``/usr/bin/busybox``.  What several entries name is the first one's.  An entry with ``Status: deinstall
  ok config-files`` gives way: a package may bring a file of it.
``CONTROL_FILES``
  Control files of these entries: ``<name>.postinst``, or ``prerm``, ``postrm``, ``preinst``, ``config``,
  ``triggers``.  ``/var/lib/dpkg/info/<name>.links`` lists the links of an entry for such a script.
``DATABASE``
  A database of the project's own making, which becomes ``/var/lib/dpkg``.  Packages are added to it.
``DEPENDS``
  The targets that make DATABASE, and a file that they make then, as a stamp.

What a package depends on may be provided by these entries.  A package that has one of their files,
too, is an error, unless it says ``Replaces`` of the entry, or the entry gives way, because its state
is ``deinstall ok config-files``.

Properties of a deb: KIND ``deb``, OUTPUT, ARCH, ENTRIES, DEPENDS, COMPRESSION, HELP; of a
repository: KIND ``repository``, OUTPUT (the directory), KEY, SUITE, PACKAGES (its debs), HELP.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(hello VERSION 1.0 LANGUAGES C)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_musl(libc)
  linuxbake_add_busybox(busybox LIBC libc)
  linuxbake_add_package(dropbear SOURCE dropbear LIBC libc
    CONFIGURE --disable-zlib --disable-wtmp --disable-lastlog)
  add_executable(hello hello.c)
  target_link_options(hello PRIVATE -static)
  install(TARGETS hello COMPONENT programs)
  install(FILES hello.conf DESTINATION /etc COMPONENT programs)

  linuxbake_add_deb(hello-deb COMPONENTS programs NAME hello DESCRIPTION "Says hello"
    MAINTAINER "Somebody <somebody@example.org>" STRIP)
  linuxbake_add_repository(hello-repository PACKAGES hello-deb dropbear SUITE stable
    SIGN_KEY sign.key)

  linuxbake_add_init(init RUN /usr/bin/dpkg --configure -a) # of the Debian packages: see above
  linuxbake_add_rootfs(rootfs USERLAND busybox INIT init)
  linuxbake_rootfs_package_database(rootfs CONTROL base.control)
  linuxbake_rootfs_install(rootfs PACKAGES hello REPOSITORY hello-repository)
  linuxbake_rootfs_repository(rootfs REPOSITORY hello-repository
    URI http://packages.example.org/hello)
  linuxbake_add_initramfs(initramfs ROOTFS rootfs)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/DebPackage.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/DebRepository.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/HostProgram.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/InstalledPackages.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/ManifestLines.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")

function(linuxbake_add_deb target)
  _linuxbake_parse_arguments(target "ALL;STRIP"
    "PACKAGE;ROOTFS;NAME;VERSION;ARCH;DESCRIPTION;MAINTAINER;PREINST;POSTINST;PRERM;POSTRM;DESTINATION;PREFIX;COMPRESSION;OUTPUT"
    "COMPONENTS;TARGETS;FIELDS;DEPENDS;CONFFILES;BUILT_BY")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_deb_content(content "${where}" "${arg_PACKAGE}" "${arg_COMPONENTS}" "${arg_TARGETS}"
    "${arg_ROOTFS}")
  set(items "${arg_${content}}")
  _linuxbake_check_deb_content("${where}" "${content}" DESTINATION "${arg_DESTINATION}"
    PREFIX "${arg_PREFIX}" STRIP "${arg_STRIP}" BUILT_BY ${arg_BUILT_BY})
  _linuxbake_deb_identity("${where}" "${target}" "${content}" "${items}"
    name "${arg_NAME}" version "${arg_VERSION}" arch "${arg_ARCH}")
  _linuxbake_value_or(description "${arg_DESCRIPTION}" "${name}")
  _linuxbake_value_or(maintainer "${arg_MAINTAINER}" "nobody <nobody@localhost>")
  _linuxbake_value_or(compression "${arg_COMPRESSION}" xz)
  _linuxbake_one_of("${where}" COMPRESSION "${compression}" xz zstd gzip none)
  foreach(keyword IN ITEMS MAINTAINER DEPENDS FIELDS)
    _linuxbake_deb_one_line("${where}" ${keyword} "${arg_${keyword}}")
  endforeach()
  _linuxbake_deb_fields(fields "${where}" "${content}" "${items}" "${arg_FIELDS}")
  _linuxbake_deb_conffiles(conffiles "${where}" "${arg_CONFFILES}")
  _linuxbake_deb_scripts(scripts script_files "${where}" PREINST "${arg_PREINST}"
    POSTINST "${arg_POSTINST}" PRERM "${arg_PRERM}" POSTRM "${arg_POSTRM}")
  _linuxbake_output_path(output "${arg_OUTPUT}" "${target}.deb")

  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(stamp "${directory}/deb.stamp")
  _linuxbake_add_target("${target}" ${all} KIND deb OUTPUT "${output}" DEPENDS "${stamp}")
  _linuxbake_set_properties("${target}" ARCH "${arch}" COMPRESSION "${compression}"
    HELP "The Debian package ${name} ${version}")
  set_target_properties("${target}" PROPERTIES _LINUXBAKE_DEB_NAME "${name}")
  _linuxbake_fill_deb("${where}" "${target}" "${content}" "${items}" DESTINATION "${arg_DESTINATION}"
    PREFIX "${arg_PREFIX}" STRIP "${arg_STRIP}" BUILT_BY ${arg_BUILT_BY})
  _linuxbake_deb_control(control "${name}" "${version}" "${maintainer}" "${arg_DEPENDS}" "${fields}"
    "${description}")
  file(GENERATE OUTPUT "${directory}/control.txt" CONTENT "${control}")
  _linuxbake_pack_deb("${target}" "${stamp}" "${output}"
    WORDS --control "${directory}/control.txt" ${conffiles} ${scripts} "--arch=${arch}"
      "--compress=${compression}"
    DEPENDS "${directory}/control.txt" ${script_files})
endfunction()

function(linuxbake_add_repository target)
  _linuxbake_parse_arguments(target "ALL"
    "SUITE;SIGN_KEY;AREA;MAINTAINER;VERSION;ORIGIN;LABEL;DESCRIPTION;VALID_DAYS;KEEP;OUTPUT"
    "PACKAGES;COMPONENTS;TARGETS;ARCH")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED SUITE SIGN_KEY)
  _linuxbake_require_name("${where}" "${target}")
  foreach(keyword IN ITEMS SUITE AREA)
    _linuxbake_check_repository_word("${where}" ${keyword} "${arg_${keyword}}")
  endforeach()
  foreach(keyword IN ITEMS VALID_DAYS KEEP)
    _linuxbake_check_small_number("${where}" ${keyword} "${arg_${keyword}}")
  endforeach()
  _linuxbake_value_or(area "${arg_AREA}" main)
  _linuxbake_value_or(arg_ORIGIN "${arg_ORIGIN}" "${PROJECT_NAME}")
  _linuxbake_value_or(arg_LABEL "${arg_LABEL}" "${PROJECT_NAME}")
  _linuxbake_require_file("${where}" SIGN_KEY "${arg_SIGN_KEY}" key)
  _linuxbake_find_program("${where}" gpg gpg gpg)
  _linuxbake_find_program("${where}" gpgconf gpg gpgconf)
  _linuxbake_repository_defaults(common MAINTAINER "${arg_MAINTAINER}" VERSION "${arg_VERSION}")
  _linuxbake_repository_debs("${where}" "${target}" debs names PACKAGES ${arg_PACKAGES}
    COMPONENTS ${arg_COMPONENTS} TARGETS ${arg_TARGETS} COMMON ${common})
  _linuxbake_output_path(output "${arg_OUTPUT}" "${target}")
  _linuxbake_take_repository_directory("${where}" "${output}")

  _linuxbake_words_of_debs(words depends "${area}" ${debs})
  _linuxbake_repository_architectures(arch "${where}" DEBS ${debs} ARCH ${arg_ARCH})
  list(TRANSFORM arch PREPEND "--arch=" OUTPUT_VARIABLE arch_words)
  foreach(pair IN ITEMS SUITE=suite ORIGIN=origin LABEL=label DESCRIPTION=description
      VALID_DAYS=valid-days KEEP=keep)
    string(REGEX MATCH "^(.*)=(.*)$" pair "${pair}")
    _linuxbake_append_build_option(words "${where}" ${CMAKE_MATCH_1} --${CMAKE_MATCH_2}
      "${arg_${CMAKE_MATCH_1}}")
  endforeach()
  _linuxbake_watch_expiry(due "${target}" "${output}" "${arg_SUITE}" "${arg_VALID_DAYS}")
  set(stamp "${CMAKE_CURRENT_BINARY_DIR}/${target}/repository.stamp")
  _linuxbake_write_repository("${target}" "${output}" "${stamp}" SUITE "${arg_SUITE}"
    WORDS ${words} ${arch_words} "--sign-key=${key}" "--gpg=${gpg}"
    DEPENDS ${due} ${depends} "${key}" "${gpg}")
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_add_target("${target}" ${all} KIND repository OUTPUT "${output}" DEPENDS "${stamp}")
  _linuxbake_set_properties("${target}" KEY "${output}.asc" SUITE "${arg_SUITE}" PACKAGES "${debs}"
    ARCH "${arch}" HELP "A signed repository of packages, to be served as it is")
  set_target_properties("${target}" PROPERTIES _LINUXBAKE_AREA "${area}"
    _LINUXBAKE_DEB_NAMES "${names}")
endfunction()

function(linuxbake_rootfs_repository rootfs)
  _linuxbake_parse_arguments(rootfs "" "REPOSITORY;SUITE;KEY;NAME" "URI;COMPONENTS")
  set(where "${CMAKE_CURRENT_FUNCTION}(${rootfs})")
  _linuxbake_check_arguments("${where}" REQUIRED URI)
  _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
  _linuxbake_check_system_source("${where}" URI ${arg_URI} SUITE "${arg_SUITE}"
    COMPONENTS ${arg_COMPONENTS})
  list(GET arg_URI 0 uri)
  _linuxbake_system_repository("${where}" its "${uri}" REPOSITORY "${arg_REPOSITORY}"
    SUITE "${arg_SUITE}" KEY "${arg_KEY}" NAME "${arg_NAME}" COMPONENTS ${arg_COMPONENTS})
  _linuxbake_take_source_name("${where}" "${rootfs}" "${its_NAME}")
  list(JOIN arg_URI " " uris)
  list(JOIN its_COMPONENTS " " components)
  if(NOT components STREQUAL "")
    string(PREPEND components "Components: ")
    string(APPEND components "\n")
  endif()
  set(installed_key "/etc/apt/keyrings/${its_NAME}.${its_KEY_SUFFIX}")
  set(file "${CMAKE_CURRENT_BINARY_DIR}/${rootfs}-repositories/${its_NAME}.sources")
  file(CONFIGURE OUTPUT "${file}" @ONLY CONTENT
"# What deb822(5) and sources.list(5) describe.
Types: deb
URIs: @uris@
Suites: @its_SUITE@
@components@Signed-By: @installed_key@
")
  _linuxbake_manifest_word(source "${file}")
  _linuxbake_manifest_word(key "${its_KEY}")
  _linuxbake_append_to_rootfs("${rootfs}"
    ENTRIES "file /etc/apt/sources.list.d/${its_NAME}.sources ${source} 0644 0 0"
      "file ${installed_key} ${key} 0644 0 0"
    DEPENDS "${file}" ${its_DEPENDS})
endfunction()

function(linuxbake_rootfs_package_database rootfs)
  _linuxbake_parse_arguments(rootfs "" "CONTROL;DATABASE" "DEPENDS;CONTROL_FILES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${rootfs})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
  if("${arg_CONTROL}" STREQUAL "" AND "${arg_DATABASE}" STREQUAL "")
    _linuxbake_error("${where}" "Give one of CONTROL and DATABASE.")
  elseif(NOT "${arg_CONTROL}" STREQUAL "" AND NOT "${arg_DATABASE}${arg_DEPENDS}" STREQUAL "")
    _linuxbake_error("${where}" "DATABASE and DEPENDS do not go with CONTROL."
      "A system is the entries of a file, or all that its own database says.")
  elseif("${arg_CONTROL}" STREQUAL "" AND NOT "${arg_CONTROL_FILES}" STREQUAL "")
    _linuxbake_error("${where}" "CONTROL_FILES do not go with DATABASE,"
      "which has those of its entries in the directory info.")
  endif()
  foreach(property IN ITEMS BASE DATABASE)
    _linuxbake_read_property(taken TARGET "${rootfs}" PROPERTY _LINUXBAKE_${property})
    if(NOT "${taken}" STREQUAL "")
      _linuxbake_error("${where}" "'${rootfs}' has a database already, of:" "  ${taken}"
        "A system has one, with as many entries as it needs.")
    endif()
  endforeach()
  if(NOT "${arg_CONTROL}" STREQUAL "")
    _linuxbake_require_file("${where}" CONTROL "${arg_CONTROL}" control)
    set_property(TARGET "${rootfs}" PROPERTY _LINUXBAKE_BASE "${control}")
    foreach(file IN LISTS arg_CONTROL_FILES)
      _linuxbake_require_file("${where}" CONTROL_FILES "${file}" control_file)
      set_property(TARGET "${rootfs}" APPEND PROPERTY _LINUXBAKE_BASE_FILES "${control_file}")
    endforeach()
  else()
    _linuxbake_database_of_build("${where}" "${rootfs}" "${arg_DATABASE}" "${arg_DEPENDS}")
  endif()
  _linuxbake_installed_packages("${rootfs}")
endfunction()
