// SPDX-License-Identifier: MIT
#include "oci/run_script.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace linuxbake::oci {
namespace {

using Words = std::vector<std::string>;

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string command(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + quoted(word);
  return text;
}

// Strings of a list; docker writes null for none.
Words words_at(const Json& run, const char* key) {
  Words words;
  if (!run.is_object() || !run.contains(key) || !run.at(key).is_array()) return words;
  for (const Json& word : run.at(key))
    if (word.is_string()) words.push_back(word.get<std::string>());
  return words;
}

std::string string_at(const Json& run, const char* key) {
  if (!run.is_object() || !run.contains(key) || !run.at(key).is_string()) return "";
  return run.at(key).get<std::string>();
}

Words split(const std::string& text, char separator) {
  Words parts(1);
  for (const char c : text) {
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

// The line of a user or group, by name or by number, as its fields.
std::optional<Words> line_of(const std::string& file, const std::string& name) {
  for (const std::string& line : split(file, '\n')) {
    const Words fields = split(line, ':');
    if (fields.size() >= 4 && (fields[0] == name || fields[2] == name)) return fields;
  }
  return std::nullopt;
}

// Whom su has to become; empty: nobody else than root.
struct User {
  std::string name, problem;
};

User user_of(const std::string& text, const std::string& passwd, const std::string& group) {
  const Words parts = split(text, ':');
  if (text.empty()) return {};
  const bool is_root = parts[0] == "root" || parts[0] == "0";
  const std::optional<Words> user = line_of(passwd, parts[0]);
  if (!user && !is_root)
    return {"", fmt::format("the user {} is not in /etc/passwd of the image", parts[0])};
  if (parts.size() > 1) {
    const std::optional<Words> wanted = line_of(group, parts[1]);
    const std::string number = wanted ? (*wanted)[2] : parts[1];
    if (number != (user ? (*user)[3] : "0"))
      return {"", fmt::format("{} is to have another group than its own: {}", parts[0], parts[1])};
  }
  return {is_root ? "" : (*user)[0], ""};
}

std::string refusal(const std::string& problem) {
  return fmt::format("echo {} >&2\nexit 126\n", quoted("/etc/oci/run: " + problem));
}

}  // namespace

std::string run_script(const Json& run, const std::string& passwd, const std::string& group) {
  std::string text =
      "#!/bin/sh\n# What the image says of how it is run; LinuxBake wrote it down.\n";
  const Words entrypoint = words_at(run, "Entrypoint");
  const Words arguments = words_at(run, "Cmd");
  if (entrypoint.empty() && arguments.empty())
    text += "[ $# -gt 0 ] || {\n" + refusal("the image does not say what is run") + "}\n";
  const User user = user_of(string_at(run, "User"), passwd, group);
  if (!user.problem.empty()) return text + refusal(user.problem);
  for (const std::string& variable : words_at(run, "Env")) {
    const std::size_t equals = variable.find('=');
    // A name that no shell takes is left out: nobody could have it but by env(1).
    const bool is_name = equals != std::string::npos && equals != 0 &&
                         variable.substr(0, equals).find_first_not_of(
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789") ==
                             std::string::npos &&
                         (variable[0] < '0' || variable[0] > '9');
    if (is_name)
      text += fmt::format("export {}={}\n", variable.substr(0, equals),
                          quoted(variable.substr(equals + 1)));
    else
      text += fmt::format("# not for a shell: {}\n", quoted(variable.substr(0, equals)));
  }
  const std::string directory = string_at(run, "WorkingDir");
  text += fmt::format("cd {} || exit 126\n", quoted(directory.empty() ? "/" : directory));
  if (!arguments.empty()) text += fmt::format("[ $# -gt 0 ] || set -- {}\n", command(arguments));
  const std::string words = entrypoint.empty() ? "\"$@\"" : command(entrypoint) + " \"$@\"";
  if (user.name.empty()) return text + "exec " + words + "\n";
  return text +
         fmt::format("exec su -s /bin/sh {} -c 'exec \"$@\"' sh {}\n", quoted(user.name), words);
}

}  // namespace linuxbake::oci
