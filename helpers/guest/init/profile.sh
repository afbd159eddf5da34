#: SPDX-License-Identifier: MIT
#: profile.sh - the end of /etc/profile.
export PS1='\u@\h:\w\$ '
umask 022
for script in /etc/profile.d/*.sh; do
  [ -r "$script" ] && . "$script"
done
unset script
