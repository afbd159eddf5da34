// SPDX-License-Identifier: MIT
#include "kconfig/preprocessor.h"

#include <fmt/format.h>

#include <charconv>
#include <exception>
#include <system_error>

namespace linuxbake::kconfig {
namespace {

constexpr std::size_t most_expanded = 4'000'000;
constexpr int most_levels = 1000;
constexpr std::size_t most_arguments = 16;

// Leaves the recursion of an expansion; caught where it began.
struct MacroFailure {
  Error error;
};

// Splits at the commas that are not inside parentheses.
std::vector<std::string_view> split_arguments(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int nesting = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++nesting;
    if (text[i] == ')') --nesting;
    if (text[i] != ',' || nesting != 0) continue;
    parts.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

// The position of the parenthesis that closes the one before `text`, or npos.
std::size_t closing_parenthesis(std::string_view text) {
  int nesting = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++nesting;
    if (text[i] == ')' && nesting-- == 0) return i;
  }
  return std::string_view::npos;
}

// The number of an argument reference such as "$(1)", or 0.
std::size_t argument_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

}  // namespace

void Preprocessor::raise(std::string message) const {
  throw MacroFailure{{std::move(message), std::string(where_.file), where_.line}};
}

void Preprocessor::grow(std::size_t bytes) {
  produced_ += bytes;
  if (produced_ > most_expanded) raise("the macros expand to more than 4 MB");
}

std::string Preprocessor::variable(Variable& variable, const std::string& name,
                                   const Arguments& arguments) {
  if (arguments.empty() && variable.active > 0)
    raise(fmt::format("the variable '{}' refers to itself", name));
  if (variable.simple) {
    grow(variable.value.size());
    return variable.value;
  }
  ++variable.active;
  // A copy: the expansion may assign the variable anew.
  const std::string value = variable.value;
  std::string text = text_with(value, arguments);
  --variable.active;
  return text;
}

std::string Preprocessor::shell(const std::string& command) {
  if (questions_ != nullptr && questions_->can_wait(command))
    return question_mark(questions_->add(command, where_.file, where_.line));
  Result<std::string> answer = shell_.run(command);
  if (!answer) raise(answer.error().message);
  return *std::move(answer);
}

std::string Preprocessor::answered(std::string text) {
  for (std::size_t at = 0; (at = text.find('\0', at)) != std::string::npos;) {
    const std::size_t length = text.find('\0', at + 1) - at + 1;
    Result<std::string> answer = questions_->text(marked_question(text.substr(at, length)));
    if (!answer) raise(answer.error().message);
    text.replace(at, length, *answer);
    at += answer->size();
  }
  return text;
}

std::string Preprocessor::built_in(const std::string& name, const Arguments& arguments,
                                   bool& known) {
  const auto expect = [&](std::size_t count) {
    if (arguments.size() < count) raise(fmt::format("too few arguments for '{}'", name));
    if (arguments.size() > count) raise(fmt::format("too many arguments for '{}'", name));
  };
  known = true;
  if (name == "shell") {
    expect(1);
    return shell(arguments[0]);
  }
  if (name == "error-if" || name == "warning-if") {
    expect(2);
    if (arguments[0] == "y" && name == "error-if")
      raise(arguments[1].empty() ? "an error-if of the tree holds" : arguments[1]);
    if (arguments[0] == "y")
      warnings.push_back({arguments[1], std::string(where_.file), where_.line});
    return "";
  }
  if (name == "info") return expect(1), "";
  if (name == "filename") return expect(0), std::string(where_.file);
  if (name == "lineno") return expect(0), std::to_string(where_.line);
  known = false;
  return "";
}

std::string Preprocessor::call(const std::string& name, const Arguments& arguments) {
  if (const auto found = variables_.find(name); found != variables_.end())
    return variable(found->second, name, arguments);
  bool known = false;
  Arguments settled = arguments;
  for (std::string& argument : settled) argument = answered(std::move(argument));
  std::string text = built_in(name, settled, known);
  if (known || !arguments.empty()) return text;
  const auto found = environment_.find(name);
  return found == environment_.end() ? std::string() : found->second;
}

std::string Preprocessor::clause(std::string_view text, const Arguments& arguments) {
  const std::size_t number = argument_number(text);
  if (number > 0 && number <= arguments.size()) {
    grow(arguments[number - 1].size());
    return arguments[number - 1];
  }
  const std::vector<std::string_view> parts = split_arguments(text);
  if (parts.size() > most_arguments) raise("too many arguments for a function");
  const std::string name = answered(text_with(parts[0], arguments));
  Arguments expanded;
  for (std::size_t i = 1; i < parts.size(); ++i) expanded.push_back(text_with(parts[i], arguments));
  return call(name, expanded);
}

std::string Preprocessor::dollar(std::string_view& text, const Arguments& arguments) {
  if (!text.starts_with('(')) return "$";
  text.remove_prefix(1);
  const std::size_t end = closing_parenthesis(text);
  if (end == std::string_view::npos)
    raise(fmt::format("'$({}' has no closing parenthesis", text.substr(0, 60)));
  const std::string_view inside = text.substr(0, end);
  text.remove_prefix(end + 1);
  if (++depth_ > most_levels) raise("the macros are nested too deeply");
  std::string expanded = clause(inside, arguments);
  --depth_;
  return expanded;
}

std::string Preprocessor::text_with(std::string_view text, const Arguments& arguments) {
  std::string expanded;
  for (;;) {
    const std::size_t position = text.find('$');
    expanded += text.substr(0, position);
    grow(position == std::string_view::npos ? text.size() : position + 1);
    if (position == std::string_view::npos) return expanded;
    text.remove_prefix(position + 1);
    expanded += dollar(text, arguments);
  }
}

template <typename Act>
Result<std::string> Preprocessor::begin(const Where& where, Act&& act) {
  where_ = where;
  produced_ = 0;
  depth_ = 0;
  try {
    return act();
  } catch (MacroFailure& failure) {
    return tl::unexpected(std::move(failure.error));
  }
}

Result<std::string> Preprocessor::expand_dollar(std::string_view& text, const Where& where) {
  return begin(where, [&] { return dollar(text, {}); });
}

Result<std::string> Preprocessor::expand(std::string_view text, const Where& where) {
  return begin(where, [&] { return text_with(text, {}); });
}

Result<std::string> Preprocessor::settled(std::string text, const Where& where) {
  return begin(where, [&] { return answered(std::move(text)); });
}

Result<void> Preprocessor::assign(std::string_view name, std::string_view value, Assign how,
                                  const Where& where) {
  const auto found = variables_.find(std::string(name));
  const bool appends = how == Assign::append && found != variables_.end();
  const bool simple = appends ? found->second.simple : how == Assign::simple;
  std::string text(value);
  if (simple) {
    Result<std::string> expanded = expand(value, where);
    if (!expanded) return tl::unexpected(expanded.error());
    text = *std::move(expanded);
  }
  Variable& variable = variables_[std::string(name)];
  variable.value = appends ? variable.value + " " + text : text;
  variable.simple = simple;
  if (variable.value.size() > most_expanded)
    return fail("the variable grows over 4 MB", std::string(where.file), where.line);
  return {};
}

}  // namespace linuxbake::kconfig
