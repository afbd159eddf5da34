# SPDX-License-Identifier: MIT
#
# packages_add_system(<rootfs>)
#   The system, and what dpkg knows of it.
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
  linuxbake_rootfs_symlink(${rootfs} /usr/bin/pager more) # dpkg -l
  linuxbake_rootfs_install(${rootfs} FILES shadow DESTINATION /etc MODE 0640 GROUP 42)
  linuxbake_rootfs_package_database(${rootfs} CONTROL database/base.control
    CONTROL_FILES database/linuxbake-base.postinst database/linuxbake-base.triggers)
endfunction()
