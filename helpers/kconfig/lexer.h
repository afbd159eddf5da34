// SPDX-License-Identifier: MIT
// lexer.h - the words of a Kconfig file.
//
// Words are letters, digits, '_' and '-'; a '$(' in one expands to the end of the word, and the
// result is a word whatever it looks like. Strings stand in ' or ", a backslash takes the next
// character as it is, and they end with their line. '#' begins a comment, a backslash at the end of
// a line joins the next. Other characters are skipped, as `conf` does.
//
// A string without its closing quote ends with its line, with a warning.
//
// Trees without macros (see dialect.h): '.' and '/' belong to words behind the first of a line.
#pragma once

#include <cstdint>
#include <string_view>

#include "kconfig/model.h"
#include "kconfig/preprocessor.h"

namespace linuxbake::kconfig {

enum class Kind : std::uint8_t {
  end,
  newline,
  word,
  string,
  logical_or,
  logical_and,
  logical_not,
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  open,
  close,
  assign_simple,
  assign_append,
};

enum class Keyword : std::uint8_t {
  plain,  // no keyword
  boolean,
  choice,
  comment,
  config,
  def_bool,
  def_tristate,
  default_value,
  depends,
  endchoice,
  endif,
  endmenu,
  help,
  hex,
  condition,
  imply,
  integer,
  mainmenu,
  menu,
  menuconfig,
  modules,
  on,
  option,
  optional,
  prompt,
  range,
  requires_on,
  select,
  source,
  string,
  transitional,
  tristate,
  visible,
};

struct Token {
  Kind kind = Kind::end;
  Keyword keyword = Keyword::plain;
  std::string_view text;
  std::size_t line = 0;
  QuestionId question = 0;  // the text is a macro as it is written, and the word its answer
};

class Lexer {
 public:
  // The text must live as long as the model.
  Lexer(std::string_view text, std::string_view file, Model& model, Preprocessor& macros)
      : text_(text), file_(file), model_(model), macros_(macros) {}

  Result<Token> next();
  // Behind the newline of a 'help': the text up to the first line that is indented less.
  std::string_view help_text();
  // Behind the operator of an assignment: the rest of the line.
  std::string_view assigned_value();
  [[nodiscard]] std::size_t line() const { return line_; }

 private:
  Result<Token> word(bool is_command);
  Result<Token> expanded_word(std::size_t begin);
  Result<Token> quoted(char quote);
  struct Operator {
    Kind kind;
    std::size_t length;  // in characters; 0 where there is none
  };
  static Operator operator_at(char first, char second);
  Token operator_token(Kind kind, std::size_t length);
  bool skip_blanks();
  [[nodiscard]] char at(std::size_t offset) const {
    return position_ + offset < text_.size() ? text_[position_ + offset] : '\0';
  }
  [[nodiscard]] std::string_view rest_of_line() const;

  std::string_view text_;
  std::string_view file_;
  Model& model_;
  Preprocessor& macros_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
  bool line_begins_ = true;
};

}  // namespace linuxbake::kconfig
