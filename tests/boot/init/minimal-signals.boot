# What Ctrl-Alt-Del sends, while a command runs.
expect ready
wait reset
