// SPDX-License-Identifier: MIT
#include "oci/run_script.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/shell_words.h"
#include "oci/process.h"
#include "oci/users.h"

namespace linuxbake::oci {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";

std::string command(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + single_quoted(word);
  return text;
}

std::string saying(const std::string& text) {
  return fmt::format("echo {} >&2\n", single_quoted("/etc/oci/run: " + text));
}

std::string refusal(const std::string& problem) {
  return saying(problem) + "exit 126\n";
}

// A name that every shell takes: bash can change none of those that are listed.
bool is_for_a_shell(const std::string& name) {
  constexpr std::string_view digits = "0123456789";
  for (const char* const fixed : {"BASHOPTS", "BASH_VERSINFO", "EUID", "PPID", "SHELLOPTS", "UID"})
    if (name == fixed) return false;
  return letters.find(name.front()) != std::string_view::npos &&
         std::ranges::all_of(name, [&](char c) {
           return letters.find(c) != std::string_view::npos ||
                  digits.find(c) != std::string_view::npos;
         });
}

// Exports variables; those whose names no shell takes go to the program by env(1).
class Environment {
 public:
  explicit Environment(const Words& variables) {
    for (const std::string& variable : variables) add(variable);
  }

  [[nodiscard]] const std::string& exports() const { return exports_; }

  // Behind the words of the command, which are in "$@".
  [[nodiscard]] std::string others() const {
    if (names_.empty()) return "";
    return fmt::format(
        "if command -v env >/dev/null; then\n  set -- env -- {} \"$@\"\nelse\n  {}fi\n",
        command(others_),
        saying(fmt::format("without env(1) these variables of the image are not there: {}",
                           command(names_))));
  }

 private:
  void add(const std::string& variable) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) {
      exports_ += saying(fmt::format("'{}' of the image's environment is no variable", variable));
      return;
    }
    const std::string name = variable.substr(0, equals);
    if (is_for_a_shell(name)) {
      exports_ += fmt::format("export {}={}\n", name, single_quoted(variable.substr(equals + 1)));
    } else {
      names_.push_back(name);
      others_.push_back(variable);
    }
  }

  std::string exports_;
  Words names_, others_;
};

// Tries a program that becomes somebody, and leaves the rest to it if it can.
std::string attempt(const std::string& becoming, const std::string& probe,
                    const std::string& words) {
  return fmt::format("if {0} {1} 2>/dev/null; then\n  exec {0} {2}\nfi\n", becoming, probe, words);
}

std::string attempt_of_su(const std::string& name) {
  // A name may look like an option, and so may the words of the command.
  return fmt::format(
      "if su -p -s /bin/sh -c : -- {0} 2>/dev/null; then\n"
      "  exec su -p -s /bin/sh -c 'exec \"$@\"' -- {0} sh \"$@\"\nfi\n",
      single_quoted(name));
}

// The words of the command are in "$@". Each of these programs is somewhere: setpriv is
// util-linux's and can do everything, setuidgid and chpst are BusyBox's and take numbers, su takes
// names only.
std::string exec_as(const User& user, const std::string& text) {
  if (user.uid == 0 && user.gid == 0) return "exec \"$@\"\n";
  const std::string ids = fmt::format("{}:{}", user.uid, user.gid);
  const std::string groups = user.groups.empty()
                                 ? "--clear-groups"
                                 : fmt::format("--groups={}", fmt::join(user.groups, ","));
  constexpr const char* shell = "/bin/sh -c :";
  std::string lines =
      attempt(fmt::format("setpriv --reuid={} --regid={} {} --", user.uid, user.gid, groups), shell,
              "\"$@\"");
  const std::string by_number =
      attempt("setuidgid " + ids, shell, "\"$@\"") + attempt("chpst -u " + ids, shell, "\"$@\"");
  const bool su_can = !user.name.empty() && user.has_own_group;
  const std::string by_name = su_can ? attempt_of_su(user.name) : "";
  // Of further groups su knows, and gives them to those as well who are to have none.
  lines += user.groups.empty() ? by_number + by_name : by_name + by_number;
  return lines + refusal(fmt::format("there is no program that makes it the user '{}': setpriv, "
                                     "setuidgid, chpst{}",
                                     text, su_can ? ", su" : ""));
}

}  // namespace

std::string run_script(const Json& run, const std::string& passwd, const std::string& group) {
  std::string text =
      "#!/bin/sh\n# What the image says of how it is run; LinuxBake wrote it down.\n";
  const Process process = process_of(run);
  if (has_nul(process)) return text + refusal("a word of the image has a NUL in it");
  const Result<User> user = user_of(process.user, passwd, group);
  if (!user) return text + refusal(user.error().message);
  if (process.entrypoint.empty() && process.command.empty())
    text += "[ \"$#\" -gt 0 ] || {\n" + refusal("the image does not say what is run") + "}\n";
  const Environment environment(with_home(process.environment, *user));
  text += environment.exports();
  text += fmt::format("cd {} || exit 126\n", single_quoted(process.directory));
  if (!process.command.empty())
    text += fmt::format("[ \"$#\" -gt 0 ] || set -- {}\n", command(process.command));
  if (!process.entrypoint.empty())
    text += fmt::format("set -- {} \"$@\"\n", command(process.entrypoint));
  return text + environment.others() + exec_as(*user, process.user);
}

}  // namespace linuxbake::oci
