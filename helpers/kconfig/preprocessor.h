// SPDX-License-Identifier: MIT
// preprocessor.h - Kconfig's macro language (Documentation/kbuild/kconfig-macro-language.rst).
//
// $(name) and $(function,arguments): variables with '=', ':=' and '+=', user functions with $(1),
// the built-in functions error-if, filename, info, lineno, shell, warning-if, then the environment.
// What is not defined expands to nothing. A question that can wait (questions.h) expands to its
// mark; it is asked where a built-in function, a name or settled() has to know.
//
// Expansion is bounded: a macro that refers to itself, more than 1,000 levels, or a result of over
// 4 MB are errors.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/result.h"
#include "kconfig/questions.h"

namespace linuxbake::kconfig {

enum class Assign : std::uint8_t { recursive, simple, append };

class Preprocessor {
 public:
  Preprocessor(const Environment& environment, Shell& shell, Questions* questions)
      : environment_(environment), shell_(shell), questions_(questions) {}

  // Where expansion happens, for messages, $(filename) and $(lineno).
  struct Where {
    std::string_view file;
    std::size_t line = 0;
  };

  // `text` begins behind a '$'. Expands the "(...)" there and moves `text` behind it; without a
  // parenthesis the dollar stands for itself.
  Result<std::string> expand_dollar(std::string_view& text, const Where& where);
  Result<std::string> expand(std::string_view text, const Where& where);
  // What was expanded, with answers in place of the questions.
  Result<std::string> settled(std::string text, const Where& where);
  Result<void> assign(std::string_view name, std::string_view value, Assign how,
                      const Where& where);

  std::vector<Error> warnings;

 private:
  struct Variable {
    std::string value;
    bool simple = false;
    int active = 0;
  };
  using Arguments = std::vector<std::string>;

  template <typename Act>
  Result<std::string> begin(const Where& where, Act&& act);
  std::string dollar(std::string_view& text, const Arguments& arguments);
  std::string clause(std::string_view text, const Arguments& arguments);
  std::string text_with(std::string_view text, const Arguments& arguments);
  std::string call(const std::string& name, const Arguments& arguments);
  std::string variable(Variable& variable, const std::string& name, const Arguments& arguments);
  std::string built_in(const std::string& name, const Arguments& arguments, bool& known);
  std::string shell(const std::string& command);
  std::string answered(std::string text);
  void grow(std::size_t bytes);
  [[noreturn]] void raise(std::string message) const;

  const Environment& environment_;
  Shell& shell_;
  Questions* questions_;
  std::unordered_map<std::string, Variable> variables_;
  Where where_;
  std::size_t produced_ = 0;
  int depth_ = 0;
};

}  // namespace linuxbake::kconfig
