// SPDX-License-Identifier: MIT
#include "boot/away/launcher_words.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "boot/away/slurm.h"
#include "common/shell_words.h"

namespace linuxbake::boot {
namespace {

bool is_launcher(const std::vector<std::string>& launcher, std::string_view name) {
  return !launcher.empty() && std::filesystem::path(launcher[0]).filename() == name;
}

bool leaves_nodes_out(const std::string& word) {
  return word.starts_with("--exclude") || word.starts_with("-x");
}

}  // namespace

std::vector<std::string> with_launcher(const std::vector<std::string>& launcher,
                                       const std::vector<std::string>& command) {
  std::vector<std::string> words = launcher;
  const bool is_ssh = is_launcher(launcher, "ssh");
  for (const std::string& word : command) words.push_back(is_ssh ? single_quoted(word) : word);
  return words;
}

std::vector<std::string> launcher_for_retry(const std::vector<std::string>& launcher,
                                            std::string_view said) {
  std::vector<std::string> again = launcher;
  const std::optional<std::string> node = lost_node(said);
  if (node && is_launcher(launcher, "srun") &&
      std::none_of(launcher.begin(), launcher.end(), leaves_nodes_out)) {
    again.insert(again.begin() + 1, "--exclude=" + *node);
  }
  return again;
}

}  // namespace linuxbake::boot
