# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeOci
------------

.. versionadded:: 0.2

Makes a container image of a root file system, for engines that know the format of the Open
Container Initiative: Docker, Podman, containerd, CRI-O and others.

::

  linuxbake_add_oci_image(<target> [ALL]
    ROOTFS <rootfs>...
    [NAME <name>[:<tag>]]
    [ENTRYPOINT <word>...] [CMD <word>...]
    [ENV <name>=<value>...] [LABELS <key>=<value>...] [PORTS <port>[/tcp|/udp]...]
    [USER <user>[:<group>]] [WORKING_DIRECTORY <directory>]
    [COMPRESSION gzip|zstd|none]
    [OUTPUT <file>])

``ALL``
  Build it with the default target.
``ROOTFS``
  Targets of ``linuxbake_add_rootfs()``, one for each architecture.  With several, the image is an
  index, from which an engine takes what fits its host.  A socket in it is an error.  So is a name
  that begins with ``.wh.``, because in a layer that marks a deleted file.  If nothing in a rootfs
  says which architecture it is for, it is of the host's.
``NAME``
  The name under which an engine loads it, as ``example/hello:1.0``.  Default: the name of the
  target in lower case, with ``-`` in place of characters that a name cannot have.  The tag is
  ``latest`` by default.
``ENTRYPOINT``, ``CMD``
  The command, word by word: ENTRYPOINT always, then CMD, or the words of ``docker run <image>
  <word>...`` in place of CMD.  Without both, the user names a command.  These words, and those of
  ENV and LABELS, arrive as they are written, with their semicolons; generator expressions are
  evaluated.  A line break in one is an error.  So is what CMake's lists cannot hold: a backslash at
  the end, a square bracket without its partner.  Put a long command into a script of the ROOTFS.
``ENV``
  Variables of the environment.
``LABELS``
  Labels, as ``org.opencontainers.image.source=https://example.org``.
``PORTS``
  Ports on which the programs listen, ``tcp`` by default.
``USER``
  Who runs it, as a name of its ``/etc/passwd`` or as a number, which needs no line there; the group
  likewise, of ``/etc/group``.  Default: root.
``WORKING_DIRECTORY``
  Where it runs.  Default: ``/``.
``COMPRESSION``
  Of the layers.  Default: ``gzip``, which every engine knows.
``OUTPUT``
  Default: ``<target>.oci.tar`` in the directory for images.

OUTPUT is an image layout (image-spec: image-layout.md) as a tar archive, for ``docker load``,
``podman load``, ``skopeo copy oci-archive:...`` and ``ctr image import``.  Docker before version 25
knows no index and takes the first ROOTFS.  The same as a directory is the property LAYOUT, for
``skopeo copy oci:<layout>:<tag>`` and umoci.

The build warns of a program (the first word of ENTRYPOINT, else of CMD, if it begins with ``/``)
that is not in the image or cannot be executed, and of a USER whom its ``/etc/passwd`` does not name.

No root, no daemon and no network is needed.  The bytes depend on the inputs alone; the dates are
``SOURCE_DATE_EPOCH``, or the begin of 1970.

Properties of the target: KIND ``oci``, OUTPUT, LAYOUT, ARCH, ROOTFS, COMPRESSION, HELP.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
  linuxbake_add_oci_image(vm-image ALL ROOTFS vm-rootfs NAME example/vm:1.0
    ENTRYPOINT /bin/hello CMD world)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/HostProgram.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Rootfs.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")

# A name and a tag as docker and containerd take them (distribution: reference/reference.go).
function(_linuxbake_oci_reference where target reference out_name out_tag)
  if(reference STREQUAL "")
    string(TOLOWER "${target}" reference)
    string(REGEX REPLACE "[^a-z0-9]+" "-" reference "${reference}")
    string(REGEX REPLACE "^-|-$" "" reference "${reference}")
  endif()
  set(tag latest)
  if(reference MATCHES "^(.*):([^/:]*)$")
    set(reference "${CMAKE_MATCH_1}")
    set(tag "${CMAKE_MATCH_2}")
  endif()
  set(word "[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*")
  # The first part is a registry where it has a dot or a port, or is this one.
  set(host "[A-Za-z0-9-]+")
  set(registry "(localhost(:[0-9]+)?/|${host}:[0-9]+/|${host}(\\.${host})+(:[0-9]+)?/)?")
  if(NOT reference MATCHES "^${registry}${word}(/${word})*$")
    _linuxbake_error("${where}" "NAME '${reference}' is no name of an image."
      "It has lower-case letters, digits and single . _ - and / between them, as example/hello.")
  endif()
  string(LENGTH "${tag}" length)
  if(NOT tag MATCHES "^[A-Za-z0-9_][A-Za-z0-9._-]*$" OR length GREATER 128)
    _linuxbake_error("${where}" "NAME: '${tag}' is no tag of an image."
      "It has up to 128 letters, digits, . _ and -, and begins with none of . and -.")
  endif()
  set(${out_name} "${reference}" PARENT_SCOPE)
  set(${out_tag} "${tag}" PARENT_SCOPE)
endfunction()

# --<option>=<word> for each word of how a container is started. Each keyword has one value, which
# may be empty; a list stays one in its quotes.
function(_linuxbake_oci_words out where)
  _linuxbake_parse(oci 2 "" "ENTRYPOINT;CMD;ENV;LABELS;PORTS;USER;WORKING_DIRECTORY" "")
  set(options "")
  foreach(pair IN ITEMS ENTRYPOINT=entrypoint CMD=cmd ENV=env LABELS=label PORTS=port)
    string(REGEX MATCH "^(.*)=(.*)$" pair "${pair}")
    set(keyword "${CMAKE_MATCH_1}")
    set(option "${CMAKE_MATCH_2}")
    foreach(word IN LISTS oci_${keyword})
      _linuxbake_append_build_option(options "${where}" ${keyword} --${option} "${word}")
    endforeach()
  endforeach()
  _linuxbake_append_build_option(options "${where}" USER --user "${oci_USER}")
  _linuxbake_append_build_option(options "${where}" WORKING_DIRECTORY --directory
    "${oci_WORKING_DIRECTORY}")
  set(${out} "${options}" PARENT_SCOPE)
endfunction()

# Not ARGN: that would split a word at its semicolons.
function(_linuxbake_check_oci_pairs where keyword words)
  foreach(word IN LISTS words)
    if(NOT word MATCHES "^[^=]+=")
      _linuxbake_error("${where}" "${keyword} '${word}' is not <name>=<value>.")
    endif()
  endforeach()
endfunction()

function(_linuxbake_check_oci_ports where)
  foreach(port IN LISTS ARGN)
    string(REGEX REPLACE "/(tcp|udp)$" "" number "${port}")
    if(NOT number MATCHES "^[1-9][0-9]*$" OR number GREATER 65535)
      _linuxbake_error("${where}" "PORTS '${port}' is no port, as 80 or 53/udp.")
    endif()
  endforeach()
endfunction()

# For which architecture the rootfs is; those of the others are taken.
function(_linuxbake_oci_architecture out where rootfs)
  linuxbake_get_property(arch "${rootfs}" ARCH)
  if("${arch}" STREQUAL "")
    _linuxbake_host_architecture(arch)
  endif()
  if(arch IN_LIST ARGN)
    _linuxbake_error("${where}" "ROOTFS: two of them are for ${arch}."
      "An image has one root file system for each architecture.")
  endif()
  set(${out} "${arch}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_oci_image target)
  _linuxbake_parse_arguments(target "ALL" "NAME;USER;WORKING_DIRECTORY;COMPRESSION;OUTPUT"
    "ROOTFS;ENTRYPOINT;CMD;ENV;LABELS;PORTS")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED ROOTFS)
  _linuxbake_require_name("${where}" "${target}")
  foreach(rootfs IN LISTS arg_ROOTFS)
    _linuxbake_require_target("${where}" ROOTFS "${rootfs}" rootfs)
  endforeach()
  _linuxbake_value_or(arg_COMPRESSION "${arg_COMPRESSION}" gzip)
  _linuxbake_one_of("${where}" COMPRESSION "${arg_COMPRESSION}" gzip zstd none)
  _linuxbake_oci_reference("${where}" "${target}" "${arg_NAME}" name tag)
  _linuxbake_check_oci_pairs("${where}" ENV "${arg_ENV}")
  _linuxbake_check_oci_pairs("${where}" LABELS "${arg_LABELS}")
  _linuxbake_check_oci_ports("${where}" ${arg_PORTS})
  if(NOT "${arg_WORKING_DIRECTORY}" MATCHES "^(/|$)")
    _linuxbake_error("${where}"
      "WORKING_DIRECTORY '${arg_WORKING_DIRECTORY}' has to begin with /.")
  endif()
  _linuxbake_oci_words(words "${where}" ENTRYPOINT "${arg_ENTRYPOINT}" CMD "${arg_CMD}"
    ENV "${arg_ENV}" LABELS "${arg_LABELS}" PORTS "${arg_PORTS}" USER "${arg_USER}"
    WORKING_DIRECTORY "${arg_WORKING_DIRECTORY}")
  _linuxbake_find_program("${where}" bsdtar bsdtar bsdtar)
  _linuxbake_output_path(output "${arg_OUTPUT}" "${target}.oci.tar")

  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(layout "${directory}/layout")
  set(commands "")
  set(stamps "")
  set(options "--output=${layout}" "--mtree=${directory}/layout.mtree" "--name=${name}"
    "--tag=${tag}" "--compress=${arg_COMPRESSION}")
  set(archs "")
  foreach(rootfs IN LISTS arg_ROOTFS)
    _linuxbake_oci_architecture(arch "${where}" "${rootfs}" ${archs})
    list(APPEND archs "${arch}")
    set(content "${directory}/${arch}")
    set(stamp "${content}.stamp")
    _linuxbake_read_rootfs(pack "${target}" "${rootfs}" "${content}.cpio" "${stamp}"
      "--hard-link-data;first;--no-sockets;--no-init")
    # GNU's form, because names are bytes in it, of no character set.
    list(APPEND commands
      COMMAND "${bsdtar}" --format=gnutar -cf "${content}.tar" "@${content}.cpio")
    list(APPEND options "--arch=${arch}" "--layer=${content}.tar" "--content=${content}.cpio")
    list(APPEND stamps "${stamp}")
  endforeach()
  get_filename_component(images "${output}" DIRECTORY)
  add_custom_command(OUTPUT "${output}" ${commands}
    COMMAND LinuxBake::oci pack ${options} ${words}
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${images}" # make, unlike Ninja, makes none
    COMMAND "${CMAKE_COMMAND}" -E chdir "${layout}"
      "${bsdtar}" --format=ustar -cf "${output}" "@${directory}/layout.mtree"
    DEPENDS ${stamps} LinuxBake::oci "${bsdtar}"
    COMMENT "Writing ${target}" VERBATIM)
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_add_target("${target}" ${all} KIND oci OUTPUT "${output}" DEPENDS "${output}")
  _linuxbake_set_properties("${target}" ROOTFS "${arg_ROOTFS}" ARCH "${archs}" LAYOUT "${layout}"
    COMPRESSION "${arg_COMPRESSION}"
    HELP "A container image of ${arg_ROOTFS}: docker load -i <it>")
endfunction()
