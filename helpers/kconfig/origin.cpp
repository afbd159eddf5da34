// SPDX-License-Identifier: MIT
#include "kconfig/origin.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <vector>

#include "common/lines.h"

namespace linuxbake::kconfig {
namespace {

constexpr std::size_t heading_lines = 5;
constexpr std::size_t most_names = 5;

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower;
}

bool remove_end(std::string_view& text, std::string_view end) {
  if (!text.ends_with(end)) return false;
  text.remove_suffix(end.size());
  return true;
}

bool begins_with_digit(std::string_view word) {
  if (word.starts_with('v')) word.remove_prefix(1);
  return !word.empty() && word[0] >= '0' && word[0] <= '9';
}

// As the projects spell themselves, not their headings.
std::string project_name(std::string_view name) {
  const std::string lower = in_lower_case(name);
  if (lower == "busybox") return "BusyBox";
  if (lower == "toybox") return "Toybox";
  return std::string(name);
}

// "Busybox version: 1.36.1", and what Linux wrote before 2.6.37.
std::optional<Origin> with_version_line(std::string_view line) {
  constexpr std::string_view middle = " version: ";
  const std::size_t at = line.find(middle);
  if (at == 0 || at == std::string_view::npos) return std::nullopt;
  std::string_view name = line.substr(0, at);
  (void)remove_end(name, " kernel");
  if (name.find(' ') != std::string_view::npos) return std::nullopt;
  return Origin{project_name(name), std::string(line.substr(at + middle.size())), {}};
}

// "Linux/x86 6.1.0 Kernel Configuration", "Buildroot 2023.02 Configuration"; without a version or
// an architecture only where a program has written it: people head their files like this, too.
std::optional<Origin> with_title(std::string_view line, bool is_generated) {
  if (!remove_end(line, " Configuration")) return std::nullopt;
  for (const std::string_view kind : {" Kernel", " Project", " C Library"})
    if (remove_end(line, kind)) break;
  Origin origin;
  for (std::string_view rest = line; !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (begins_with_digit(word)) {
      origin.version = word;
      break;
    }
    origin.project += fmt::format("{}{}", origin.project.empty() ? "" : " ", word);
  }
  if (const std::size_t slash = origin.project.find('/'); slash != std::string::npos) {
    origin.arch = origin.project.substr(slash + 1);
    origin.project.resize(slash);
  }
  if (origin.project.empty()) return std::nullopt;
  if (!is_generated && origin.version.empty()) return std::nullopt;
  origin.project = project_name(origin.project);
  return origin;
}

Origin origin_of_tree(const Tree& tree) {
  const std::string_view name = tree.dialect.name_in_heading;
  return {name.empty() ? "Linux" : project_name(name), tree.version, tree.arch};
}

// Names of what one directory of arch/ serves.
std::string family(std::string_view arch) {
  if (arch == "i386" || arch == "x86_64") return "x86";
  if (arch == "sparc32" || arch == "sparc64") return "sparc";
  if (arch == "parisc64") return "parisc";
  if (arch == "sh64") return "sh";
  return std::string(arch);
}

// "x86" is both.
bool is_same_arch(const Origin& one, const Origin& other) {
  if (one.arch.empty() || other.arch.empty() || one.arch == other.arch) return true;
  const std::string of_both = family(one.arch);
  return of_both == family(other.arch) && (one.arch == of_both || other.arch == of_both);
}

std::string text_of(const Origin& origin) {
  return fmt::format("{}{}{}{}{}", origin.project, origin.version.empty() ? "" : " ",
                     origin.version, origin.arch.empty() ? "" : " for ", origin.arch);
}

struct Lost {
  std::size_t set = 0;  // options that the file sets
  std::vector<std::string> names;
  std::string arch;  // another one, by the option of its name
};

bool is_known(const Tree& tree, const std::string& name) {
  const SymbolId id = tree.model->find(std::string_view(name).substr(7));
  return id != none && !tree.model->symbols[id].nodes.empty();
}

Lost lost_of(const Tree& tree, const Assignments& all) {
  Lost lost;
  for (const Assignment& one : all) {
    if (one.value == "n") continue;
    ++lost.set;
    if (is_known(tree, one.name)) continue;
    lost.names.push_back(one.name);
    const std::string arch = in_lower_case(std::string_view(one.name).substr(7));
    std::error_code ignored;
    if (lost.arch.empty() && !tree.source_arch.empty() && one.value == "y" &&
        std::filesystem::is_directory(tree.directory + "/arch/" + arch, ignored))
      lost.arch = arch;
  }
  return lost;
}

std::string names_text(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i)
    text += fmt::format("{}{}", i == 0 ? "" : ", ", names[i]);
  if (names.size() > most_names) text += fmt::format(" and {} others", names.size() - most_names);
  return text;
}

}  // namespace

std::optional<Origin> origin_of(std::string_view text) {
  bool is_generated = false;
  for (std::size_t i = 0; i < heading_lines && text.starts_with('#'); ++i) {
    std::string_view line = take_line(text);
    (void)remove_end(line, "\r");
    line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
    is_generated = is_generated || line.starts_with("Automatically generated");
    if (std::optional<Origin> found = with_version_line(line)) return found;
    if (std::optional<Origin> found = with_title(line, is_generated)) return found;
  }
  return std::nullopt;
}

Result<std::optional<Error>> what_is_lost(const Tree& tree, std::string_view text,
                                          const Assignments& all) {
  const Origin here = origin_of_tree(tree);
  const Lost lost = lost_of(tree, all);
  const bool is_most = lost.names.size() * 2 > lost.set;
  std::optional<Origin> origin = origin_of(text);
  if (!origin && !lost.arch.empty()) origin = Origin{here.project, {}, lost.arch};
  const bool of_other_project = origin && origin->project != here.project;
  const bool is_other = origin && (of_other_project || !is_same_arch(*origin, here) ||
                                   (origin->version != here.version && !lost.names.empty()));
  if (!is_other && lost.names.empty()) return std::nullopt;
  std::string message;
  if (is_other)
    message = fmt::format("is a configuration of {}, not of {}", text_of(*origin), text_of(here));
  if (!lost.names.empty())
    message += fmt::format(
        "{}{} of the {} options that it sets are not known to {} and are lost{}: {}",
        is_other ? "; " : "", lost.names.size(), lost.set, is_other ? "that" : text_of(here),
        is_most && !is_other ? "; it seems to be of another project, architecture or version" : "",
        names_text(lost.names));
  const std::string path = all.empty() ? std::string() : all[0].file;
  if (of_other_project && is_most)
    return fail(
        message + fmt::format("\nPass a .config of {}, or the name of a base, as defconfig.",
                              here.project),
        path);
  return Error{std::move(message), path, 0};
}

}  // namespace linuxbake::kconfig
