// SPDX-License-Identifier: MIT
#include "kconfig/questions.h"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

#include "kconfig/simple_command.h"

namespace linuxbake::kconfig {

bool Questions::can_wait(const std::string& command) const {
  return says_yes_or_no(command, programs_);
}

QuestionId Questions::add(const std::string& command, std::string_view file, std::size_t line) {
  const auto [place, is_new] =
      by_command_.try_emplace(command, static_cast<QuestionId>(all_.size()));
  if (is_new) all_.push_back({command, std::string(file), line, {}});
  return place->second;
}

Result<std::string> Questions::text(QuestionId id) {
  const Question& question = all_[id];
  return shell_->run(question.command).map_error([&](Error error) {
    return Error{std::move(error.message), question.file, question.line};
  });
}

bool Questions::is_yes(QuestionId id) {
  if (all_[id].is_yes) return *all_[id].is_yes;
  const Result<std::string> answer = text(id);
  if (is_rehearsal_) return !answer || *answer != "n";
  if (!answer) throw QuestionFailed{answer.error()};
  return *(all_[id].is_yes = *answer == "y");
}

std::string question_mark(QuestionId id) {
  return fmt::format("{}{}{}", '\0', id, '\0');
}

QuestionId marked_question(std::string_view text) {
  if (text.size() < 3 || text.front() != '\0' || text.back() != '\0') return 0;
  text = text.substr(1, text.size() - 2);
  QuestionId id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc{} && end == text.data() + text.size() ? id : 0;
}

}  // namespace linuxbake::kconfig
