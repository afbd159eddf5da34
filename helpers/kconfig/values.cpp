// SPDX-License-Identifier: MIT
#include "kconfig/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "common/visible_text.h"
#include "kconfig/characters.h"

namespace linuxbake::kconfig {
namespace {

constexpr std::string_view unset = " is not set";

struct NameAndValue {
  std::string_view name;
  std::string_view value;
};

// "# CONFIG_A is not set".
std::optional<NameAndValue> split_comment(std::string_view line, const Dialect& dialect) {
  if (line.size() < 2 || (line[1] != ' ' && !dialect.takes_any_second_letter)) return std::nullopt;
  line.remove_prefix(2);
  if (!line.starts_with(option_prefix)) return std::nullopt;
  line.remove_prefix(option_prefix.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view rest = line.substr(space);
  const bool fits = dialect.ignores_what_follows_not_set ? rest.starts_with(unset) : rest == unset;
  if (!fits) return std::nullopt;
  return NameAndValue{line.substr(0, space), "n"};
}

// "CONFIG_A=b" or a comment.
std::optional<NameAndValue> split(std::string_view line, const Dialect& dialect) {
  if (line.starts_with('#')) return split_comment(line, dialect);
  if (!line.starts_with(option_prefix)) return std::nullopt;
  line.remove_prefix(option_prefix.size());
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  return NameAndValue{line.substr(0, equals), line.substr(equals + 1)};
}

// The lines of a .config as `conf` gets them.
class Lines {
 public:
  Lines(std::string_view text, const Dialect& dialect) : rest_(text), dialect_(dialect) {}

  std::optional<std::string_view> next() {
    if (rest_.empty()) return std::nullopt;
    if (is_new_) ++number_;
    const std::size_t newline = std::min(rest_.find('\n'), rest_.size());
    const bool is_whole = newline < rest_.size() && newline < dialect_.longest_line;
    std::string_view line = rest_.substr(0, std::min(newline, dialect_.longest_line));
    rest_.remove_prefix(line.size() + (is_whole ? 1 : 0));
    is_new_ = is_whole;
    if (is_whole && line.ends_with('\r') && dialect_.drops_carriage_returns) line.remove_suffix(1);
    return line;
  }
  [[nodiscard]] std::uint32_t number() const { return number_; }

 private:
  std::string_view rest_;
  const Dialect& dialect_;
  std::uint32_t number_ = 0;
  bool is_new_ = true;
};

// The text between the quotes, without escapes; nothing where the quotes are not right.
std::optional<std::string_view> unquoted(Model& model, std::string_view value) {
  value.remove_prefix(1);
  const std::size_t plain = value.find_first_of("\"\\");
  if (plain == std::string_view::npos) return std::nullopt;
  if (value[plain] == '"') return value.substr(0, plain);
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '"') return model.keep(std::move(text));
    if (value[i] == '\\') ++i;
    if (i == value.size()) break;
    text += value[i];
  }
  return std::nullopt;
}

// What a tree itself writes for a number that has no value.
bool is_no_number(const Model& model, SymbolId symbol, std::string_view value) {
  const Type type = model.symbols[symbol].type;
  return model.dialect.writes_every_symbol && (type == Type::integer || type == Type::hex) &&
         (value.empty() || value == "\r");
}

// False where `conf` would not take the value.
bool fill(Model& model, UserValue& wanted, std::string_view value) {
  const Type type = model.symbols[wanted.symbol].type;
  const char first = value.empty() ? '\0' : value[0];
  switch (type) {
    case Type::tristate:
    case Type::boolean:
      if (first != 'y' && first != 'n' && (first != 'm' || type == Type::boolean)) return false;
      wanted.tristate = first == 'y' ? Tristate::yes : first == 'm' ? Tristate::mod : Tristate::no;
      return true;
    case Type::string: {
      if (first != '"') return false;
      const auto text = unquoted(model, value);
      if (text) wanted.text = *text;
      return text.has_value();
    }
    case Type::integer:
    case Type::hex:
      wanted.text = value;
      return is_valid_text(type, value);
    case Type::unknown:
      break;
  }
  return false;
}

}  // namespace

bool is_valid_text(Type type, std::string_view text) {
  if (type == Type::string) return true;
  if (type == Type::integer) {
    if (text.starts_with('-')) text.remove_prefix(1);
    if (text.empty() || (text[0] == '0' && text.size() > 1)) return false;
    return std::ranges::all_of(text, is_digit);
  }
  if (type != Type::hex) return false;
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  return !text.empty() && std::ranges::all_of(text, is_hex_digit);
}

UserValues read_user_values(Model& model, std::string_view text, std::string_view file,
                            std::vector<Error>* warnings) {
  UserValues values;
  Lines lines(text, model.dialect);
  const auto warn = [&](std::string message) {
    if (warnings) warnings->push_back({std::move(message), std::string(file), lines.number()});
  };
  while (const auto line = lines.next()) {
    if (line->empty() || *line == "\r") continue;
    const auto parts = split(*line, model.dialect);
    if (!parts) {
      if (!line->starts_with('#')) warn("is no assignment");
      continue;
    }
    UserValue value;
    value.line = lines.number();
    value.symbol = model.find(parts->name);
    const bool is_foreign = value.symbol == none || model.symbols[value.symbol].nodes.empty();
    if (is_foreign) continue;  // of another version, or of a user's own
    if (fill(model, value, parts->value)) {
      values.push_back(value);
    } else if (!is_no_number(model, value.symbol, parts->value)) {
      warn(fmt::format("'{}' is no value for CONFIG_{}, conf does not take it",
                       visible_text(cut_text(parts->value, 200)), parts->name));
    }
  }
  return values;
}

}  // namespace linuxbake::kconfig
