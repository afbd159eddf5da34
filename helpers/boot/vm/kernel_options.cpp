// SPDX-License-Identifier: MIT
#include "boot/vm/kernel_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace linuxbake::boot {
namespace {

// Whether the .config has this line; the first line counts as much as any other.
bool has_line(std::string_view config, const std::string& line) {
  for (std::size_t at = 0; (at = config.find(line, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + line.size();
    const bool begins = at == 0 || config[at - 1] == '\n';
    if (begins && (end == config.size() || config[end] == '\n')) return true;
  }
  return false;
}

}  // namespace

std::vector<Requirement> parse_requirements(std::string_view text) {
  std::vector<Requirement> requirements;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const std::size_t colon = std::min(word.find(':'), word.size());
    if (colon == 0) continue;
    requirements.push_back({std::string(word.substr(0, colon)),
                            std::string(word.substr(std::min(word.size(), colon + 1)))});
  }
  return requirements;
}

std::string lacking_options(std::string_view config, const std::vector<Requirement>& requirements,
                            const IsLoaded& is_loaded) {
  std::map<std::string, std::string> lacking;  // who needs each of them
  for (const Requirement& requirement : requirements) {
    if (has_line(config, fmt::format("CONFIG_{}=y", requirement.option))) continue;
    const bool module = has_line(config, fmt::format("CONFIG_{}=m", requirement.option));
    if (module && is_loaded && is_loaded(requirement.option)) continue;
    std::string& who = lacking[requirement.option];
    if (who.find(requirement.who) != std::string::npos && !who.empty()) continue;
    who += (who.empty() ? "" : ", ") + requirement.who;
  }
  std::string text;
  for (const auto& [option, who] : lacking) {
    const bool module = has_line(config, fmt::format("CONFIG_{}=m", option));
    text += fmt::format("  CONFIG_{}=y  # for {}{}\n", option, who,
                        module ? "; it is a module, which nobody loads" : "");
  }
  return text;
}

}  // namespace linuxbake::boot
