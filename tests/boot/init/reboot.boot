refuse Welcome
expect "linuxbake-init: result 1/1: exit 0: /bin/true"
wait reset
