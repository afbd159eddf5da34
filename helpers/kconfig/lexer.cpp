// SPDX-License-Identifier: MIT
#include "kconfig/lexer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace linuxbake::kconfig {
namespace {

constexpr auto word_characters = [] {
  std::array<bool, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = true;
  table['_'] = true;
  table['-'] = true;
  return table;
}();

bool is_word_character(char c) {
  return word_characters[static_cast<unsigned char>(c)];
}

using Named = std::pair<std::string_view, Keyword>;

constexpr std::array keywords = {
    Named{"---help---", Keyword::help},  // Linux before 5.9
    Named{"bool", Keyword::boolean},
    Named{"choice", Keyword::choice},
    Named{"comment", Keyword::comment},
    Named{"config", Keyword::config},
    Named{"def_bool", Keyword::def_bool},
    Named{"def_tristate", Keyword::def_tristate},
    Named{"default", Keyword::default_value},
    Named{"depends", Keyword::depends},
    Named{"endchoice", Keyword::endchoice},
    Named{"endif", Keyword::endif},
    Named{"endmenu", Keyword::endmenu},
    Named{"help", Keyword::help},
    Named{"hex", Keyword::hex},
    Named{"if", Keyword::condition},
    Named{"imply", Keyword::imply},
    Named{"int", Keyword::integer},
    Named{"mainmenu", Keyword::mainmenu},
    Named{"menu", Keyword::menu},
    Named{"menuconfig", Keyword::menuconfig},
    Named{"modules", Keyword::modules},
    Named{"on", Keyword::on},
    Named{"option", Keyword::option},
    Named{"optional", Keyword::optional},
    Named{"prompt", Keyword::prompt},
    Named{"range", Keyword::range},
    Named{"select", Keyword::select},
    Named{"source", Keyword::source},
    Named{"string", Keyword::string},
    Named{"transitional", Keyword::transitional},
    Named{"tristate", Keyword::tristate},
    Named{"visible", Keyword::visible},
};

// Words that only trees without macros know. The last two are older than any Linux of today.
constexpr std::array old_keywords = {
    Named{"boolean", Keyword::boolean},
    Named{"def_boolean", Keyword::def_bool},
    Named{"enable", Keyword::select},
    Named{"requires", Keyword::requires_on},
};
constexpr std::size_t old_keywords_of_linux = 2;

constexpr auto first_letter(const Named& keyword) {
  return static_cast<unsigned char>(keyword.first[0]);
}

// Where the keywords with a letter begin; where the next begin, they end.
constexpr auto begin_of_letter = [] {
  static_assert(std::ranges::is_sorted(keywords, {}, first_letter));
  std::array<std::uint8_t, 257> table{};
  std::uint8_t keyword = 0;
  for (std::size_t letter = 0; letter < table.size(); ++letter) {
    while (keyword < keywords.size() && first_letter(keywords[keyword]) < letter) ++keyword;
    table[letter] = keyword;
  }
  return table;
}();

// For each word of the tree.
Keyword keyword_of(std::string_view text) {
  const auto letter = static_cast<unsigned char>(text[0]);
  for (std::size_t i = begin_of_letter[letter]; i < begin_of_letter[letter + 1U]; ++i)
    if (keywords[i].first == text) return keywords[i].second;
  return Keyword::plain;
}

Keyword old_keyword_of(std::string_view text, bool is_command, bool is_linux) {
  const Keyword keyword = keyword_of(text);
  if (!is_command)
    return keyword == Keyword::on || keyword == Keyword::condition ? keyword : Keyword::plain;
  const std::size_t count = is_linux ? old_keywords_of_linux : old_keywords.size();
  for (std::size_t i = 0; i < count; ++i)
    if (old_keywords[i].first == text) return old_keywords[i].second;
  const bool linux_only =
      keyword == Keyword::imply || keyword == Keyword::visible || keyword == Keyword::option;
  const bool newer = keyword == Keyword::modules || keyword == Keyword::transitional ||
                     keyword == Keyword::on || (linux_only && !is_linux);
  return newer ? Keyword::plain : keyword;
}

}  // namespace

std::string_view Lexer::rest_of_line() const {
  return text_.substr(position_, text_.find('\n', position_) - position_);
}

// Over blanks, comments and joined lines. False where the text is over.
bool Lexer::skip_blanks() {
  while (position_ < text_.size()) {
    const char c = text_[position_];
    if (c == '#') {
      position_ += rest_of_line().size();
    } else if (c == '\\' && at(1) == '\n') {
      position_ += 2;
      ++line_;
    } else if (c == ' ' || c == '\t') {
      ++position_;
    } else {
      return true;
    }
  }
  return false;
}

Token Lexer::operator_token(Kind kind, std::size_t length) {
  position_ += length;
  return {kind, Keyword::plain, {}, line_};
}

Lexer::Operator Lexer::operator_at(char first, char second) {
  const auto one_of = [&](char last, Kind both, Kind alone, std::size_t length_alone) {
    return second == last ? Operator{both, 2} : Operator{alone, length_alone};
  };
  switch (first) {
    case '|':
      return one_of('|', Kind::logical_or, Kind::end, 0);
    case '&':
      return one_of('&', Kind::logical_and, Kind::end, 0);
    case ':':
      return one_of('=', Kind::assign_simple, Kind::end, 0);
    case '+':
      return one_of('=', Kind::assign_append, Kind::end, 0);
    case '!':
      return one_of('=', Kind::unequal, Kind::logical_not, 1);
    case '<':
      return one_of('=', Kind::less_equal, Kind::less, 1);
    case '>':
      return one_of('=', Kind::greater_equal, Kind::greater, 1);
    case '=':
      return {Kind::equal, 1};
    case '(':
      return {Kind::open, 1};
    case ')':
      return {Kind::close, 1};
    default:
      return {Kind::end, 0};
  }
}

Result<Token> Lexer::next() {
  for (;;) {
    if (!skip_blanks()) return Token{Kind::end, Keyword::plain, {}, line_};
    const char c = text_[position_];
    if (c == '\n') {
      const Token token{Kind::newline, Keyword::plain, {}, line_};
      ++position_;
      ++line_;
      line_begins_ = true;
      return token;
    }
    const bool is_command = std::exchange(line_begins_, false);
    const bool old = !model_.dialect.has_macros;
    if (is_word_character(c) || (c == '$' && !old) ||
        (old && !is_command && (c == '.' || c == '/'))) {
      if (old && c == '-' && is_command) {  // "---help---"
        ++position_;
        line_begins_ = true;
        continue;
      }
      Result<Token> token = word(is_command);
      if (!token || !token->text.empty()) return token;
      line_begins_ = is_command;
      continue;
    }
    if (c == '"' || c == '\'') return quoted(c);
    if (const Operator one = operator_at(c, at(1)); one.length != 0)
      return operator_token(one.kind, one.length);
    ++position_;
    line_begins_ = is_command;
  }
}

Result<Token> Lexer::word(bool is_command) {
  const std::size_t begin = position_;
  const bool old = !model_.dialect.has_macros;
  const auto belongs = [&](char c) {
    if (old && is_command) return is_word_character(c) && c != '-';
    return is_word_character(c) || (old && (c == '.' || c == '/'));
  };
  while (position_ < text_.size() && belongs(text_[position_])) ++position_;
  if (at(0) == '$' && !old) return expanded_word(begin);
  const std::string_view text = text_.substr(begin, position_ - begin);
  if (old && text == "---") return Token{};
  const Keyword keyword =
      old ? old_keyword_of(text, is_command, model_.dialect.has_environment_symbols)
          : keyword_of(text);
  return Token{Kind::word, keyword, text, line_};
}

Result<Token> Lexer::expanded_word(std::size_t begin) {
  std::string text(text_.substr(begin, position_ - begin));
  while (position_ < text_.size()) {
    if (text_[position_] == '$') {
      ++position_;
      std::string_view rest = rest_of_line();
      const std::size_t before = rest.size();
      const Result<std::string> expansion = macros_.expand_dollar(rest, {file_, line_});
      if (!expansion) return tl::unexpected(expansion.error());
      position_ += before - rest.size();
      text += *expansion;
    } else if (is_word_character(text_[position_])) {
      text += text_[position_++];
    } else {
      break;
    }
  }
  const QuestionId question = marked_question(text);
  if (question != 0)
    return Token{Kind::word, Keyword::plain, text_.substr(begin, position_ - begin), line_,
                 question};
  Result<std::string> settled = macros_.settled(std::move(text), {file_, line_});
  if (!settled) return tl::unexpected(settled.error());
  return Token{Kind::word, Keyword::plain, model_.keep(*std::move(settled)), line_};
}

Result<Token> Lexer::quoted(char quote) {
  const std::size_t begin = ++position_;
  const std::string_view line = rest_of_line();
  const std::size_t plain = line.find_first_of(quote == '"' ? "\"\\$" : "'\\$");
  const bool has_macros = model_.dialect.has_macros;
  if (plain != std::string_view::npos && line[plain] == quote) {
    position_ += plain + 1;
    return Token{Kind::string, Keyword::plain, text_.substr(begin, plain), line_};
  }
  std::string text;
  while (position_ < text_.size() && text_[position_] != '\n') {
    const char c = text_[position_++];
    if (c == quote) return Token{Kind::string, Keyword::plain, model_.keep(std::move(text)), line_};
    if (c == '\\') {
      if (at(0) != '\n' && position_ < text_.size()) text += text_[position_++];
    } else if (c == '$' && has_macros) {
      std::string_view rest = rest_of_line();
      const std::size_t before = rest.size();
      const Result<std::string> expansion =
          macros_.expand_dollar(rest, {file_, line_}).and_then([&](std::string expanded) {
            return macros_.settled(std::move(expanded), {file_, line_});
          });
      if (!expansion) return tl::unexpected(expansion.error());
      position_ += before - rest.size();
      text += *expansion;
    } else {
      text += c;
    }
  }
  model_.warnings.push_back({"the string has no closing quote", std::string(file_), line_});
  return Token{Kind::string, Keyword::plain, model_.keep(std::move(text)), line_};
}

std::string_view Lexer::assigned_value() {
  while (at(0) == ' ' || at(0) == '\t') ++position_;
  const std::string_view value = rest_of_line();
  position_ += value.size();
  return value;
}

std::string_view Lexer::help_text() {
  const std::size_t begin = position_;
  std::size_t first_indentation = 0;
  std::size_t last_indentation = 0;
  while (position_ < text_.size()) {
    const std::size_t line_begin = position_;
    std::size_t indentation = 0;
    for (; at(0) == ' ' || at(0) == '\t'; ++position_)
      indentation = at(0) == '\t' ? (indentation & ~std::size_t{7}) + 8 : indentation + 1;
    const std::size_t length = rest_of_line().size();
    if (length > 0) {
      if (position_ > line_begin) last_indentation = indentation;
      if (first_indentation != 0 && position_ > line_begin && indentation < first_indentation)
        return text_.substr(begin, line_begin - begin);
      if (first_indentation == 0) first_indentation = last_indentation;
      position_ += length;
    }
    if (position_ >= text_.size()) break;
    ++position_;
    ++line_;
    const char next = at(0);
    if (position_ < text_.size() && next != ' ' && next != '\t' && next != '\n') break;
  }
  line_begins_ = true;
  return text_.substr(begin, position_ - begin);
}

}  // namespace linuxbake::kconfig
