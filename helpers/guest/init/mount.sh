#: SPDX-License-Identifier: MIT
#: mount.sh - mounts what the description asks for.

is_mounted() {
  [ -r /proc/mounts ] || return 1
  while read -r _ where _; do
    [ "$where" = "$1" ] && return 0
  done </proc/mounts
  return 1
}

kernel_has() {
  [ -r /proc/filesystems ] || return 1
  while read -r first second; do
    [ "${second:-$first}" = "$1" ] && return 0
  done </proc/filesystems
  return 1
}

# mount_one WHAT WHERE TYPE OPTIONS KERNEL-OPTION: says what is missing, and goes on without it.
mount_one() {
  is_mounted "$2" && return
  mkdir -p "$2"
  problem=$(mount -t "$3" -o "$4" "$1" "$2" 2>&1) && return
  kernel_has "$3" || problem="this kernel has no $3 ($5)"
  note "$2 is not mounted: $problem"
}
