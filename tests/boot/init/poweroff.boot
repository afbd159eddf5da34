refuse Welcome
expect "linuxbake-init: result 1/3: exit 0"
expect "linuxbake-init: result 2/3: exit 3"
expect "linuxbake-init: result 3/3: signal 11"
wait poweroff
