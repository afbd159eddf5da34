#: SPDX-License-Identifier: MIT
#: switch-root.sh - the init of an initramfs that is only on the way to a root file system on a disk.
#: What it reads of the kernel's command line has the meaning of
#: Documentation/admin-guide/kernel-parameters.txt: root=, rootfstype=, rootflags=, rootdelay=, ro, rw,
#: init=. fsck.mode=auto|skip|force is that of systemd-fsck(8); root=live:, rd.live.dir=,
#: rd.live.squashimg= and the places in /run are those of dracut.cmdline(7).

# What the kernel's command line says; a later word counts.
read_command_line() {
  type='' flags='' access=ro init='' delay=10 check=auto directory=LiveOS image=squashfs.img
  read -r words </proc/cmdline
  set -f
  for word in $words; do
    case $word in
      root=*) root=${word#root=} ;;
      rootfstype=*) type=${word#rootfstype=} ;;
      rootflags=*) flags=,${word#rootflags=} ;;
      rootdelay=*) delay=${word#rootdelay=} ;;
      ro | rw) access=$word ;;
      init=*) init=${word#init=} ;;
      fsck.mode=*) check=${word#fsck.mode=} ;;
      rd.live.dir=*) directory=${word#rd.live.dir=} ;;
      rd.live.squashimg=*) image=${word#rd.live.squashimg=} ;;
    esac
  done
  set +f
}

# The device of the partition whose entry in the partition table has this name.
device_of_label() {
  for entry in /sys/class/block/*/uevent; do
    if grep -q -x "PARTNAME=$1" "$entry"; then
      sed -n 's|^DEVNAME=|/dev/|p' "$entry"
      return
    fi
  done
}

# Sets `device`, if it is there.
find_root() {
  name=${root#live:}
  case $name in
    UUID=* | LABEL=*) device=$(findfs "$name" 2>/dev/null) ;;
    PARTLABEL=*) device=$(device_of_label "${name#PARTLABEL=}") ;;
    *) device=$name ;;
  esac
  [ -b "$device" ]
}

# Disks may need some seconds to be found.
wait_for_root() {
  waited=0
  until find_root; do
    [ "$waited" -ge "$delay" ] && return 1
    sleep 1
    waited=$((waited + 1))
  done
}

# What fsck(8) returns: 1 is a file system that was corrected, 2 one that has to be read anew, from
# 4 on errors are left.
check_root() {
  [ -n "$type" ] || type=$(blkid "$device" | sed -n 's/.* TYPE="\([^"]*\)".*/\1/p')
  [ "$check" != skip ] && command -v "fsck.$type" >/dev/null 2>&1 || return 0
  force=
  [ "$check" = force ] && force=-f
  "fsck.$type" -p $force "$device"
  result=$?
  if [ "$result" = 2 ] || [ "$result" = 3 ]; then
    note "$device was corrected, and the machine starts again"
    sync
    reboot -f
  fi
  [ "$result" -lt 4 ]
}

# The root is a file on the device, which nothing can be written to: below a layer in memory that
# takes what is written. What the layer needs of the device stays mounted.
mount_live() {
  medium=/run/initramfs/live
  mkdir -p "$medium" /run/rootfsbase /run/overlayfs
  mount ${type:+-t "$type"} -o "ro$flags" "$device" "$medium" &&
    mount -t squashfs -o loop,ro "$medium/$directory/$image" /run/rootfsbase &&
    mount -t tmpfs -o mode=0755 tmpfs /run/overlayfs &&
    mkdir /run/overlayfs/upper /run/overlayfs/work &&
    mount -t overlay -o "lowerdir=/run/rootfsbase,upperdir=/run/overlayfs/upper,workdir=/run/overlayfs/work" \
      overlay /sysroot
}

mount_root() {
  case $root in
    live:*) mount_live ;;
    *) mount ${type:+-t "$type"} -o "$access$flags" "$device" /sysroot ;;
  esac
}

unmount_root() {
  umount /sysroot 2>/dev/null
  case $root in
    live:*) umount /run/overlayfs /run/rootfsbase "$medium" 2>/dev/null ;;
  esac
}

# A link may lead to somewhere that is right only once its root is the root.
is_there() {
  [ -x "/sysroot$1" ] || [ -L "/sysroot$1" ]
}

find_init() {
  [ -n "$init" ] && return
  for init in /sbin/init /etc/init /bin/init /bin/sh; do
    is_there "$init" && return
  done
  init=
}

enter_root() {
  for directory in /dev /run /sys /proc; do
    mkdir -p "/sysroot$directory" 2>/dev/null
    mount -o move "$directory" "/sysroot$directory" || umount -l "$directory"
  done
  exec switch_root /sysroot "$init"
}

# rescue TEXT: says what is wrong and what there is, and has somebody look into it.
rescue() {
  echo
  note "$1"
  note "The kernel's command line: $words"
  note "Block devices with file systems:"
  blkid
  note "Leave the shell (exit) to try again; 'reboot -f' starts the machine anew."
  export HOME=/root TERM=linux PS1='rescue:\w# '
  if command -v cttyhack >/dev/null 2>&1; then
    setsid cttyhack /bin/sh
  else
    /bin/sh
  fi
}

attempt() {
  if ! wait_for_root; then
    rescue "The root file system was not found. Looked for: ${root:-nothing, there is no root=} ($waited s)"
  elif ! check_root; then
    rescue "fsck.$type found errors on $device ($root) that it does not correct without being asked. Try: fsck.$type $device"
  elif ! mount_root 2>/run/problem; then
    unmount_root
    problem=$(cat /run/problem)
    kernel_has "${type:-?}" || problem="$problem (this kernel has no ${type:-file system that would fit})"
    rescue "$device ($root) cannot be mounted: $problem"
  elif ! find_init || [ -z "$init" ] || ! is_there "$init"; then
    unmount_root
    rescue "There is no init in $device ($root). Looked for: ${init:-/sbin/init, /etc/init, /bin/init, /bin/sh}"
  else
    enter_root
  fi
}
