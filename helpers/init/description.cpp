// SPDX-License-Identifier: MIT
#include "init/description.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace linuxbake::init {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word_character(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

// Blanks and line ends separate the fields of /proc/mounts and fstab.
bool holds_space(const std::string& text) {
  return text.find_first_of(" \t\n\r") != std::string::npos;
}

constexpr std::array<std::pair<std::string_view, Then>, 5> then_words{{
    {"shell", Then::shell},
    {"poweroff", Then::poweroff},
    {"reboot", Then::reboot},
    {"halt", Then::halt},
    {"respawn", Then::respawn},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 28> kernel_options{{
    {"9p", "9P_FS"},           {"autofs", "AUTOFS_FS"},     {"binfmt_misc", "BINFMT_MISC"},
    {"bpf", "BPF_SYSCALL"},    {"btrfs", "BTRFS_FS"},       {"cgroup", "CGROUPS"},
    {"cgroup2", "CGROUPS"},    {"configfs", "CONFIGFS_FS"}, {"debugfs", "DEBUG_FS"},
    {"devpts", "UNIX98_PTYS"}, {"devtmpfs", "DEVTMPFS"},    {"efivarfs", "EFIVAR_FS"},
    {"erofs", "EROFS_FS"},     {"exfat", "EXFAT_FS"},       {"ext2", "EXT2_FS"},
    {"ext4", "EXT4_FS"},       {"f2fs", "F2FS_FS"},         {"hugetlbfs", "HUGETLBFS"},
    {"iso9660", "ISO9660_FS"}, {"nfs", "NFS_FS"},           {"overlay", "OVERLAY_FS"},
    {"proc", "PROC_FS"},       {"squashfs", "SQUASHFS"},    {"sysfs", "SYSFS"},
    {"tmpfs", "TMPFS"},        {"tracefs", "TRACING"},      {"vfat", "VFAT_FS"},
    {"virtiofs", "VIRTIO_FS"},
}};

Result<void> check_label(const std::string& name, std::string_view label) {
  if (label.empty() || label.size() > host_label_limit) {
    return fail(fmt::format("host name '{}': between dots stand 1 to {} characters", name,
                            host_label_limit));
  }
  const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '-'; };
  if (!std::all_of(label.begin(), label.end(), allowed)) {
    return fail(
        fmt::format("host name '{}': only letters, digits, '-' and '.' may stand in it "
                    "(hostname(7))",
                    name));
  }
  if (label.front() == '-' || label.back() == '-') {
    return fail(fmt::format("host name '{}': '-' stands neither first nor last", name));
  }
  return {};
}

}  // namespace

Result<void> check_host_name(const std::string& name) {
  if (name.empty()) return fail("the host name is empty");
  if (name.size() > host_name_limit) {
    return fail(fmt::format("host name '{}' has {} bytes; the kernel keeps {}", name, name.size(),
                            host_name_limit));
  }
  std::string_view rest = name;
  while (true) {
    const std::size_t dot = rest.find('.');
    if (const auto label = check_label(name, rest.substr(0, dot)); !label) return label;
    if (dot == std::string_view::npos) return {};
    rest.remove_prefix(dot + 1);
  }
}

Result<void> check_console(const Console& console) {
  const std::string& name = console.name;
  const auto allowed = [](char c) { return is_word_character(c) || c == '-' || c == '.'; };
  if (name.empty() || !is_letter(name.front()) || !std::all_of(name.begin(), name.end(), allowed)) {
    return fail(
        fmt::format("console '{}' is no name of a terminal; write it without /dev/, as in "
                    "ttyS0, tty1 or console",
                    name));
  }
  if (!std::all_of(console.baud.begin(), console.baud.end(), is_digit)) {
    return fail(fmt::format("console {}: '{}' is no speed in bits per second", name, console.baud));
  }
  return {};
}

Result<void> check_mount(const Mount& mount) {
  if (mount.where.empty() || mount.where.front() != '/') {
    return fail(fmt::format("mount '{}' is no absolute path", mount.where));
  }
  if (mount.where == "/") return fail("'/' is mounted already: it is the initramfs");
  if (mount.where.back() == '/' || mount.where.find("//") != std::string::npos ||
      (mount.where + "/").find("/../") != std::string::npos ||
      (mount.where + "/").find("/./") != std::string::npos) {
    return fail(
        fmt::format("mount '{}': write the directory without '.', '..', double or "
                    "closing '/'",
                    mount.where));
  }
  for (const std::string* field : {&mount.what, &mount.where, &mount.type, &mount.options}) {
    if (field->empty()) return fail(fmt::format("mount '{}': a field is empty", mount.where));
    if (holds_space(*field)) {
      return fail(fmt::format("mount '{}': '{}' holds a blank", mount.where, *field));
    }
    if (field->front() == '-') {
      return fail(fmt::format("mount '{}': '{}' begins with '-'", mount.where, *field));
    }
  }
  return {};
}

Result<void> check_variable(const Variable& variable) {
  const std::string& name = variable.name;
  if (name.empty() || is_digit(name.front()) ||
      !std::all_of(name.begin(), name.end(), is_word_character)) {
    return fail(fmt::format("'{}' is no name of an environment variable", name));
  }
  return {};
}

Result<void> check_root(const std::string& root) {
  const bool has_blank = root.find_first_of(" \t\n") != std::string::npos;
  std::string_view name = root;
  if (name.starts_with("live:")) name.remove_prefix(5);
  for (const std::string_view prefix : {"/dev/", "UUID=", "LABEL=", "PARTLABEL="}) {
    if (name.starts_with(prefix) && name.size() > prefix.size() && !has_blank) return {};
  }
  return fail(fmt::format(
      "root '{}' is no name of a file system: /dev/..., UUID=, LABEL= or PARTLABEL= in one word",
      root));
}

Result<void> check_command(const Command& command) {
  if (command.empty() || command.front().empty()) return fail("a command without a program");
  if (command.front().front() == '-') {
    return fail(fmt::format("'{}' is an option, not a program", command.front()));
  }
  const auto has_nul = [](const std::string& word) { return word.find('\0') != std::string::npos; };
  if (std::any_of(command.begin(), command.end(), has_nul)) {
    return fail("a NUL byte cannot stand in a command");
  }
  return {};
}

Result<Then> then_of(const std::string& word) {
  for (const auto& [name, then] : then_words) {
    if (name == word) return then;
  }
  return fail(fmt::format("'{}' is none of: shell, poweroff, reboot, halt, respawn", word));
}

std::string word_of(Then then) {
  for (const auto& [name, value] : then_words) {
    if (value == then) return std::string(name);
  }
  return "shell";
}

std::vector<Console> default_consoles() {
  return {{"console", ""}, {"tty1", ""}, {"ttyS0", ""}};
}

std::vector<Mount> default_mounts() {
  return {
      {"proc", "/proc", "proc", "nosuid,nodev,noexec"},
      {"sysfs", "/sys", "sysfs", "nosuid,nodev,noexec"},
      {"devtmpfs", "/dev", "devtmpfs", "nosuid,mode=0755"},
      {"devpts", "/dev/pts", "devpts", "nosuid,noexec,gid=5,mode=0620,ptmxmode=0666"},
      {"tmpfs", "/dev/shm", "tmpfs", "nosuid,nodev,mode=1777"},
      {"tmpfs", "/run", "tmpfs", "nosuid,nodev,mode=0755"},
      {"tmpfs", "/tmp", "tmpfs", "nosuid,nodev,mode=1777"},
  };
}

std::vector<Mount> all_mounts(const Description& description) {
  std::vector<Mount> mounts = default_mounts();
  for (const Mount& mount : description.mounts) {
    const auto same = std::find_if(mounts.begin(), mounts.end(), [&](const Mount& present) {
      return present.where == mount.where;
    });
    if (same == mounts.end()) {
      mounts.push_back(mount);
    } else {
      *same = mount;
    }
  }
  return mounts;
}

std::string default_banner(const Description& description) {
  return fmt::format("Welcome to {}. To end it: poweroff or reboot.\n\n", description.host_name);
}

std::string kernel_option_of(const std::string& file_system) {
  for (const auto& [type, option] : kernel_options) {
    if (type == file_system) return fmt::format("CONFIG_{}", option);
  }
  return "its option is off, or its module is missing";
}

}  // namespace linuxbake::init
