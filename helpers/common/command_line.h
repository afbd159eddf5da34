// SPDX-License-Identifier: MIT
// command_line.h - what a program's command line may hold, and how it is run.
//
// A program names its commands and options and the variables that they set; CLI11, which reads the
// command line, is known to command_line.cpp alone: its headers take longer to compile than all
// that most of our files hold.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/program.h"
#include "common/result.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace linuxbake {

// An option, a flag or a positional argument of a command, which owns it.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  Option* required();
  Option* needs(Option* other);
  Option* needs(const std::string& other);
  Option* excludes(Option* other);
  // One value each time that it is given, not all that follow.
  Option* one_value();
  Option* expected(int values);
  Option* type_name(const std::string& name);
  // The variable's value is shown by --help.
  Option* show_default();

  Option* one_of(const std::vector<std::string>& words);
  Option* in_range(int least, int most);
  Option* in_range(unsigned least, unsigned most);
  Option* in_range(std::uint64_t least, std::uint64_t most);
  Option* positive();
  Option* existing_file();
  Option* existing_path();
  // `fault` says what is wrong with a value; nothing if all is well.
  Option* check(const std::function<std::string(const std::string&)>& fault);

  [[nodiscard]] bool given() const;

 private:
  CLI::Option* option_;
};

class Command {
 public:
  explicit Command(CLI::App* app) : app_(app) {}
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  Command* add_command(const std::string& name, const std::string& help);
  // What stands below the options in --help.
  void footer(const std::string& text);

  // "--name" or the name of a positional argument; `variable` is set where it is given.
  Option* add_option(const std::string& name, std::string& variable, const std::string& help);
  Option* add_option(const std::string& name, std::filesystem::path& variable,
                     const std::string& help);
  Option* add_option(const std::string& name, int& variable, const std::string& help);
  Option* add_option(const std::string& name, unsigned& variable, const std::string& help);
  Option* add_option(const std::string& name, std::uint64_t& variable, const std::string& help);
  Option* add_option(const std::string& name, double& variable, const std::string& help);
  Option* add_option(const std::string& name, std::optional<int>& variable,
                     const std::string& help);
  Option* add_option(const std::string& name, std::optional<std::uint32_t>& variable,
                     const std::string& help);
  Option* add_option(const std::string& name, std::vector<std::string>& variable,
                     const std::string& help);
  Option* add_option(const std::string& name, std::vector<std::filesystem::path>& variable,
                     const std::string& help);
  Option* add_option(const std::string& name, std::vector<unsigned>& variable,
                     const std::string& help);
  Option* add_option(const std::string& name, std::vector<std::uint64_t>& variable,
                     const std::string& help);
  // `take` is called with the value.
  Option* add_option_function(const std::string& name,
                              const std::function<void(const std::string&)>& take,
                              const std::string& help);
  Option* add_flag(const std::string& name, bool& variable, const std::string& help);

  // One of these has to be given; `what` says so, after the command's name.
  void require_one(const std::vector<const Option*>& options, const std::string& what);

  [[nodiscard]] std::string name() const;
  [[nodiscard]] bool chosen() const;
  // The name of the one of its commands that was given.
  [[nodiscard]] std::string chosen_command() const;

 private:
  friend int run_program(Command& program, int argc, char** argv,
                         const std::function<Result<int>()>& body);
  Option* keep(CLI::Option* option);

  CLI::App* app_;
  std::deque<Option> options_;    // they stay where they are
  std::deque<Command> commands_;  // likewise
};

// The program itself; where commands are added to it, one of them has to be given.
class CommandLine : public Command {
 public:
  CommandLine(const std::string& description, const std::string& name);
  ~CommandLine();

 private:
  explicit CommandLine(std::unique_ptr<CLI::App> app);
  std::unique_ptr<CLI::App> app_;
};

// Parses the command line and runs `body` if it is right: --help prints the help, --version the
// name and the version, and both give 0; a wrong command line gives 2. `body` returns the exit
// code, or an error for stderr.
int run_program(Command& program, int argc, char** argv, const std::function<Result<int>()>& body);

}  // namespace linuxbake
