# What the picture in README.md shows: target linuxbake-picture. A command waits for the prompt.
expect Welcome
expect root@tiny
send uname -srm
expect Linux 6
expect root@tiny
send ls /
expect usr
expect root@tiny
send free -m
expect Swap
expect root@tiny
send busybox | head -n 1
expect BusyBox v
expect root@tiny
