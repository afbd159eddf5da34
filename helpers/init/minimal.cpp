// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "init/kinds.h"
#include "init/quote.h"
#include "init/shell_text.h"

namespace linuxbake::init {
namespace {

// Numbers of include/uapi/linux/mount.h; what is not here is for the file system itself.
constexpr std::array<std::pair<std::string_view, unsigned long>, 20> mount_flags{{
    {"defaults", 0},
    {"rw", 0},
    {"ro", 1},
    {"nosuid", 2},
    {"nodev", 4},
    {"noexec", 8},
    {"sync", 16},
    {"remount", 32},
    {"mand", 64},
    {"dirsync", 128},
    {"nosymfollow", 256},
    {"noatime", 1024},
    {"nodiratime", 2048},
    {"bind", 4096},
    {"rec", 16384},
    {"rbind", 4096 | 16384},
    {"silent", 1UL << 15},
    {"relatime", 1UL << 21},
    {"strictatime", 1UL << 24},
    {"lazytime", 1UL << 25},
}};

constexpr std::array<std::string_view, 14> virtual_types{
    "proc",    "sysfs",    "devtmpfs", "devpts", "tmpfs",     "ramfs",      "cgroup2",
    "debugfs", "configfs", "tracefs",  "mqueue", "hugetlbfs", "securityfs", "bpf"};

struct MountOptions {
  unsigned long flags = 0;
  std::string data;
};

MountOptions split_options(std::string_view options) {
  MountOptions result;
  while (!options.empty()) {
    const std::string_view option = options.substr(0, options.find(','));
    options.remove_prefix(std::min(options.size(), option.size() + 1));
    const auto* known = std::find_if(mount_flags.begin(), mount_flags.end(),
                                     [&](const auto& flag) { return flag.first == option; });
    if (known != mount_flags.end()) {
      result.flags |= known->second;
      continue;
    }
    if (!result.data.empty()) result.data += ',';
    result.data += option;
  }
  return result;
}

std::string mounts_text(const Description& description) {
  std::string text = "static const struct mount_entry mounts[] = {\n";
  const std::vector<Mount> mounts = all_mounts(description);
  for (const Mount& mount : mounts) {
    const MountOptions options = split_options(mount.options);
    const bool is_virtual =
        std::find(virtual_types.begin(), virtual_types.end(), mount.type) != virtual_types.end();
    text += fmt::format("    {{{}, {}, {}, {}, 0x{:x}, {}}},\n", c_quoted(mount.what),
                        c_quoted(mount.where), c_quoted(mount.type), c_quoted(options.data),
                        options.flags, is_virtual ? 0 : 1);
  }
  return text + fmt::format("}};\nenum {{ mount_count = {} }};\n", mounts.size());
}

std::string environment_text_in_c(const Description& description) {
  std::string text = "static const char *const environment[] = {\n";
  text += fmt::format("    {},\n", c_quoted(fmt::format("PATH={}", search_path)));
  text += "    \"HOME=/root\",\n    \"TERM=linux\",\n";
  for (const Variable& variable : description.environment) {
    text += fmt::format("    {},\n", c_quoted(variable.name + "=" + variable.value));
  }
  return text + "    0};\n";
}

std::string commands_text_in_c(const std::vector<Command>& commands) {
  std::string arguments;
  std::string table = "static const struct command commands[] = {\n";
  for (std::size_t index = 0; index < commands.size(); ++index) {
    arguments += fmt::format("static const char *const command_{}[] = {{", index + 1);
    for (const std::string& word : commands[index]) arguments += c_quoted(word) + ", ";
    arguments += "0};\n";
    table += fmt::format(
        "    {{command_{}, {}, {}}},\n", index + 1,
        c_quoted(fmt::format("linuxbake-init: result {}/{}: ", index + 1, commands.size())),
        c_quoted(fmt::format(": {}\n", one_line(commands[index]))));
  }
  return arguments + table + fmt::format("}};\nenum {{ command_count = {} }};\n", commands.size());
}

std::string_view request_of(Then then) {
  switch (then) {
    case Then::reboot:
      return "restart";
    case Then::halt:
      return "halt";
    case Then::respawn:
      return "begin_again";
    default:
      return "power_off";
  }
}

}  // namespace

std::vector<File> minimal_files(const Description& description) {
  std::string text = "// Made by linuxbake-init, for minimal-init.c.\n";
  text += fmt::format("#define HOST_NAME {}\n", c_quoted(description.host_name));
  text += fmt::format("#define BANNER {}\n", c_quoted(description.banner));
  text += fmt::format("#define THEN {}\n", request_of(description.then));
  text += environment_text_in_c(description);
  text += mounts_text(description);
  text += commands_text_in_c(description.commands);
  return {{"init.h", 0644, text}};
}

}  // namespace linuxbake::init
