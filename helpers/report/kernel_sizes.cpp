// SPDX-License-Identifier: MIT
#include "report/kernel_sizes.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>

#include "common/json.h"

namespace linuxbake::report {
namespace {

std::map<std::string, std::uint64_t> sizes_of(const Json& json) {
  std::map<std::string, std::uint64_t> sizes;
  for (const Json& entry : json.at("directories"))
    sizes[entry.at("name").get<std::string>()] =
        entry.at("text").get<std::uint64_t>() + entry.at("data").get<std::uint64_t>();
  return sizes;
}

}  // namespace

Result<std::vector<Item>> parse_kernel_sizes(const std::string& text, const std::string& file) {
  try {
    std::map<std::string, std::uint64_t> sizes = sizes_of(parse_json(text));
    for (const auto& [name, bytes] : sizes) {
      const std::size_t slash = name.find('/');
      if (slash == std::string::npos) continue;
      const auto above = sizes.find(name.substr(0, slash));
      if (above != sizes.end()) above->second -= std::min(above->second, bytes);
    }
    std::vector<Item> items;
    for (const auto& [name, bytes] : sizes)
      if (bytes > 0) items.push_back({name, bytes});
    sort_by_size(items);
    return items;
  } catch (const Json::exception& error) {
    return fail(std::string("is no list of a kernel's directories: ") + error.what(), file);
  }
}

}  // namespace linuxbake::report
