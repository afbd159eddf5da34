// SPDX-License-Identifier: MIT
//
// BusyBox's init reads /etc/inittab ("terminal:ignored:action:command"). A command there is split
// at blanks, goes through a shell as soon as a special character stands in it, and ends at a '#';
// so only fixed names of scripts and checked names of consoles stand there. No terminal is given:
// init would report one that does not exist every second.
#include <fmt/format.h>

#include "embedded/init.h"
#include "init/kinds.h"
#include "init/quote.h"
#include "init/shell_text.h"
#include "init/slots.h"

namespace linuxbake::init {
namespace {

constexpr std::string_view heading = "#!/bin/sh\n# Made by linuxbake-init. ";

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
  text += embedded::basic_sh;
  text += embedded::mount_sh;
  text += "\nopen_console\n";
  text += set_up_text(description);
  if (description.hotplug) text += embedded::load_modules_sh;
  if (!description.commands.empty() && has_shells(description)) {
    text += fmt::format("mkfifo {}\n", gate);
  }
  return text;
}

std::string clean_up_script() {
  std::string text{heading};
  text += "What is done last; init does the rest.\n";
  text += embedded::clean_up_sh;
  return text + "\nclean_up\n";
}

std::string run_script(const Description& description) {
  std::string text{heading};
  text += fmt::format("The commands, one after another; then: {}.\n", word_of(description.then));
  text += environment_text(description);
  text += embedded::basic_sh;
  text += embedded::report_sh;
  if (!has_shells(description)) text += embedded::clean_up_sh;
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
  text += embedded::basic_sh;
  std::string services;
  for (std::size_t index = 0; index < description.services.size(); ++index) {
    services +=
        fmt::format("  {}) set -- {} ;;\n", index + 1, shell_command(description.services[index]));
  }
  return text + filled(embedded::service_sh, {{"  # @SERVICES@\n", services}});
}

std::string console_script(const Description& description) {
  std::string text{heading};
  text += "console TTY [BAUD]: a shell on a terminal; init starts the next one.\n";
  text += environment_text(description);
  text += embedded::basic_sh;
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
    files.push_back({"root/etc/init.d/network", 0755, std::string(embedded::network_sh)});
    files.push_back(
        {"root/etc/init.d/network-lease", 0755, std::string(embedded::network_lease_sh)});
  }
  if (description.hotplug)
    files.push_back({"root/etc/mdev.conf", 0644, std::string(embedded::mdev_conf)});
  if (has_shells(description)) {
    files.push_back({"root/etc/init.d/console", 0755, console_script(description)});
  }
  return files;
}

}  // namespace linuxbake::init
