#: SPDX-License-Identifier: MIT
#: clean-up.sh - before the machine ends.

# Only where more than the kernel's own file systems is mounted, processes are in the way.
has_real_mounts() {
  while read -r _ _ type _; do
    case $type in
      rootfs | ramfs | tmpfs | proc | sysfs | devtmpfs | devpts) ;;
      *) return 0 ;;
    esac
  done </proc/mounts
  return 1
}

clean_up() {
  if has_real_mounts 2>/dev/null; then
    kill -TERM -1 2>/dev/null
    sleep 1
    kill -KILL -1 2>/dev/null
    swapoff -a 2>/dev/null
    umount -a -r 2>/dev/null
  fi
  sync
  # Sets nothing anew, but returns only when a serial line has sent everything.
  stty sane 2>/dev/null </dev/console
}
