// SPDX-License-Identifier: MIT
// description.h - what an init has to do, whatever kind of init it becomes.
//
// The text form (parse.h) has one statement a line. What is checked here holds for every kind:
// host names per hostname(7), the kernel's limits, nothing that a script could not hold.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::init {

enum class Then { shell, poweroff, reboot, halt, respawn };

struct Console {
  std::string name;  // a file of /dev, or "console": whatever the kernel itself writes to
  std::string baud;  // empty: as the kernel has set it
  friend bool operator==(const Console&, const Console&) = default;
};

struct Mount {
  std::string what, where, type, options;
  friend bool operator==(const Mount&, const Mount&) = default;
};

struct Variable {
  std::string name, value;
  friend bool operator==(const Variable&, const Variable&) = default;
};

using Command = std::vector<std::string>;  // a program and its arguments; never empty

struct Description {
  std::string host_name = "linux";
  std::vector<Console> consoles;  // empty: default_consoles(), where there are shells
  std::vector<Mount> mounts;  // beside default_mounts(); the same directory replaces the default
  std::vector<Variable> environment;
  std::vector<Command> commands;
  std::vector<Command> services;  // kept running; BusyBox's init only, as the next three
  bool login = false;             // consoles ask for a name and a password
  bool hotplug = false;           // modules and devices come by themselves
  bool dhcp = false;              // the network configures itself
  Then then = Then::shell;
  std::string root;         // switch_root only: what root= of the kernel's command line replaces
  std::string banner;       // of the minimal init empty by default,
  bool has_banner = false;  // else default_banner()
  friend bool operator==(const Description&, const Description&) = default;
};

// The kernel's __NEW_UTS_LEN; labels are limited to 63 bytes by RFC 1123.
inline constexpr std::size_t host_name_limit = 64;
inline constexpr std::size_t host_label_limit = 63;

// Each is an error whose message names the value and the rule.
[[nodiscard]] Result<void> check_host_name(const std::string& name);
[[nodiscard]] Result<void> check_console(const Console& console);
[[nodiscard]] Result<void> check_mount(const Mount& mount);
[[nodiscard]] Result<void> check_variable(const Variable& variable);
[[nodiscard]] Result<void> check_command(const Command& command);
// A device or UUID=, LABEL=, PARTLABEL= and a name, in one word; after live:, what a squashfs is on.
[[nodiscard]] Result<void> check_root(const std::string& root);

[[nodiscard]] Result<Then> then_of(const std::string& word);
[[nodiscard]] std::string word_of(Then then);

// The kernel's console, the screen and the first serial port of a PC; one that a machine does not
// have is waited for in silence.
[[nodiscard]] std::vector<Console> default_consoles();

// proc, sys, dev, dev/pts, dev/shm, run, tmp, in the order in which they have to be mounted.
[[nodiscard]] std::vector<Mount> default_mounts();

// The default mounts, with those of the description in place of or after them.
[[nodiscard]] std::vector<Mount> all_mounts(const Description& description);

[[nodiscard]] std::string default_banner(const Description& description);

// The kernel's option for a type of file system: "CONFIG_TMPFS" for "tmpfs". Where it is not in
// the table, a phrase that stands in its place.
[[nodiscard]] std::string kernel_option_of(const std::string& file_system);

}  // namespace linuxbake::init
