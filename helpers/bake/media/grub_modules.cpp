// SPDX-License-Identifier: MIT
#include "bake/media/grub_modules.h"

#include <algorithm>
#include <deque>
#include <map>

#include "common/lines.h"

namespace linuxbake::bake::media {
namespace {

using Needs = std::map<std::string, std::vector<std::string>>;

Needs needs_of_modules(std::string_view moddep) {
  Needs needs;
  while (!moddep.empty()) {
    const std::string_view line = take_line(moddep);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos)
      needs[std::string(line.substr(0, colon))] = plain_words(line.substr(colon + 1));
  }
  return needs;
}

}  // namespace

std::vector<std::string> grub_closure(std::string_view moddep,
                                      const std::vector<std::string>& modules) {
  const Needs needs = needs_of_modules(moddep);
  std::vector<std::string> found;
  std::deque<std::string> open(modules.begin(), modules.end());
  for (; !open.empty(); open.pop_front()) {
    const std::string module = open.front();
    if (std::find(found.begin(), found.end(), module) != found.end()) continue;
    found.push_back(module);
    if (const auto row = needs.find(module); row != needs.end())
      open.insert(open.end(), row->second.begin(), row->second.end());
  }
  return found;
}

}  // namespace linuxbake::bake::media
