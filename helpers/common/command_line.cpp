// SPDX-License-Identifier: MIT
#include "common/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iostream>
#include <utility>

namespace linuxbake {
namespace {

// CLI11 takes "[a,b]" for two values, and "[a]" for "a"; a value is what the user gave. Its words
// begin with this character while CLI11 has them, where they could be taken so.
constexpr char as_it_is = '\x1f';

std::string marked(const std::string& value) {
  const bool is_read = value.starts_with('[') || value.starts_with(as_it_is);
  return is_read ? as_it_is + value : value;
}

std::string unmarked(const std::string& value) {
  return value.starts_with(as_it_is) ? value.substr(1) : value;
}

std::string fault_of_path(const std::string& path) {
  return path.empty() ? "the name of a file is missing: it is empty" : "";
}

}  // namespace

Option* Option::required() {
  option_->required();
  return this;
}

Option* Option::needs(Option* other) {
  option_->needs(other->option_);
  return this;
}

Option* Option::needs(const std::string& other) {
  option_->needs(other);
  return this;
}

Option* Option::excludes(Option* other) {
  option_->excludes(other->option_);
  return this;
}

Option* Option::one_value() {
  option_->allow_extra_args(false);
  return this;
}

Option* Option::expected(int values) {
  option_->expected(values);
  return this;
}

Option* Option::type_name(const std::string& name) {
  option_->type_name(name);
  return this;
}

Option* Option::show_default() {
  option_->capture_default_str();
  return this;
}

Option* Option::one_of(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words));
  return this;
}

Option* Option::in_range(int least, int most) {
  option_->check(CLI::Range(least, most));
  return this;
}

Option* Option::in_range(unsigned least, unsigned most) {
  option_->check(CLI::Range(least, most));
  return this;
}

Option* Option::in_range(std::uint64_t least, std::uint64_t most) {
  option_->check(CLI::Range(least, most));
  return this;
}

Option* Option::positive() {
  option_->check(CLI::PositiveNumber);
  return this;
}

Option* Option::existing_file() {
  option_->check(CLI::ExistingFile);
  return this;
}

Option* Option::existing_path() {
  option_->check(CLI::ExistingPath);
  return this;
}

Option* Option::check(const std::function<std::string(const std::string&)>& fault) {
  option_->check(fault);
  return this;
}

bool Option::given() const {
  return option_->count() > 0;
}

Command* Command::add_command(const std::string& name, const std::string& help) {
  app_->require_subcommand(1);
  return &commands_.emplace_back(app_->add_subcommand(name, help));
}

void Command::footer(const std::string& text) {
  app_->footer(text);
}

Option* Command::keep(CLI::Option* option) {
  option->transform(unmarked);
  return &options_.emplace_back(option);
}

Option* Command::add_option(const std::string& name, std::string& variable,
                            const std::string& help) {
  return keep(app_->add_option(name, variable, help));
}

Option* Command::add_option(const std::string& name, std::filesystem::path& variable,
                            const std::string& help) {
  return keep(app_->add_option(name, variable, help)->check(fault_of_path));
}

Option* Command::add_option(const std::string& name, int& variable, const std::string& help) {
  return keep(app_->add_option(name, variable, help));
}

Option* Command::add_option(const std::string& name, unsigned& variable, const std::string& help) {
  return keep(app_->add_option(name, variable, help));
}

Option* Command::add_option(const std::string& name, std::uint64_t& variable,
                            const std::string& help) {
  return keep(app_->add_option(name, variable, help));
}

Option* Command::add_option(const std::string& name, double& variable, const std::string& help) {
  return keep(app_->add_option(name, variable, help));
}

Option* Command::add_option(const std::string& name, std::optional<int>& variable,
                            const std::string& help) {
  return keep(app_->add_option(name, variable, help));
}

Option* Command::add_option(const std::string& name, std::optional<std::uint32_t>& variable,
                            const std::string& help) {
  return keep(app_->add_option(name, variable, help));
}

Option* Command::add_option(const std::string& name, std::vector<std::string>& variable,
                            const std::string& help) {
  return keep(app_->add_option(name, variable, help));
}

Option* Command::add_option(const std::string& name, std::vector<std::filesystem::path>& variable,
                            const std::string& help) {
  return keep(app_->add_option(name, variable, help)->check(fault_of_path));
}

Option* Command::add_option(const std::string& name, std::vector<unsigned>& variable,
                            const std::string& help) {
  return keep(app_->add_option(name, variable, help));
}

Option* Command::add_option(const std::string& name, std::vector<std::uint64_t>& variable,
                            const std::string& help) {
  return keep(app_->add_option(name, variable, help));
}

Option* Command::add_option_function(const std::string& name,
                                     const std::function<void(const std::string&)>& take,
                                     const std::string& help) {
  return keep(app_->add_option_function(name, take, help));
}

Option* Command::add_flag(const std::string& name, bool& variable, const std::string& help) {
  return keep(app_->add_flag(name, variable, help));
}

void Command::require_one(const std::vector<const Option*>& options, const std::string& what) {
  app_->callback([app = app_, options, what] {
    for (const Option* option : options)
      if (option->given()) return;
    throw CLI::RequiredError(app->get_name() + ": " + what);
  });
}

std::string Command::name() const {
  return app_->get_name();
}

bool Command::chosen() const {
  return app_->parsed();
}

std::string Command::chosen_command() const {
  return app_->get_subcommands().front()->get_name();
}

CommandLine::CommandLine(const std::string& description, const std::string& name)
    : CommandLine(std::make_unique<CLI::App>(description, name)) {
  app_->set_version_flag("--version", name + " " LINUXBAKE_VERSION,
                         "Print the name and the version and exit");
}

CommandLine::CommandLine(std::unique_ptr<CLI::App> app)
    : Command(app.get()), app_(std::move(app)) {}

CommandLine::~CommandLine() = default;

namespace {

// "--name=[…]" as well.
std::string marked_word(const std::string& word, bool options) {
  const std::size_t equals = word.find('=');
  if (!options || !word.starts_with("--") || equals == std::string::npos) return marked(word);
  return word.substr(0, equals + 1) + marked(word.substr(equals + 1));
}

// The words for CLI11, the last one first. "--name=" is an empty value there only as two words: it
// would take the word that follows for the value.
std::vector<std::string> words_of(int argc, char** argv) {
  std::vector<std::string> words;
  bool options = true;
  for (int at = 1; at < argc; ++at) {
    std::string word = argv[at];
    if (word == "--") options = false;
    const bool is_empty =
        options && word.starts_with("--") && word.size() > 3 && word.find('=') == word.size() - 1;
    if (is_empty) word.pop_back();
    words.push_back(marked_word(word, options));
    if (is_empty) words.emplace_back();
  }
  std::reverse(words.begin(), words.end());
  return words;
}

// CLI11 would only say that a command is missing.
std::optional<std::string> unknown_command(const CLI::App& app, int argc, char** argv) {
  const std::string word = argc > 1 ? argv[1] : "";
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  const bool asks = word == "-h" || word == "--help" || word == "--version";
  if (word.empty() || commands.empty() || asks) return std::nullopt;
  const bool is_known = std::any_of(commands.begin(), commands.end(),
                                    [&](const CLI::App* one) { return one->get_name() == word; });
  const auto options = app.get_options();
  const bool has_options = options.size() > 2;  // more than --help and --version
  if (is_known || has_options) return std::nullopt;
  return fmt::format("'{}' is no {}", word, word.starts_with('-') ? "option" : "command");
}

}  // namespace

int run_program(Command& program, int argc, char** argv, const std::function<Result<int>()>& body) {
  CLI::App& app = *program.app_;
  const auto complain = [&app](std::string_view text) {
    print_message(app.get_name(), "error", text);
    print_message(app.get_name(), "note", "--help lists the commands and options");
    return exit_usage;
  };
  if (const auto fault = unknown_command(app, argc, argv)) return complain(*fault);
  try {
    app.parse(words_of(argc, argv));
    const Result<int> code = body();
    std::cout.flush();
    if (code) return *code;
    print_message(app.get_name(), "error", code.error().text());
    return exit_failed;
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return exit_done;
  } catch (const CLI::CallForVersion& version) {
    std::cout << version.what() << '\n';
    return exit_done;
  } catch (const CLI::ParseError& error) {
    return complain(error.what());
  } catch (const std::exception& error) {
    print_message(app.get_name(), "error", error.what());
    return exit_failed;
  }
}

}  // namespace linuxbake
