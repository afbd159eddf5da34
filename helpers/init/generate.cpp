// SPDX-License-Identifier: MIT
#include "init/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "common/double_quotes.h"
#include "init/kinds.h"

namespace linuxbake::init {
namespace {

// The mount points stand in the archive too: a kernel without tmpfs then still has a /tmp.
unsigned mode_of_directory(const std::string& name) {
  if (name == "/tmp" || name == "/dev/shm") return 01777;
  if (name == "/root") return 0700;
  return 0755;
}

// "/etc/issue" of "root/etc/issue".
std::string name_in_archive(const File& file) {
  return file.name.substr(root_folder.size() - 1);
}

// Adds a directory behind its parents.
void add_directory(const std::string& name, std::set<std::string>& seen, std::string& text) {
  const std::size_t slash = name.rfind('/');
  if (slash != 0 && slash != std::string::npos) add_directory(name.substr(0, slash), seen, text);
  if (!seen.insert(name).second) return;
  text += fmt::format("dir {} {:04o} 0 0\n", quoted_word(name), mode_of_directory(name));
}

std::string directories(Kind kind, const Description& description, const std::vector<File>& files) {
  std::string text;
  std::set<std::string> seen;
  for (const Mount& mount : all_mounts(description)) add_directory(mount.where, seen, text);
  for (const File& file : files) {
    const std::string name = name_in_archive(file);
    if (name.rfind('/') != 0) add_directory(name.substr(0, name.rfind('/')), seen, text);
  }
  add_directory("/root", seen, text);
  if (kind == Kind::switch_root) add_directory("/sysroot", seen, text);
  return text;
}

// The kernel opens /dev/console before it starts init, and init opens /dev/null before it mounts
// anything.
constexpr std::string_view devices =
    "nod /dev/console 0600 0 0 c 5 1\n"
    "nod /dev/null 0666 0 0 c 1 3\n";

std::string manifest_text(Kind kind, const Description& description,
                          const std::vector<File>& files) {
  std::string text = "# Made by linuxbake-init, for linuxbake-cpio.\n";
  text += directories(kind, description, files);
  text += devices;
  for (const File& file : files) {
    const std::string name = name_in_archive(file);
    // The users of a container image know theirs better (linuxbake_rootfs_oci()).
    const bool yields = name == "/etc/passwd" || name == "/etc/group";
    text += fmt::format("{}file {} {} {:04o} 0 0\n", yields ? "underlay " : "", name, file.name,
                        file.mode);
  }
  if (kind == Kind::busybox) text += "slink /init /bin/busybox 0777 0 0\n";
  if (kind == Kind::minimal) text += "file /init init 0755 0 0\n";
  return text;
}

Result<void> check_minimal(const Description& description) {
  if (!description.consoles.empty()) {
    return fail("'console' is for a shell; the minimal init has the kernel's console");
  }
  if (description.then == Then::shell) {
    return fail(
        "the minimal init cannot start a shell: 'then' is poweroff, reboot, halt or "
        "respawn");
  }
  for (const Command& command : description.commands) {
    if (command.front().front() != '/') {
      return fail(
          fmt::format("'run {}': the minimal init needs an absolute path", command.front()));
    }
  }
  return {};
}

Result<void> check_switch_root(const Description& description) {
  if (description.commands.empty() && description.consoles.empty() && description.mounts.empty() &&
      !description.has_banner && description.then == Then::shell) {
    return {};
  }
  return fail(
      "switch_root does nothing but go to another root: 'console', 'mount', 'run', 'then' and "
      "'banner' are for the init there");
}

// The first word of a description that only BusyBox's init heeds, or none.
std::string_view word_of_busybox(const Description& description) {
  if (description.login) return "login";
  if (description.hotplug) return "hotplug";
  if (description.dhcp) return "network";
  return description.services.empty() ? "" : "service";
}

Result<void> check_kind(Kind kind, const Description& description) {
  if (kind == Kind::switch_root) return check_switch_root(description);
  if (!description.root.empty()) return fail("'root' is for switch_root");
  return kind == Kind::minimal ? check_minimal(description) : Result<void>();
}

Result<void> check(Kind kind, const Description& description) {
  if (const Result<void> checked = check_kind(kind, description); !checked) return checked;
  if (const std::string_view word = word_of_busybox(description);
      kind != Kind::busybox && !word.empty())
    return fail(fmt::format("'{}' needs BusyBox's init", word));
  if (description.login && description.then != Then::shell) {
    return fail(fmt::format("'login' is for shells, and 'then' is {}", word_of(description.then)));
  }
  if (description.commands.empty() && description.then != Then::shell) {
    return fail(fmt::format("'then {}' needs a 'run' before it", word_of(description.then)));
  }
  return {};
}

std::vector<File> files_of(Kind kind, Description description) {
  if (kind == Kind::minimal) return minimal_files(description);
  if (kind == Kind::switch_root) return switch_root_files(description);
  if (description.consoles.empty()) description.consoles = default_consoles();
  if (!description.has_banner) description.banner = default_banner(description);
  return kind == Kind::busybox ? busybox_files(description) : script_files(description);
}

}  // namespace

Result<Kind> kind_of(const std::string& word) {
  if (word == "busybox") return Kind::busybox;
  if (word == "script") return Kind::script;
  if (word == "minimal") return Kind::minimal;
  if (word == "switch_root") return Kind::switch_root;
  return fail(fmt::format("'{}' is none of: busybox, script, minimal, switch_root", word));
}

Result<Generated> generate(Kind kind, const Description& description) {
  if (const Result<void> checked = check(kind, description); !checked) {
    return tl::unexpected(checked.error());
  }
  Generated generated;
  generated.files = files_of(kind, description);
  std::vector<File> in_archive;
  std::copy_if(generated.files.begin(), generated.files.end(), std::back_inserter(in_archive),
               [](const File& file) { return file.name.starts_with(root_folder); });
  generated.manifest = manifest_text(kind, description, in_archive);
  return generated;
}

}  // namespace linuxbake::init
