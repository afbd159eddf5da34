# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeRootfs
---------------

.. versionadded:: 0.1

Says what is in a root file system.  Nothing is copied or created on the host:
owners, modes and device nodes are declared, and written when the initramfs is
packed (see ``LinuxBakeInitramfs.cmake``).

.. code-block:: cmake

  linuxbake_add_rootfs(<target>
    [USERLAND <target>...]
    [PACKAGES <target>...]
    [INIT <target>]
    [OVERLAY <directory>...])

``USERLAND``
  Targets of ``linuxbake_add_busybox()`` and the like, whose programs go in.
``PACKAGES``
  Targets of ``linuxbake_add_package()``: all that they have installed goes in.  A program of a
  package replaces a name of USERLAND.
``INIT``
  A target of ``linuxbake_add_init()``.
``OVERLAY``
  Directories whose content goes over everything else: a file of an overlay replaces one of the same
  name from USERLAND, INIT or a call below; of two overlays the later one wins.  Modes become 0755
  (directories and executable files) and 0644, the owner 0:0, symbolic links stay as they are. CMake
  warns of a setuid, setgid or sticky bit that is lost, and says how to keep it.  It warns once of
  all files and directories that others may not read on the host (0600).  Names may have any bytes,
  a newline too.  A build notices a changed, a new and a lost file.  (No build tool notices a
  ``chmod`` alone, which leaves the time stamp as it was.)

The target has the property ``LINUXBAKE_ENTRIES``, lines of a manifest (``linuxbake-cpio pack
--help`` has the grammar), and ``LINUXBAKE_DEPENDS``. You can append to both, from any directory and
in any order.  The functions below do the same:

.. code-block:: cmake

  linuxbake_rootfs_install(<rootfs>
    TARGETS <target>... | FILES <file>... | PROGRAMS <file>... | DIRECTORY <directory>...
      | PACKAGES <package>... [REPOSITORY <target>]
    DESTINATION <directory>
    [RENAME <name>]
    [MODE <octal> | PERMISSIONS <permission>...]
    [OWNER <uid>] [GROUP <gid>]
    [DEPENDS <target>...]
    [OVERRIDE])

``TARGETS``, ``FILES``, ``PROGRAMS``, ``DIRECTORY``
  What to install, as in CMake's ``install()``.  TARGETS are programs and shared libraries of the
  project (with the link of a library's SONAME).  FILES get the mode 0644, TARGETS and PROGRAMS
  0755.  Of a DIRECTORY with a slash at its end the content is installed, else the directory itself;
  modes are as of an overlay.  Name a directory that the build makes by a generator expression, with
  DEPENDS.
``PACKAGES``
  Debian packages, and dpkg's database of them; without any other keyword than REPOSITORY.  See
  ``LinuxBakeRepository.cmake``.
``DESTINATION``
  The directory in the root file system, absolute.
``RENAME``
  Another name, for one file or target.
``MODE``, ``PERMISSIONS``
  The mode, as a number or as in CMake's ``install()``; not for DIRECTORY.
``OWNER``, ``GROUP``
  Numbers; 0 by default.
``DEPENDS``
  The targets that make the FILES or the DIRECTORY, where these are made in another directory of
  the project, or by an external one.
``OVERRIDE``
  Replaces what others install under the same name.  Without it, two different
  entries of one name are an error.

.. code-block:: cmake

  linuxbake_rootfs_symlink(<rootfs> <name> <target> [OVERRIDE])
  linuxbake_rootfs_directory(<rootfs> <path>
    [MODE <octal>] [OWNER <uid>] [GROUP <gid>] [OVERRIDE])
  linuxbake_rootfs_device(<rootfs> <path> c|b <major> <minor>
    [MODE <octal>] [OWNER <uid>] [GROUP <gid>] [OVERRIDE])

A symbolic link, a directory (0755), and a node of a character or block device (0600).  Parent
directories are made where they are missing.  Append a line for what has no function: hard links,
pipes, sockets, manifests that the build makes (``include``; append such a file to
``LINUXBAKE_DEPENDS`` as well)::

  set_property(TARGET rootfs APPEND PROPERTY LINUXBAKE_ENTRIES "link /bin/vi /bin/busybox")

.. code-block:: cmake

  linuxbake_rootfs_modules(<rootfs> KERNEL <kernel>)

The modules of a kernel, in ``/lib/modules/<release>``.  KERNEL is a target of
linuxbake_add_kernel() with MODULES, or of linuxbake_import_kernel() with a directory of modules.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(hello LANGUAGES CXX)
  find_package(LinuxBake REQUIRED)

  add_executable(hello hello.cpp)
  target_link_options(hello PRIVATE -static)
  linuxbake_add_rootfs(rootfs OVERLAY rootfs)
  linuxbake_rootfs_install(rootfs TARGETS hello DESTINATION /usr/bin)
  linuxbake_rootfs_install(rootfs FILES hello.conf DESTINATION /etc MODE 0600)
  linuxbake_rootfs_symlink(rootfs /etc/mtab /proc/mounts)
  linuxbake_rootfs_directory(rootfs /root MODE 0700)
  linuxbake_rootfs_device(rootfs /dev/console c 5 1)
  linuxbake_add_initramfs(initramfs ROOTFS rootfs)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/InstalledPackages.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/ManifestLines.cmake")

function(linuxbake_add_rootfs target)
  _linuxbake_parse_arguments(target "" "INIT" "USERLAND;PACKAGES;OVERLAY")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_name("${where}" "${target}")
  foreach(userland IN LISTS arg_USERLAND)
    _linuxbake_require_target("${where}" USERLAND "${userland}" userland)
  endforeach()
  foreach(package IN LISTS arg_PACKAGES)
    _linuxbake_require_target("${where}" PACKAGES "${package}" package)
  endforeach()
  if(NOT "${arg_INIT}" STREQUAL "")
    _linuxbake_require_target("${where}" INIT "${arg_INIT}" init)
  endif()
  set(parts "")
  list(APPEND parts ${arg_USERLAND} ${arg_PACKAGES} ${arg_INIT})
  _linuxbake_require_same_arch("${where}" ${parts})

  _linuxbake_evaluated_property(depends "${target}" DEPENDS)
  _linuxbake_add_target("${target}" KIND rootfs DEPENDS "${depends}")
  _linuxbake_set_properties("${target}" USERLAND "${arg_USERLAND}"
    PACKAGES "${arg_PACKAGES}" INIT "${arg_INIT}"
    HELP "The root file system, as far as it has to be built")
  foreach(part IN LISTS parts)
    _linuxbake_evaluated_property(entries "${part}" ENTRIES)
    _linuxbake_evaluated_property(depends "${part}" DEPENDS)
    _linuxbake_append_to_rootfs("${target}"
      ENTRIES "${entries}" DEPENDS "${part}" "${depends}")
    get_target_property(arch "${part}" LINUXBAKE_ARCH)
    if(arch)
      _linuxbake_set_properties("${target}" ARCH "${arch}")
    endif()
  endforeach()
  foreach(overlay IN LISTS arg_OVERLAY)
    _linuxbake_require_directory("${where}" OVERLAY "${overlay}" directory)
    _linuxbake_manifest_word(word "${directory}")
    _linuxbake_append_to_rootfs("${target}" ENTRIES "override tree / ${word}")
  endforeach()
endfunction()

function(linuxbake_rootfs_install rootfs)
  _linuxbake_parse_arguments(rootfs "OVERRIDE" "DESTINATION;RENAME;MODE;OWNER;GROUP;REPOSITORY"
    "TARGETS;FILES;PROGRAMS;DIRECTORY;PACKAGES;PERMISSIONS;DEPENDS")
  set(where "${CMAKE_CURRENT_FUNCTION}(${rootfs})")
  if(NOT "${arg_PACKAGES}${arg_REPOSITORY}" STREQUAL "")
    _linuxbake_check_arguments("${where}" REQUIRED PACKAGES)
    _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
    foreach(keyword IN ITEMS TARGETS FILES PROGRAMS DIRECTORY DESTINATION RENAME MODE PERMISSIONS
        OWNER GROUP DEPENDS OVERRIDE)
      if(arg_${keyword})
        _linuxbake_does_not_go_with_packages("${where}" ${keyword})
      endif()
    endforeach()
    _linuxbake_install_packages("${where}" "${rootfs}" PACKAGES ${arg_PACKAGES}
      REPOSITORY ${arg_REPOSITORY})
    return()
  endif()
  _linuxbake_check_arguments("${where}" REQUIRED DESTINATION)
  _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
  _linuxbake_require_rootfs_path("${where}" DESTINATION "${arg_DESTINATION}")
  _linuxbake_exactly_one("${where}" kind TARGETS "${arg_TARGETS}" FILES "${arg_FILES}"
    PROGRAMS "${arg_PROGRAMS}" DIRECTORY "${arg_DIRECTORY}")
  _linuxbake_check_rename("${where}" "${kind}" "${arg_${kind}}" "${arg_RENAME}")
  _linuxbake_install_attributes(attributes "${where}" "${kind}" "${arg_MODE}" "${arg_OWNER}"
    "${arg_GROUP}" ${arg_PERMISSIONS})
  foreach(dependency IN LISTS arg_DEPENDS)
    if(NOT TARGET "${dependency}")
      _linuxbake_error("${where}" "DEPENDS '${dependency}' is not a target."
        "Name the target that makes the files.")
    endif()
  endforeach()
  foreach(item IN LISTS arg_${kind})
    if(kind STREQUAL "TARGETS")
      _linuxbake_install_target("${where}" "${rootfs}" "${item}" "${attributes}"
        "${arg_DESTINATION}" "${arg_RENAME}" "${arg_OVERRIDE}")
    elseif(kind STREQUAL "DIRECTORY")
      _linuxbake_install_directory("${where}" "${rootfs}" "${item}" "${attributes}"
        "${arg_DESTINATION}" "${arg_OVERRIDE}" "${arg_DEPENDS}")
    else()
      _linuxbake_install_file("${where}" "${rootfs}" "${kind}" "${item}" "${attributes}"
        "${arg_DESTINATION}" "${arg_RENAME}" "${arg_OVERRIDE}")
    endif()
  endforeach()
  _linuxbake_append_to_rootfs("${rootfs}" DEPENDS ${arg_DEPENDS})
endfunction()

function(linuxbake_rootfs_symlink rootfs name link_target)
  _linuxbake_parse_arguments("rootfs;name;link_target" "OVERRIDE" "" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${rootfs} ${name})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
  _linuxbake_require_rootfs_path("${where}" "The name" "${name}")
  _linuxbake_manifest_word(name_word "${name}")
  _linuxbake_manifest_word(target_word "${link_target}")
  _linuxbake_append_line("${rootfs}" "${arg_OVERRIDE}" "slink ${name_word} ${target_word} 0777 0 0")
endfunction()

function(linuxbake_rootfs_directory rootfs path)
  _linuxbake_parse_arguments("rootfs;path" "OVERRIDE" "MODE;OWNER;GROUP" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${rootfs} ${path})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
  _linuxbake_require_rootfs_path("${where}" "The path" "${path}")
  _linuxbake_attributes(attributes "${where}" "${arg_MODE}" "${arg_OWNER}" "${arg_GROUP}" 0755)
  _linuxbake_manifest_word(word "${path}")
  _linuxbake_append_line("${rootfs}" "${arg_OVERRIDE}" "dir ${word} ${attributes}")
endfunction()

function(linuxbake_rootfs_device rootfs path type major minor)
  _linuxbake_parse_arguments("rootfs;path;type;major;minor" "OVERRIDE" "MODE;OWNER;GROUP" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${rootfs} ${path})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
  _linuxbake_require_rootfs_path("${where}" "The path" "${path}")
  _linuxbake_one_of("${where}" "The type" "${type}" c b)
  _linuxbake_require_number("${where}" "The major number" "${major}" 4095)
  _linuxbake_require_number("${where}" "The minor number" "${minor}" 1048575)
  _linuxbake_attributes(attributes "${where}" "${arg_MODE}" "${arg_OWNER}" "${arg_GROUP}" 0600)
  _linuxbake_manifest_word(word "${path}")
  _linuxbake_append_line("${rootfs}" "${arg_OVERRIDE}" "nod ${word} ${attributes} ${type} ${major} ${minor}")
endfunction()

function(linuxbake_rootfs_modules rootfs)
  _linuxbake_parse_arguments(rootfs "" "KERNEL" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${rootfs})")
  _linuxbake_check_arguments("${where}" REQUIRED KERNEL)
  _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
  _linuxbake_require_target("${where}" KERNEL "${arg_KERNEL}" kernel)
  linuxbake_get_property(modules "${arg_KERNEL}" MODULES)
  if(NOT modules)
    _linuxbake_error("${where}" "KERNEL '${arg_KERNEL}' has no modules."
      "Give its linuxbake_add_kernel() the keyword MODULES, and a configuration with"
      "CONFIG_MODULES=y and options of the value m.")
  endif()
  get_target_property(notes "${arg_KERNEL}" _LINUXBAKE_MODULES_NOTES)
  if(notes) # their release is known when they are built
    list(GET notes 0 manifest)
    _linuxbake_manifest_word(word "${manifest}")
    set(line "include ${word}")
  else()
    set(notes "")
    get_filename_component(release "${modules}" NAME)
    _linuxbake_manifest_word(word "${modules}")
    set(line "tree /lib/modules/${release} ${word}")
  endif()
  _linuxbake_append_to_rootfs("${rootfs}" ENTRIES "${line}" DEPENDS "${arg_KERNEL}" ${notes})
endfunction()
