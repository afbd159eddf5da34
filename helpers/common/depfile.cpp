// SPDX-License-Identifier: MIT
#include "common/depfile.h"

#include <algorithm>
#include <set>

namespace linuxbake {
namespace {

std::string escaped(const std::string& path) {
  std::string text;
  for (const char c : path) {
    if (c == ' ' || c == '#') text += '\\';
    if (c == '$') text += '$';
    text += c;
  }
  return text;
}

}  // namespace

std::string depfile_text(const std::string& target, std::span<const std::string> prerequisites) {
  const std::set<std::string> sorted(prerequisites.begin(), prerequisites.end());
  std::string text = escaped(target) + ":";
  for (const std::string& path : sorted) text += " \\\n  " + escaped(path);
  return text + "\n";
}

bool depfile_holds(std::string_view path) {
  constexpr std::string_view bad = "#$\"'*?;|&<>`^:\\";
  if (path.ends_with(' ')) return false;
  return std::none_of(path.begin(), path.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f || bad.find(c) != std::string_view::npos;
  });
}

}  // namespace linuxbake
