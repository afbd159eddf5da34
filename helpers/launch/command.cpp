// SPDX-License-Identifier: MIT
#include "launch/command.h"

namespace linuxbake::launch {

std::filesystem::path command_file(const std::filesystem::path& launcher) {
  std::filesystem::path file = launcher;
  file += ".command";
  return file;
}

Result<std::vector<std::string>> parse_command(std::string_view text, const std::string& file) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    words.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  if (words.empty() || words.front().empty()) return fail("names no program", file, 1);
  return words;
}

}  // namespace linuxbake::launch
