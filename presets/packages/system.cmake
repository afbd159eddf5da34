# SPDX-License-Identifier: MIT
#
# packages_add_system(<rootfs>)
#   The system without the database of its packages.
#
# packages_install_database(<rootfs> <bare rootfs>)
#   What is in the bare one becomes what dpkg knows in the other: one list of names is written when it
#   is built, and the database from it.
include_guard(DIRECTORY)

function(packages_add_system rootfs)
  linuxbake_add_rootfs(${rootfs} USERLAND packages-busybox INIT packages-init OVERLAY rootfs
    PACKAGES packages-e2fsprogs packages-dpkg packages-apt packages-gpgv packages-tar packages-keyring)
  # Debian's packages have their files in /usr alone, and reach them by both names.
  foreach(name IN ITEMS bin sbin lib lib64)
    linuxbake_rootfs_symlink(${rootfs} /${name} usr/${name})
    linuxbake_rootfs_directory(${rootfs} /usr/${name})
  endforeach()
  foreach(path IN ITEMS /boot /etc/apt/preferences.d /etc/apt/trusted.gpg.d /etc/dpkg/dpkg.cfg.d /etc/rc2.d
      /home /media /mnt /opt /srv /usr/local/bin /usr/local/sbin /usr/share /var/cache/apt/archives
      /var/lib/apt /var/lib/dpkg/info /var/lib/dpkg/parts /var/lib/dpkg/updates
      /var/lib/dpkg/triggers /var/lib/dpkg/alternatives /var/lib/misc /var/log/apt /var/mail
      /var/spool /var/backups)
    linuxbake_rootfs_directory(${rootfs} ${path})
  endforeach()
  foreach(path IN ITEMS /var/lib/apt/lists/partial /var/cache/apt/archives/partial)
    linuxbake_rootfs_directory(${rootfs} ${path} MODE 0700 OWNER 42) # _apt
  endforeach()
  linuxbake_rootfs_directory(${rootfs} /var/tmp MODE 1777)
  linuxbake_rootfs_directory(${rootfs} /root MODE 0700)
  linuxbake_rootfs_symlink(${rootfs} /var/run /run)
  linuxbake_rootfs_symlink(${rootfs} /var/lock /run/lock)
  linuxbake_rootfs_symlink(${rootfs} /etc/mtab /proc/mounts)
  linuxbake_rootfs_install(${rootfs} FILES shadow DESTINATION /etc MODE 0640 GROUP 42)
endfunction()

function(packages_install_database rootfs bare)
  linuxbake_add_initramfs(${bare}-archive ROOTFS ${bare} COMPRESSION none
    OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/${bare}.cpio")
  linuxbake_get_property(archive ${bare}-archive OUTPUT)
  foreach(package IN ITEMS dpkg gpgv tar apt keyring)
    linuxbake_get_property(root_of_${package} packages-${package} OUTPUT)
  endforeach()
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/database")
  set(sources database/Write.cmake database/status.in database/provides
    database/linuxbake-base.postinst)
  list(TRANSFORM sources PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  add_custom_command(OUTPUT "${directory}/stamp"
    COMMAND LinuxBake::cpio list "${archive}" > "${directory}/names"
    COMMAND "${CMAKE_COMMAND}" "-DNAMES=${directory}/names" "-DOUTPUT=${directory}/dpkg"
      "-DDPKG=${root_of_dpkg};${root_of_gpgv};${root_of_tar}" "-DAPT=${root_of_apt};${root_of_keyring}"
      -P "${CMAKE_CURRENT_SOURCE_DIR}/database/Write.cmake"
    COMMAND "${CMAKE_COMMAND}" -E touch "${directory}/stamp"
    DEPENDS ${sources} ${bare}-archive "${archive}" LinuxBake::cpio
    COMMENT "Writing dpkg's database of the system" VERBATIM)
  add_custom_target(packages-database DEPENDS "${directory}/stamp")
  linuxbake_rootfs_package_database(${rootfs} DATABASE "${directory}/dpkg"
    DEPENDS packages-database "${directory}/stamp")
  file(MAKE_DIRECTORY "${directory}")
endfunction()
