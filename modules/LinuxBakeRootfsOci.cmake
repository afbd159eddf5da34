# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeRootfsOci
------------------

.. versionadded:: 0.2

Puts a container image into a root file system: with a kernel it is a virtual machine then, or a
container that a system brings along.

::

  linuxbake_rootfs_oci(<rootfs>
    LAYOUT <directory> | ARCHIVE <file> | IMAGE <target>
    [SHA256 <hash>] [REFERENCE <name>] [ARCH <architecture>]
    [DESTINATION <directory>] [RUN_FILE <file>])

``LAYOUT``
  An image layout of the Open Container Initiative as a directory, as ``skopeo copy
  docker://debian:12 oci:<directory>:12`` and umoci make it.
``ARCHIVE``
  The same as a tar archive (``skopeo copy ... oci-archive:<file>``), or one of ``docker save`` or
  ``podman save``.  It may be compressed.
``IMAGE``
  A target of ``linuxbake_add_oci_image()``.
``SHA256``
  The SHA-256 of the ARCHIVE, which has to have it.  Of a LAYOUT, what its ``index.json`` names: the
  ``Digest`` that ``skopeo inspect`` shows of one architecture.  Without it a LAYOUT is taken as it
  is.  In any case all parts of the image have to be what its own digests say.
``REFERENCE``
  Which one of several images: a tag as ``12``, or the whole name as ``docker.io/library/debian:12``.
``ARCH``
  Of an image for several architectures, which one: x86_64, i386, i486, aarch64 or riscv64.  Default: that of
  the rootfs, else of the host.  An image that is for another one only is an error.
``DESTINATION``
  The directory in the system, absolute.  Default: ``/``, the system itself.
``RUN_FILE``
  A file in the system, absolute, which says how the image is run: see below.  Default: none.

In ``/``, the image is below all else: what USERLAND, PACKAGES, INIT, OVERLAY and other functions
put into the rootfs takes the place of a file of the image; but its users (``/etc/passwd``,
``/etc/group``) are there instead of those that an init makes.  A symbolic link of it stays where others
have a directory (``/bin`` in Debian's), and what they have in that goes where it leads.  Elsewhere
its names are like any others'.

Layers are put on top of each other in their order, with what later ones say is gone (``.wh.``).
Owners, modes and hard links are declared, as ever, so nobody has to be root.  What is not kept: the
dates; extended attributes (capabilities of files), of which the build warns; owner and mode of ``/``.
An error, which names the layer and the entry: a name with ``..`` or below a symbolic link that leads out of
the image, a name that is longer than systems take (4095 bytes, 255 between two slashes), a hard link to what is not there, a device, a sparse file, an archive that is cut short
or whose bytes are not those of its digest.  One layer at a time is unpacked in memory.

How the image is run
^^^^^^^^^^^^^^^^^^^^

Of an image in ``/`` the system has ``/etc/oci/image.json``, its configuration as it is, and
``/etc/oci/run``, a script that starts what a container of it would start: Entrypoint and Cmd (or the
script's own arguments instead of Cmd), with Env, in WorkingDir, as User, whose HOME it sets if Env
does not.  Who boots into it gives ``RUN /etc/oci/run`` or ``SERVICE /etc/oci/run`` to
``linuxbake_add_init()``.  It needs a ``/bin/sh`` of the image or of a userland, and

* for another user than root ``setpriv`` of util-linux, ``setuidgid`` or ``chpst`` of BusyBox, or
  ``su``, whichever is there.  ``su`` knows names only: so a number without a line in ``/etc/passwd``
  gets one, if that file is in the image; for another group than the user's own one of the others
  has to be there.  A number alone has group 0.  A name has the further groups of ``/etc/group``
  (with ``setpriv`` or ``su``), unless User names a group;
* ``env`` for variables whose names no shell takes, as ``a-b`` or ``1``; without it the script says
  which ones are left out.

What cannot be done, as a user whom the image does not know, the script says, and exits with 126.

An image elsewhere is the root of a container, which a runtime such as crun starts in the system.  A
runtime wants a *bundle*: a directory with a root file system and ``config.json``, which says what is
run in it, and in which limits.  RUN_FILE has what the image says of that as lines for a shell, whose
values are parts of ``process`` in ``config.json``::

  entrypoint='"/bin/hello"'
  command='"world"'
  environment='"PATH=/usr/bin:/bin","HOME=/root"'
  user='"uid":0,"gid":0'
  directory='"/"'

A script reads it (``. <file>``) and writes ``"args":[$entrypoint,$command],"env":[$environment],``
``"user":{$user},"cwd":$directory``.  Users are numbers already, and PATH and HOME are there.  If the
image cannot be run, there is ``problem='<sentence>'`` instead.  The script ``container`` of the
preset ``containers`` does so.

An init needs ``/bin/sh`` and some programs as well, of the image or of a userland: ``TYPE script``
runs with the shell and util-linux of Debian's images; a BusyBox that has only what the init needs
leaves all others to the image; ``TYPE minimal`` needs nothing but what it runs.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_rootfs(tools-rootfs OVERLAY rootfs)
  linuxbake_add_oci_image(tools ROOTFS tools-rootfs ENTRYPOINT /bin/hello)
  linuxbake_add_init(vm-init TYPE minimal RUN /etc/oci/run)
  linuxbake_add_rootfs(vm-rootfs INIT vm-init)
  linuxbake_rootfs_oci(vm-rootfs IMAGE tools)
  linuxbake_add_initramfs(vm-initramfs ROOTFS vm-rootfs)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/ManifestLines.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")

# One of LAYOUT, ARCHIVE and IMAGE, as options of linuxbake-oci and what stands behind them.
function(_linuxbake_oci_source where layout archive image hash out_options out_depends)
  _linuxbake_exactly_one("${where}" given LAYOUT "${layout}" ARCHIVE "${archive}" IMAGE "${image}")
  if(given STREQUAL "IMAGE")
    if(NOT hash STREQUAL "")
      _linuxbake_error("${where}" "SHA256 is for what others have made, not for an IMAGE.")
    endif()
    _linuxbake_require_target("${where}" IMAGE "${image}" oci)
    linuxbake_get_property(file "${image}" OUTPUT)
    set(options "--archive=${file}")
    set(depends "${image}" "${file}")
  elseif(given STREQUAL "ARCHIVE")
    if(hash STREQUAL "")
      _linuxbake_error("${where}" "ARCHIVE needs its SHA256; 'sha256sum <archive>' prints it.")
    endif()
    _linuxbake_require_file("${where}" ARCHIVE "${archive}" file)
    set(options "--archive=${file}" "--sha256=${hash}")
    set(depends "${file}")
  else()
    get_filename_component(directory "${layout}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    if(NOT EXISTS "${directory}/index.json" OR NOT EXISTS "${directory}/oci-layout")
      _linuxbake_error("${where}" "LAYOUT '${layout}' is no image layout:"
        "there are no files oci-layout and index.json in ${directory}.")
    endif()
    set(options "--layout=${directory}")
    if(NOT hash STREQUAL "")
      list(APPEND options "--digest=${hash}")
    endif()
    set(depends "${directory}/index.json")
  endif()
  set(${out_options} "${options}" PARENT_SCOPE)
  set(${out_depends} "${depends}" PARENT_SCOPE)
endfunction()

# SHA256 in lower case, without what names the algorithm.
function(_linuxbake_oci_hash out where given)
  string(REGEX REPLACE "^[Ss][Hh][Aa]256[:=]" "" hash "${given}")
  string(TOLOWER "${hash}" hash)
  string(LENGTH "${hash}" length)
  if(NOT given STREQUAL "" AND NOT (length EQUAL 64 AND hash MATCHES "^[0-9a-f]+$"))
    _linuxbake_error("${where}" "SHA256 '${given}' is not 64 hexadecimal digits.")
  endif()
  set(${out} "${hash}" PARENT_SCOPE)
endfunction()

# Which one of an image for several architectures: ARCH, that of the rootfs, or the host's.
function(_linuxbake_architecture_of_unpacked out where rootfs arch)
  linuxbake_get_property(its_arch "${rootfs}" ARCH)
  if(arch STREQUAL "" AND "${its_arch}" STREQUAL "")
    _linuxbake_host_architecture(arch)
  elseif(arch STREQUAL "")
    set(arch "${its_arch}")
  endif()
  _linuxbake_get_architecture("${where}" "${arch}")
  if(NOT "${its_arch}" STREQUAL "" AND NOT its_arch STREQUAL arch)
    _linuxbake_error("${where}" "ARCH is ${arch}, but '${rootfs}' is built for ${its_arch}."
      "Everything in one image has to be of one architecture.")
  endif()
  set(${out} "${arch}" PARENT_SCOPE)
endfunction()

function(_linuxbake_oci_destination out where destination)
  if(destination STREQUAL "")
    set(destination /)
  endif()
  _linuxbake_require_rootfs_path("${where}" DESTINATION "${destination}")
  cmake_path(NORMAL_PATH destination)
  string(REGEX REPLACE "(.)/$" "\\1" destination "${destination}")
  set(${out} "${destination}" PARENT_SCOPE)
endfunction()

function(linuxbake_rootfs_oci rootfs)
  _linuxbake_parse_arguments(rootfs ""
    "LAYOUT;ARCHIVE;IMAGE;SHA256;REFERENCE;ARCH;DESTINATION;RUN_FILE" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${rootfs})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
  _linuxbake_oci_hash(hash "${where}" "${arg_SHA256}")
  _linuxbake_architecture_of_unpacked(arch "${where}" "${rootfs}" "${arg_ARCH}")
  _linuxbake_oci_destination(destination "${where}" "${arg_DESTINATION}")
  if(NOT "${arg_RUN_FILE}" STREQUAL "")
    _linuxbake_require_rootfs_path("${where}" RUN_FILE "${arg_RUN_FILE}")
  endif()
  _linuxbake_oci_source("${where}" "${arg_LAYOUT}" "${arg_ARCHIVE}" "${arg_IMAGE}" "${hash}"
    options depends)

  _linuxbake_read_property(count TARGET "${rootfs}" PROPERTY _LINUXBAKE_OCI_IMAGES)
  math(EXPR count "0${count} + 1")
  set_property(TARGET "${rootfs}" PROPERTY _LINUXBAKE_OCI_IMAGES "${count}")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${rootfs}-oci-${count}")
  set(manifest "${directory}/manifest")
  _linuxbake_append_build_option(options "${where}" REFERENCE --reference "${arg_REFERENCE}")
  _linuxbake_append_build_option(options "${where}" RUN_FILE --run-file "${arg_RUN_FILE}")
  # Touched, because linuxbake-oci leaves a file alone in which nothing has changed.
  add_custom_command(OUTPUT "${manifest}"
    COMMAND LinuxBake::oci unpack ${options} "--arch=${arch}" "--output=${directory}"
      "--manifest=${manifest}" "--destination=${destination}"
      --depfile "${manifest}.d" --depfile-target "${manifest}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${manifest}"
    DEPENDS ${depends} LinuxBake::oci
    DEPFILE "${manifest}.d"
    COMMENT "Unpacking the image in ${rootfs}" VERBATIM)
  add_custom_target("${rootfs}-oci-${count}" DEPENDS "${manifest}")
  set_target_properties("${rootfs}-oci-${count}" PROPERTIES FOLDER LinuxBake/internal)
  _linuxbake_manifest_word(word "${manifest}")
  _linuxbake_append_to_rootfs("${rootfs}" ENTRIES "include ${word}"
    DEPENDS "${rootfs}-oci-${count}" "${manifest}")
  _linuxbake_set_properties("${rootfs}" ARCH "${arch}")
endfunction()
