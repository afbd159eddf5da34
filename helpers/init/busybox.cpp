// SPDX-License-Identifier: MIT
//
// BusyBox's init reads /etc/inittab ("terminal:ignored:action:command"). A command there is split
// at blanks, goes through a shell as soon as a special character stands in it, and ends at a '#';
// so only fixed names of scripts and checked names of consoles stand there. No terminal is given:
// init would report one that does not exist every second.
#include <fmt/format.h>

#include "init/kinds.h"
#include "init/quote.h"
#include "init/shell_text.h"

namespace linuxbake::init {
namespace {

constexpr std::string_view heading = "#!/bin/sh\n# Made by linuxbake-init. ";

// For what is in the machine already; the daemon mdev is told of what comes later. A device says
// what it is in "modalias", and depmod's lists say which module that means.
constexpr std::string_view load_modules_text = R"sh(
if [ -d "/lib/modules/$(uname -r)" ]; then
  find /sys/devices -name modalias -exec cat {} + 2>/dev/null | sort -u |
    xargs modprobe -a -b -q 2>/dev/null
fi
)sh";

// Modes as devtmpfs gives them: mdev sets those of every device that it hears of.
constexpr std::string_view mdev_conf = R"sh(# Made by linuxbake-init; see BusyBox's docs/mdev.txt.
$MODALIAS=.* 0:0 660 @modprobe -b -q "$MODALIAS"
(null|zero|full|random|urandom|tty|ptmx) 0:0 666
console 0:0 600
tty[0-9]+ 0:5 620
ttyS[0-9]+ 0:5 660
.* 0:0 600
)sh";

// Its driver may come later than this.
constexpr std::string_view network_script = R"sh(#!/bin/sh
# Made by linuxbake-init. Keeps the address of the first network card, by DHCP.
first_card() {
  for directory in /sys/class/net/*; do
    [ "$(cat "$directory/type" 2>/dev/null)" = 1 ] && basename "$directory" && return
  done
  return 1
}

# Everybody may ping, also by the sockets that need no privilege (icmp(7)).
echo 0 2147483647 2>/dev/null >/proc/sys/net/ipv4/ping_group_range
until card=$(first_card); do
  sleep 1
done
# The log has what it says; the console is somebody's.
exec udhcpc -f -S -R -i "$card" -s /etc/init.d/network-lease -x "hostname:$(hostname)" \
  >/dev/null 2>&1
)sh";

constexpr std::string_view lease_script = R"sh(#!/bin/sh
# Made by linuxbake-init. udhcpc calls it, with what the network says in variables.
# shellcheck disable=SC2154
case $1 in
  deconfig)
    ifconfig "$interface" 0.0.0.0 up
    ;;
  bound | renew)
    ifconfig "$interface" "$ip" netmask "${subnet:-255.255.255.0}"
    while route del default dev "$interface" 2>/dev/null; do :; done
    for gateway in $router; do
      route add default gw "$gateway" dev "$interface"
    done
    {
      [ -z "$domain" ] || echo "search $domain"
      for server in $dns; do
        echo "nameserver $server"
      done
    } >/etc/resolv.conf
    ;;
esac
)sh";

// Shells wait in front of this FIFO while the commands run.
constexpr std::string_view gate = "/run/linuxbake/commands";

bool has_shells(const Description& description) {
  return description.then == Then::shell;
}

std::string inittab_text(const Description& description) {
  std::string text =
      "# Made by linuxbake-init, for BusyBox's init: terminal::action:command\n"
      "::sysinit:/etc/init.d/rcS\n";
  if (!description.commands.empty()) {
    text += fmt::format("::{}:/etc/init.d/run\n",
                        description.then == Then::respawn ? "respawn" : "once");
  }
  for (std::size_t number = 1; number <= description.services.size(); ++number) {
    text += fmt::format("::respawn:/etc/init.d/service {}\n", number);
  }
  if (has_shells(description)) {
    for (const Console& console : description.consoles) {
      text += fmt::format("::respawn:/etc/init.d/console {}\n", console_arguments(console));
    }
  }
  return text +
         "::ctrlaltdel:reboot\n"
         "::shutdown:/etc/init.d/rcK\n"
         "::restart:init\n";
}

std::string set_up_script(const Description& description) {
  std::string text{heading};
  text += "What is done once, before anything else starts.\n";
  text += environment_text(description);
  text += basic_functions();
  text += mount_functions();
  text += "\nopen_console\n";
  text += set_up_text(description);
  if (description.hotplug) text += load_modules_text;
  if (!description.commands.empty() && has_shells(description)) {
    text += fmt::format("mkfifo {}\n", gate);
  }
  return text;
}

std::string clean_up_script() {
  std::string text{heading};
  text += "What is done last; init does the rest.\n";
  text += clean_up_function();
  return text + "\nclean_up\n";
}

std::string run_script(const Description& description) {
  std::string text{heading};
  text += fmt::format("The commands, one after another; then: {}.\n", word_of(description.then));
  text += environment_text(description);
  text += basic_functions();
  text += report_function();
  if (!has_shells(description)) text += clean_up_function();
  text += "\nopen_console\n";
  text += commands_text(description);
  if (has_shells(description)) {
    // Opened for both directions it never blocks, and wakes all who wait for a writer; whoever
    // comes later finds no FIFO.
    text += fmt::format("\nexec 3<>{0}\nrm -f {0}\n", gate);
  }
  return text + ending_text(description);
}

std::string service_script(const Description& description) {
  std::string text{heading};
  text += "service NUMBER: one of the programs that are kept running; init starts it again.\n";
  text += environment_text(description);
  text += basic_functions();
  text += "\nopen_console\ncase $1 in\n";
  for (std::size_t index = 0; index < description.services.size(); ++index) {
    text +=
        fmt::format("  {}) set -- {} ;;\n", index + 1, shell_command(description.services[index]));
  }
  return text + R"sh(esac
"$@" </dev/null
echo "<6>linuxbake-init: $1 ended ($?), it is started again" 2>/dev/null >/dev/kmsg
# Not in a circle, if it cannot run.
exec sleep 2
)sh";
}

std::string console_script(const Description& description) {
  std::string text{heading};
  text += "console TTY [BAUD]: a shell on a terminal; init starts the next one.\n";
  text += environment_text(description);
  text += basic_functions();
  text += console_functions(description);
  if (!description.commands.empty()) {
    text += fmt::format("\n[ -p {0} ] && read -r _ <{0}\n", gate);
  } else {
    text += "\n";
  }
  return text + (description.login ? "console_login \"$@\"\n" : "console_shell \"$@\"\n");
}

}  // namespace

std::vector<File> busybox_files(const Description& description) {
  std::vector<File> files = system_files(description);
  files.push_back({"root/etc/inittab", 0644, inittab_text(description)});
  files.push_back({"root/etc/init.d/rcS", 0755, set_up_script(description)});
  files.push_back({"root/etc/init.d/rcK", 0755, clean_up_script()});
  if (!description.commands.empty()) {
    files.push_back({"root/etc/init.d/run", 0755, run_script(description)});
  }
  if (!description.services.empty()) {
    files.push_back({"root/etc/init.d/service", 0755, service_script(description)});
  }
  if (description.dhcp) {
    files.push_back({"root/etc/init.d/network", 0755, std::string(network_script)});
    files.push_back({"root/etc/init.d/network-lease", 0755, std::string(lease_script)});
  }
  if (description.hotplug) files.push_back({"root/etc/mdev.conf", 0644, std::string(mdev_conf)});
  if (has_shells(description)) {
    files.push_back({"root/etc/init.d/console", 0755, console_script(description)});
  }
  return files;
}

}  // namespace linuxbake::init
