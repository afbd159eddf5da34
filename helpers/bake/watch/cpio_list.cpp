// SPDX-License-Identifier: MIT
#include "bake/watch/cpio_list.h"

#include <cstdlib>
#include <optional>

#include "common/lines.h"

namespace linuxbake::bake::watch {
namespace {

std::string variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

// As the kernel's program reads it when it runs in the tree.
std::optional<std::filesystem::path> path_outside(const std::string& word,
                                                  const std::string& tree) {
  const std::string path = with_environment(word);
  if (path.starts_with('/')) {
    if (path.starts_with(tree)) return std::nullopt;
    return path;
  }
  const bool leads_up = path.starts_with("../") || path.find("/../") != std::string::npos;
  if (!leads_up) return std::nullopt;
  return tree + path;
}

}  // namespace

std::string with_environment(std::string text) {
  for (std::size_t begin = 0; (begin = text.find("${")) != std::string::npos;) {
    const std::size_t end = text.find('}', begin + 2);
    if (end == std::string::npos) break;
    text.replace(begin, end + 1 - begin, variable(text.substr(begin + 2, end - begin - 2)));
  }
  return text;
}

std::vector<std::filesystem::path> files_outside(std::string_view list,
                                                 const std::filesystem::path& tree) {
  std::vector<std::filesystem::path> files;
  while (!list.empty()) {
    const std::vector<std::string> words = plain_words(take_line(list));
    if (words.size() < 3 || words[0] != "file" || words[2].starts_with("${srctree}")) continue;
    if (auto path = path_outside(words[2], tree.string() + "/")) files.push_back(*std::move(path));
  }
  return files;
}

}  // namespace linuxbake::bake::watch
