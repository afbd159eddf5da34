// SPDX-License-Identifier: MIT
#include "cpio/programs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "common/double_quotes.h"
#include "common/elf.h"
#include "cpio/names.h"

namespace linuxbake::cpio {
namespace {

constexpr std::size_t enough = 65536;  // bytes: headers and PT_INTERP stand at the beginning

bool is_executable(const Member& member) {
  return member.kind == Kind::file && (member.mode & 0111) != 0;
}

// The members by name, and where a path leads among them.
class Root {
 public:
  explicit Root(const Layout& layout) {
    for (const Member& member : layout.members) members_[member.name] = &member;
  }

  // As a program sees it whose root is the directory `root`: "" or "srv/container/".
  [[nodiscard]] const Member* find(const std::string& path, const std::string& root = {}) const {
    const auto target_of = [&](const std::string& link) -> const std::string* {
      const Member* const member = at(root + link);
      return member != nullptr && member->kind == Kind::symlink ? &member->target : nullptr;
    };
    const std::optional<std::string> real = follow_links(path, true, target_of);
    return real ? at(root + *real) : nullptr;
  }

  // Whether a program has what it names: in the system, or in a directory around it that is the
  // root of a container.
  [[nodiscard]] bool has_executable(const std::string& path, const std::string& program) const {
    for (std::size_t end = 0; end != std::string::npos;) {
      const Member* const found = find(path, program.substr(0, end));
      if (found != nullptr && is_executable(*found)) return true;
      end = program.find('/', end);
      if (end != std::string::npos) ++end;
    }
    return false;
  }

 private:
  [[nodiscard]] const Member* at(const std::string& name) const {
    const auto found = members_.find(name);
    return found == members_.end() ? nullptr : found->second;
  }

  std::map<std::string, const Member*> members_;
};

std::string beginning_of(const std::string& path) {
  std::string bytes(enough, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

void check_init(const Root& root, std::vector<std::string>& sentences) {
  const Member* const init = root.find("/init");
  if (init == nullptr) {
    sentences.emplace_back(
        "there is no /init: unless its command line has rdinit=, the kernel looks for a root file "
        "system elsewhere");
  } else if (!is_executable(*init)) {
    sentences.emplace_back("/init is not an executable file, so that the kernel cannot start it");
  } else if (init->carries_data && !is_elf_or_script(beginning_of(init->location))) {
    sentences.emplace_back(
        "/init is neither a program (ELF) nor a script (its first line begins with #!), so that "
        "the "
        "kernel cannot start it");
  }
}

// One sentence for all that others may not read on the host: with the umask 077 that is everything.
std::optional<std::string> lost_privacy(const Layout& layout) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> names;
  std::size_t count = 0;
  for (const Member& member : layout.members) {
    if (!member.private_mode || ++count > shown) continue;
    names.push_back(
        fmt::format("{} ({:04o})", quoted_word("/" + member.name), *member.private_mode));
  }
  if (count == 0) return std::nullopt;
  const std::string more = count > shown ? fmt::format(" and {} more", count - shown) : "";
  return fmt::format(
      "everybody may read what others may not read on the host, because the modes of an overlay "
      "are 0755 and 0644: {}{}; linuxbake_rootfs_install() with MODE and OVERRIDE, or "
      "linuxbake_rootfs_directory() with MODE, keeps it private, and `chmod -R go+rX` of the "
      "overlay says that it need not be",
      fmt::join(names, ", "), more);
}

}  // namespace

std::optional<std::string> interpreter_of(std::string_view program) {
  if (program.starts_with("#!")) {
    std::string_view line = program.substr(2, program.find('\n') - 2);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    return word.empty() ? std::nullopt : std::optional(std::string(word));
  }
  return elf_interpreter(program).value_or(std::nullopt);
}

bool is_elf_or_script(std::string_view bytes) {
  return bytes.starts_with("#!") || bytes.starts_with(
                                        "\x7f"
                                        "ELF");
}

std::string lack_of(const std::string& name, std::string needed) {
  if (needed.ends_with('\r')) {
    needed.pop_back();
    return fmt::format(
        "/{} ends its lines with CR LF, as Windows does: the kernel looks for a program '{}' with "
        "the "
        "CR in its name",
        name, needed);
  }
  return fmt::format("/{} needs {}, which is not in the archive as a program", name, needed);
}

std::vector<std::string> programs_that_cannot_start(const Layout& layout, bool has_init) {
  const Root root(layout);
  std::vector<std::string> sentences;
  if (has_init) check_init(root, sentences);
  for (const Member& member : layout.members) {
    if (!is_executable(member) || !member.carries_data) continue;
    const std::optional<std::string> needed = interpreter_of(beginning_of(member.location));
    if (!needed) continue;
    if (root.has_executable(*needed, member.name)) continue;
    sentences.push_back(lack_of(member.name, *needed));
  }
  return sentences;
}

std::vector<std::string> lost_modes(const Layout& layout) {
  std::vector<std::string> sentences;
  for (const Member& member : layout.members) {
    if (member.lost_mode == 0) continue;
    const char* const remedy = member.kind == Kind::directory
                                   ? "linuxbake_rootfs_directory() with MODE"
                                   : "linuxbake_rootfs_install() with MODE and OVERRIDE";
    const char* const bit = (member.lost_mode & 04000U) != 0   ? "setuid"
                            : (member.lost_mode & 02000U) != 0 ? "setgid"
                                                               : "sticky";
    sentences.push_back(fmt::format(
        "{} loses its {} bit, because the modes of an overlay are 0755 and 0644; {} gives it back",
        quoted_word("/" + member.name), bit, remedy));
  }
  if (std::optional<std::string> sentence = lost_privacy(layout)) {
    sentences.push_back(*std::move(sentence));
  }
  return sentences;
}

}  // namespace linuxbake::cpio
