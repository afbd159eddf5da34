#: SPDX-License-Identifier: MIT
#: bundle.sh - the head of a bundle (bundle.h); the files follow it, as tar has them. Before it stands
#: what differs: $program among the files, $bundle as it lies where it was made, and $first_byte, where
#: the files begin.
#:
#: Two jobs may come to a machine at the same time: one unpacks, the other waits. A bundle that was
#: brought is removed; one that lies on a shared file system is not, since others may start it. In a
#: command whose output is the frames nothing of tar may stand, so it speaks on standard error.
# A test of LinuxBake with its files. It unpacks them, and starts the program among them.
mkdir -p "${program%/*}" || exit 1
if ! (flock 9 && tail -c +"$first_byte" "$0" |
  tar -xf - -C / --keep-newer-files --warning=no-ignore-newer >&2) 9>"$program.lock"; then
  echo "linuxbake: error: the files of the test cannot be unpacked on $(uname -n)" >&2
  exit 1
fi
[ "$0" = "$bundle" ] || rm -f "$0"
exec "$program" "$@"
exit 1
