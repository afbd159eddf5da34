# Nothing to boot from: it says what was looked for, and what there is.
expect The root file system was not found. Looked for: UUID=8d3c0f5e-6a47-4c0e-9b55-1f0a7c2e4d11 (2 s)
expect Block devices with file systems:
shell
run ls /dev/console
  output /dev/console
# Leaving the shell tries again.
send exit
expect The root file system was not found.
shell
send poweroff -f
wait poweroff
