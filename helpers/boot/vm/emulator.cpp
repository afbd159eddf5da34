// SPDX-License-Identifier: MIT
#include "boot/vm/emulator.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 10> not_portable = {
    "PATH=", "HOME=", "TMPDIR=", "PWD=", "OLDPWD=", "SHELL=", "USER=", "LOGNAME=", "LD_", "XDG_"};

}  // namespace

std::vector<std::string> portable_environment(const char* const* environment) {
  std::vector<std::string> portable;
  for (; *environment != nullptr; ++environment) {
    const std::string_view text = *environment;
    const bool stays =
        std::any_of(not_portable.begin(), not_portable.end(),
                    [text](std::string_view name) { return text.starts_with(name); });
    // The libraries that it finds come along; what is preloaded here is for this host.
    if (!stays || text.starts_with("LD_LIBRARY_PATH=")) portable.emplace_back(text);
  }
  return portable;
}

std::vector<std::string> files_among(const std::vector<std::string>& arguments,
                                     const fs::path& directory) {
  std::vector<std::string> files;
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.find('=');
    const std::string value = argument.starts_with('-') && equals != std::string::npos
                                  ? argument.substr(equals + 1)
                                  : argument;
    if (value.empty()) continue;
    std::error_code ignored;
    const fs::path path = (directory / value).lexically_normal();
    if (fs::is_regular_file(path, ignored)) files.push_back(path.string());
  }
  return files;
}

void emulate(VmProgram& program, const fs::path& directory, const char* const* environment) {
  program.command.front() = fs::absolute(directory / program.command.front()).lexically_normal();
  if (program.directory.empty()) program.directory = directory.string();
  const std::vector<std::string> arguments(program.command.begin() + 1, program.command.end());
  const std::vector<std::string> files = files_among(arguments, directory);
  program.files.insert(program.files.end(), files.begin(), files.end());
  std::vector<std::string> variables = portable_environment(environment);
  // What was said for the machine comes last, and so it holds.
  variables.insert(variables.end(), program.environment.begin(), program.environment.end());
  program.environment = std::move(variables);
}

}  // namespace linuxbake::boot
