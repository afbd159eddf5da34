#: SPDX-License-Identifier: MIT
#: quiet-kernel.sh - for a machine with shells.

# Somebody types on the console from here on: less than a warning does not interrupt, dmesg has it.
# Who wants all of it says so on the kernel's command line.
read -r words 2>/dev/null </proc/cmdline
case " $words " in
  *" debug "* | *" ignore_loglevel "* | *" loglevel="*) ;;
  *) echo 5 2>/dev/null >/proc/sys/kernel/printk ;;
esac
