// SPDX-License-Identifier: MIT
#include "oci/process_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/shell_words.h"
#include "oci/process.h"
#include "oci/users.h"

namespace linuxbake::oci {
namespace {

std::string assignment(const char* name, const std::string& text) {
  return fmt::format("{}={}\n", name, single_quoted(text));
}

// Words as JSON has them between the brackets of a list.
std::string elements(const Json& list) {
  const std::string text = json_text(list);
  return text.substr(1, text.size() - 2);
}

// Engines name these directories where an image does not.
std::vector<std::string> with_path(std::vector<std::string> environment) {
  const bool is_there = std::ranges::any_of(
      environment, [](const std::string& variable) { return variable.starts_with("PATH="); });
  if (!is_there)
    environment.insert(environment.begin(),
                       "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  return environment;
}

std::string user_members(const User& user) {
  Json members = {{"uid", user.uid}, {"gid", user.gid}};
  if (!user.groups.empty()) members["additionalGids"] = user.groups;
  return elements(members);
}

}  // namespace

std::string process_lines(const Json& run, const std::string& passwd, const std::string& group) {
  const std::string head = "# How the image is run; LinuxBake wrote it down.\n";
  Process process = process_of(run);
  if (has_nul(process)) return head + assignment("problem", "a word of the image has a NUL in it");
  const Result<User> user = user_of(process.user, passwd, group);
  if (!user) return head + assignment("problem", user.error().message);
  std::erase_if(process.environment, [](const std::string& variable) {
    const std::size_t equals = variable.find('=');
    return equals == 0 || equals == std::string::npos;  // of no program
  });
  const std::vector<std::string> environment = with_path(with_home(process.environment, *user));
  return head + assignment("entrypoint", elements(process.entrypoint)) +
         assignment("command", elements(process.command)) +
         assignment("environment", elements(environment)) +
         assignment("user", user_members(*user)) +
         assignment("directory", json_text(process.directory));
}

}  // namespace linuxbake::oci
