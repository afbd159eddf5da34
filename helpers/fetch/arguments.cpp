// SPDX-License-Identifier: MIT
#include "fetch/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace linuxbake::fetch {
namespace {

bool asks_for_help(const std::string& word) {
  return word == "-h" || word == "--help";
}

std::string help_line(const std::string& name, const std::string& help) {
  return fmt::format("  {:<28}{}\n", name, help);
}

const std::string line_of_help = help_line("-h,--help", "Print this help message and exit");

}  // namespace

CommandOptions::CommandOptions(std::string name, std::string help)
    : name_(std::move(name)), help_(std::move(help)) {}

void CommandOptions::add(const std::string& name, std::string& variable, Needed needed,
                         const std::string& help) {
  options_.push_back({name, help, needed, &variable, nullptr});
}

void CommandOptions::add(const std::string& name, std::vector<std::string>& variable, Needed needed,
                         const std::string& help) {
  options_.push_back({name, help, needed, nullptr, &variable});
}

std::string CommandOptions::help_text(const std::string& program) const {
  std::string text = fmt::format("{}\nUsage: {} {} [OPTIONS]\n\nOptions:\n{}", help_, program,
                                 name_, line_of_help);
  for (const Option& option : options_) {
    const char* needed = option.needed == Needed::yes ? " REQUIRED" : "";
    text += help_line(option.name + " TEXT" + needed, option.help);
  }
  return text;
}

std::string CommandOptions::take(const std::vector<std::string>& words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& word = words[at];
    const std::size_t equals = word.find('=');
    std::optional<std::string> value;
    if (equals != std::string::npos)
      value = word.substr(equals + 1);
    else if (at + 1 < words.size())
      value = words[++at];
    if (std::string fault = give(word.substr(0, equals), value); !fault.empty()) return fault;
  }
  return missing();
}

std::string CommandOptions::give(const std::string& name, const std::optional<std::string>& value) {
  const auto option = std::find_if(options_.begin(), options_.end(),
                                   [&](const Option& one) { return one.name == name; });
  if (option == options_.end()) return fmt::format("'{}' is no option of {}", name, name_);
  if (!value || value->empty()) return fmt::format("{}: a value is missing", name);
  if (option->list != nullptr)
    option->list->push_back(*value);
  else if (option->given)
    return fmt::format("{} is given twice", name);
  else
    *option->value = *value;
  option->given = true;
  return {};
}

std::string CommandOptions::missing() const {
  for (const Option& option : options_)
    if (option.needed == Needed::yes && !option.given)
      return fmt::format("{} is required", option.name);
  return {};
}

Arguments::Arguments(std::string program, std::string version, std::string description)
    : program_(std::move(program)),
      version_(std::move(version)),
      description_(std::move(description)) {}

CommandOptions& Arguments::add_command(const std::string& name, const std::string& help) {
  return commands_.emplace_back(name, help);
}

std::string Arguments::help_text() const {
  std::string text = fmt::format(
      "{}\nUsage: {} [OPTIONS] SUBCOMMAND\n\nOptions:\n{}{}\nSubcommands:\n", description_,
      program_, line_of_help, help_line("--version", "Print the name and the version and exit"));
  for (const CommandOptions& command : commands_) text += help_line(command.name(), command.help());
  return text;
}

CommandOptions* Arguments::command_of(const std::string& name) {
  const auto found = std::find_if(commands_.begin(), commands_.end(),
                                  [&](const auto& command) { return command.name() == name; });
  return found == commands_.end() ? nullptr : &*found;
}

Arguments::Taken Arguments::take(const std::vector<std::string>& words) {
  if (words.empty()) return {nullptr, "", "A subcommand is required"};
  if (asks_for_help(words[0])) return {nullptr, help_text(), ""};
  if (words[0] == "--version") return {nullptr, fmt::format("{} {}\n", program_, version_), ""};
  CommandOptions* command = command_of(words[0]);
  if (command == nullptr)
    return {
        nullptr, "",
        fmt::format("'{}' is no {}", words[0], words[0].starts_with('-') ? "option" : "command")};
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  if (std::any_of(rest.begin(), rest.end(), asks_for_help))
    return {nullptr, command->help_text(program_), ""};
  return {command, "", command->take(rest)};
}

}  // namespace linuxbake::fetch
