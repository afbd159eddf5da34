// SPDX-License-Identifier: MIT
#include "common/depfile.h"

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

}  // namespace linuxbake
