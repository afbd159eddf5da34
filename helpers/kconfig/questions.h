// SPDX-License-Identifier: MIT
// questions.h - what the tree asks of compilers, where it can wait for the answer.
//
// Most of $(success,...), $(cc-option,...) and their like stand in an expression as they are, and
// their answer can only be y or n. Of those that Linux has, a third is behind a condition that does
// not hold in a small configuration, or is the second side of an && whose first is n. So they are
// operands whose value is asked for when an evaluation comes to them, and most others before that,
// side by side (answers.h).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kconfig/shell.h"

namespace linuxbake::kconfig {

using QuestionId = std::uint32_t;  // 0: none

// Leaves an evaluation whose question has no answer; caught where commands begin.
struct QuestionFailed {
  Error error;
};

class Questions {
 public:
  Questions(Shell& shell, const Environment& environment)
      : shell_(&shell), programs_(programs_of(environment)), all_(1) {}

  // Whether the command's answer can only be y or n.
  [[nodiscard]] bool can_wait(const std::string& command) const;
  // One for each command, with the place where it stands first.
  QuestionId add(const std::string& command, std::string_view file, std::size_t line);
  [[nodiscard]] Result<std::string> text(QuestionId id);
  [[nodiscard]] bool is_yes(QuestionId id);  // throws QuestionFailed

  // Until the end of `evaluation` `shell` is asked, and nothing of what it says is kept. What it
  // does not know counts as y.
  template <typename Evaluation>
  void rehearse(Shell& shell, Evaluation&& evaluation) {
    Shell* const real = shell_;
    shell_ = &shell;
    is_rehearsal_ = true;
    evaluation();
    shell_ = real;
    is_rehearsal_ = false;
  }

 private:
  struct Question {
    std::string command;
    std::string file;
    std::size_t line = 0;
    std::optional<bool> is_yes;
  };

  Shell* shell_;
  std::set<std::string> programs_;
  bool is_rehearsal_ = false;
  std::vector<Question> all_;
  std::unordered_map<std::string, QuestionId> by_command_;
};

// In texts that macros expand to a question is a number between two NUL bytes, which no file and
// no answer of a shell can hold.
[[nodiscard]] std::string question_mark(QuestionId id);
// The question that is the whole text, or 0.
[[nodiscard]] QuestionId marked_question(std::string_view text);

}  // namespace linuxbake::kconfig
