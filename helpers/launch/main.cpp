// SPDX-License-Identifier: MIT
// linuxbake-launch - becomes the command that is written down beside it.
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "common/files.h"
#include "common/program.h"
#include "launch/command.h"

namespace {

using namespace linuxbake;

// Returns only if it fails.
Error become_command(int argc, char** argv) {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return Error{"cannot be read: " + error.message(), "/proc/self/exe"};
  const std::string file = launch::command_file(self).string();
  const Result<std::string> text = read_file(file);
  if (!text) return text.error();
  Result<std::vector<std::string>> words = launch::parse_command(*text, file);
  if (!words) return words.error();
  std::vector<char*> pointers;
  for (std::string& word : *words) pointers.push_back(word.data());
  pointers.insert(pointers.end(), argv + 1, argv + argc);
  pointers.push_back(nullptr);
  ::execvp(pointers.front(), pointers.data());
  return Error{"cannot be started: " + std::string(std::strerror(errno)), words->front()};
}

}  // namespace

// No option is its own: all belong to the command.
int main(int argc, char** argv) {
  print_message("linuxbake-launch", "error", become_command(argc, argv).text());
  return exit_failed;
}
