// SPDX-License-Identifier: MIT
#include "oci/process.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace linuxbake::oci {
namespace {

std::vector<std::string> words_at(const Json& run, const char* key) {
  std::vector<std::string> words;
  if (!run.is_object() || !run.contains(key) || !run.at(key).is_array()) return words;
  for (const Json& word : run.at(key))
    if (word.is_string()) words.push_back(word.get<std::string>());
  return words;
}

std::string string_at(const Json& run, const char* key) {
  if (!run.is_object() || !run.contains(key) || !run.at(key).is_string()) return "";
  return run.at(key).get<std::string>();
}

}  // namespace

Process process_of(const Json& run) {
  Process process;
  process.entrypoint = words_at(run, "Entrypoint");
  process.command = words_at(run, "Cmd");
  process.environment = words_at(run, "Env");
  process.user = string_at(run, "User");
  process.directory = string_at(run, "WorkingDir");
  if (!process.directory.starts_with('/')) process.directory.insert(0, "/");
  return process;
}

bool has_nul(const Process& process) {
  const std::vector<std::string> others = {process.user, process.directory};
  for (const auto* words : {&process.entrypoint, &process.command, &process.environment, &others})
    for (const std::string& word : *words)
      if (word.find('\0') != std::string::npos) return true;
  return false;
}

std::vector<std::string> with_home(std::vector<std::string> environment, const User& user) {
  const bool is_there = std::ranges::any_of(
      environment, [](const std::string& variable) { return variable.starts_with("HOME="); });
  if (!is_there) environment.push_back("HOME=" + user.home);
  return environment;
}

}  // namespace linuxbake::oci
