// SPDX-License-Identifier: MIT
#include "boot/guest/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <system_error>

#include "common/double_quotes.h"
#include "common/lines.h"
#include "common/visible_text.h"

namespace linuxbake::boot {
namespace {

// A carriage return is no blank here: what is sent and expected may hold one.
constexpr std::string_view gaps = " \t";

struct StepWord {
  std::string_view word;
  StepKind kind;
};

// Those of one word; `wait` and `timeout` are read apart.
constexpr StepWord step_words[] = {{"expect", StepKind::expect}, {"refuse", StepKind::refuse},
                                   {"shell", StepKind::shell},   {"run", StepKind::run},
                                   {"host", StepKind::host},     {"send", StepKind::send},
                                   {"type", StepKind::type},     {"eject", StepKind::eject}};

std::optional<StepKind> step_kind(std::string_view word) {
  for (const StepWord& one : step_words) {
    if (one.word == word) return one.kind;
  }
  return std::nullopt;
}

std::string known_steps() {
  std::string words;
  for (const StepWord& one : step_words) words += std::string(one.word) + ", ";
  return words + "wait, timeout";
}

// An empty line may be sent.
bool needs_text(StepKind kind) {
  return kind != StepKind::shell && kind != StepKind::eject && kind != StepKind::send;
}

constexpr Escapes escapes = {.letters = "nrte", .nul = true};

std::string text_of(const QuoteFault& fault) {
  if (fault.kind == QuoteFault::Kind::unknown) {
    return fmt::format(R"(unknown escape '\{}' (n r t e \ " xHH))", fault.letter);
  }
  if (fault.kind == QuoteFault::Kind::digits) return "'\\x' needs two hexadecimal digits";
  return "the closing '\"' is missing";
}

// The value of a text that is one string in double quotes.
Result<std::string> unquoted(std::string_view text) {
  std::size_t at = 0;
  auto value = read_quoted(text, at, escapes);
  if (!value) return fail(text_of(value.error()));
  if (at != text.size()) return fail("there is text after the closing '\"'");
  return *std::move(value);
}

// The end of the first word, which may be quoted.
std::size_t word_end(std::string_view text) {
  if (!text.starts_with('"')) return text.find_first_of(gaps);
  std::size_t at = 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2U : 1U;
  return std::min(at + 1, text.size());
}

Result<std::vector<std::string>> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, word_end(text));
    text = trimmed(text.substr(word.size()), gaps);
    if (!word.starts_with('"')) {
      words.emplace_back(word);
      continue;
    }
    Result<std::string> value = unquoted(word);
    if (!value) return tl::unexpected(value.error());
    words.push_back(*std::move(value));
  }
  return words;
}

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

Result<std::string> filled(std::string_view word,
                           const std::map<std::string, std::string>& values) {
  std::string result;
  while (!word.empty()) {
    const std::size_t dollar = std::min(word.find('$'), word.size());
    result += word.substr(0, dollar);
    word.remove_prefix(dollar);
    if (word.empty()) break;
    const auto* const end = std::find_if_not(word.begin() + 1, word.end(), is_name_character);
    const std::string name(word.begin() + 1, end);
    const auto known = values.find(name);
    if (known == values.end()) return fail(fmt::format("there is no ${} here", name));
    result += known->second;
    word.remove_prefix(name.size() + 1);
  }
  return result;
}

class Parser {
 public:
  explicit Parser(const std::string& file) : file_(file) {}

  Result<Script> parse(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      std::string_view line = take_line(text);
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (const Result<bool> done = parse_line(line); !done) return tl::unexpected(done.error());
    }
    return std::move(script_);
  }

 private:
  using Done = Result<bool>;

  [[nodiscard]] auto error(std::string message) const {
    return fail(std::move(message), file_, line_);
  }

  Done parse_line(std::string_view line) {
    const std::string_view content = trimmed(line, gaps);
    if (content.empty() || content.front() == '#') return true;
    const std::size_t space = content.find_first_of(gaps);
    const std::string_view word = content.substr(0, space);
    const std::string_view rest =
        space == std::string_view::npos ? std::string_view{} : trimmed(content.substr(space), gaps);
    const bool indented = gaps.find(line.front()) != std::string_view::npos;
    return indented ? parse_check(word, rest) : parse_step(word, rest);
  }

  Done parse_step(std::string_view word, std::string_view rest) {
    if (word == "timeout") return parse_timeout(rest);
    if (word == "wait") return parse_wait(rest);
    const std::optional<StepKind> kind = step_kind(word);
    if (!kind) return error(fmt::format("unknown step '{}' ({})", word, known_steps()));
    Step step = new_step(*kind);
    if (step.kind == StepKind::host) {
      if (rest.empty()) return error("'host' needs a program after it");
      const Result<std::vector<std::string>> words = words_of(rest);
      if (!words) return error(words.error().message);
      step.text = rest;
      step.words = *words;
    } else if (step.kind == StepKind::shell || step.kind == StepKind::eject) {
      if (!rest.empty()) return error(fmt::format("'{}' stands alone", word));
    } else {
      if (rest.empty()) return error(fmt::format("'{}' needs a text after it", word));
      const Result<std::string> text = value(rest);
      if (!text) return tl::unexpected(text.error());
      step.text = *text;
      if (step.kind == StepKind::send && step.text.size() > longest_line)
        return error(
            fmt::format("the line has {} characters, of which a terminal takes {}; 'type' can send "
                        "more to a program that reads them as they come",
                        step.text.size(), longest_line));
    }
    return add(std::move(step));
  }

  Done add(Step step) {
    if (step.kind == StepKind::shell) shell_known_ = true;
    if (step.kind == StepKind::run) {
      if (!shell_known_) return error("'run' needs a 'shell' before it");
      if (const std::optional<std::string> fault = command_fault(step.text)) return error(*fault);
    } else if (needs_text(step.kind) && step.text.empty()) {
      return error("the text is empty");
    }
    script_.push_back(std::move(step));
    return true;
  }

  Done parse_timeout(std::string_view rest) {
    double seconds = -1;
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), seconds);
    if (problem != std::errc{} || end != rest.data() + rest.size() || !(seconds >= 0) ||
        seconds > 1e6) {
      return error(fmt::format("'timeout' needs a number of seconds, not '{}'", rest));
    }
    seconds_ = seconds;
    return true;
  }

  Done parse_wait(std::string_view rest) {
    if (rest != "poweroff" && rest != "reset") {
      return error(fmt::format("'wait' needs 'poweroff' or 'reset', not '{}'", rest));
    }
    shell_known_ = false;
    script_.push_back(new_step(rest == "reset" ? StepKind::reset : StepKind::poweroff));
    return true;
  }

  Done parse_check(std::string_view word, std::string_view rest) {
    const bool checkable = !script_.empty() && (script_.back().kind == StepKind::run ||
                                                script_.back().kind == StepKind::host);
    if (!checkable) {
      return error(fmt::format("'{}' is indented, but there is no 'run' or 'host' above it", word));
    }
    Step& step = script_.back();
    if (word == "exit") return parse_exit(step, rest);
    const Result<std::string> text = value(rest);
    if (!text) return tl::unexpected(text.error());
    if (word == "output") {
      step.output = step.output ? *step.output + "\n" + *text : *text;
    } else if (word == "contains" || word == "lacks") {
      if (text->empty()) return error(fmt::format("'{}' needs a text after it", word));
      (word == "contains" ? step.contains : step.lacks).push_back(*text);
    } else {
      return error(fmt::format("unknown check '{}' (exit, output, contains, lacks)", word));
    }
    return true;
  }

  Done parse_exit(Step& step, std::string_view rest) {
    if (rest == "any") {
      step.any_exit = true;
      return true;
    }
    int code = -1;
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), code);
    if (problem != std::errc{} || end != rest.data() + rest.size() || code < 0 || code > 255) {
      return error(fmt::format("'exit' needs a number from 0 to 255, or 'any', not '{}'", rest));
    }
    step.exit_code = code;
    return true;
  }

  [[nodiscard]] Result<std::string> value(std::string_view rest) const {
    if (!rest.starts_with('"')) return std::string(rest);
    Result<std::string> text = unquoted(rest);
    if (!text) return error(text.error().message);
    return text;
  }

  [[nodiscard]] Step new_step(StepKind kind) const {
    Step step;
    step.kind = kind;
    step.line = line_;
    step.seconds = seconds_;
    return step;
  }

  const std::string& file_;
  std::size_t line_ = 0;
  double seconds_ = 0;
  bool shell_known_ = false;  // in the boot that the steps speak of
  Script script_;
};

}  // namespace

std::optional<std::string> command_fault(std::string_view command) {
  if (command.empty()) return "the command is empty";
  if (command.size() > longest_command) {
    return fmt::format("the command has {} characters; up to {} can be typed: put it into a file",
                       command.size(), longest_command);
  }
  for (const char c : command) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      return "a command cannot hold control characters; 'type' can send them";
  }
  return std::nullopt;
}

Result<Script> parse_script(std::string_view text, const std::string& file) {
  return Parser(file).parse(text);
}

Result<Script> with_values(Script script, const std::map<std::string, std::string>& values) {
  for (Step& step : script) {
    for (std::string& word : step.words) {
      const Result<std::string> value = filled(word, values);
      if (!value) {
        return fail(fmt::format("line {} of the script: {}", step.line, value.error().message));
      }
      word = *value;
    }
  }
  return script;
}

Result<std::vector<std::string>> command_with_values(
    std::string_view text, const std::map<std::string, std::string>& values) {
  Result<std::vector<std::string>> words = words_of(trimmed(text));
  if (!words) return words;
  for (std::string& word : *words) {
    const Result<std::string> value = filled(word, values);
    if (!value) return tl::unexpected(value.error());
    word = *value;
  }
  return words;
}

std::string step_text(const Step& step) {
  switch (step.kind) {
    case StepKind::shell:
      return "shell";
    case StepKind::eject:
      return "eject";
    case StepKind::poweroff:
      return "wait poweroff";
    case StepKind::reset:
      return "wait reset";
    default:
      break;
  }
  for (const auto& [word, kind] : step_words) {
    if (kind == step.kind) return fmt::format("{} {}", word, printable(step.text));
  }
  return {};
}

}  // namespace linuxbake::boot
