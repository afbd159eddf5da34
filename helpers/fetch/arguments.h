// SPDX-License-Identifier: MIT
// arguments.h - the command line of a program that a build waits for: its first download begins
// when this program is compiled, and CLI11, which the others have (common/command_line.h), takes
// the compiler as long as all the rest of it.
//
// "<program> <command> --name VALUE …", or --name=VALUE. Words that begin with "--" are options,
// whatever follows one is its value. --help and --version do as they do in the others.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace linuxbake::fetch {

enum class Needed { yes, no };

// The options of one command.
class CommandOptions {
 public:
  CommandOptions(std::string name, std::string help);

  // The variable is set where the option is given; a list takes as many values as there are.
  void add(const std::string& name, std::string& variable, Needed needed, const std::string& help);
  void add(const std::string& name, std::vector<std::string>& variable, Needed needed,
           const std::string& help);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& help() const { return help_; }
  [[nodiscard]] std::string help_text(const std::string& program) const;

  // What is wrong with these words; empty if all is well.
  [[nodiscard]] std::string take(const std::vector<std::string>& words);

 private:
  struct Option {
    std::string name, help;
    Needed needed;
    std::string* value;
    std::vector<std::string>* list;
    bool given = false;
  };
  [[nodiscard]] std::string give(const std::string& name, const std::optional<std::string>& value);
  [[nodiscard]] std::string missing() const;

  std::string name_, help_;
  std::vector<Option> options_;
};

class Arguments {
 public:
  Arguments(std::string program, std::string version, std::string description);

  CommandOptions& add_command(const std::string& name, const std::string& help);

  struct Taken {
    const CommandOptions* command = nullptr;  // nothing: there is only something to print
    std::string output;                       // of --help and --version
    std::string fault;                        // the usage is wrong
  };
  [[nodiscard]] Taken take(const std::vector<std::string>& words);

 private:
  [[nodiscard]] std::string help_text() const;
  [[nodiscard]] CommandOptions* command_of(const std::string& name);

  std::string program_, version_, description_;
  std::deque<CommandOptions> commands_;  // they stay where they are
};

}  // namespace linuxbake::fetch
