# No medium has this label: it says what was looked for as it was given.
expect The root file system was not found. Looked for: live:LABEL=NOWHERE (1 s)
expect root=live:LABEL=NOWHERE
shell
send poweroff -f
wait poweroff
