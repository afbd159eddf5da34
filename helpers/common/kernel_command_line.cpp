// SPDX-License-Identifier: MIT
#include "common/kernel_command_line.h"

#include <algorithm>

namespace linuxbake {
namespace {

constexpr std::string_view kernel_blanks = " \t\n\v\f\r";

// The word at the beginning, which is no blank; blanks within double quotes belong to it.
std::string_view first_word(std::string_view text) {
  bool quoted = false;
  std::size_t size = 0;
  for (; size < text.size(); ++size) {
    if (text[size] == '"') quoted = !quoted;
    if (!quoted && kernel_blanks.find(text[size]) != std::string_view::npos) break;
  }
  return text.substr(0, size);
}

void drop_last_quote(std::string_view& text) {
  if (text.ends_with('"')) text.remove_suffix(1);
}

KernelParameter parameter_of(std::string_view word) {
  if (word.starts_with('"')) {
    word.remove_prefix(1);
    drop_last_quote(word);
  }
  const std::size_t equals = word.find('=');
  // A word that begins with "=" has no name in front of it.
  if (equals == std::string_view::npos || equals == 0) return {std::string(word), std::nullopt};
  std::string_view value = word.substr(equals + 1);
  if (value.starts_with('"')) {
    value.remove_prefix(1);
    drop_last_quote(value);
  }
  return {std::string(word.substr(0, equals)), std::string(value)};
}

}  // namespace

std::vector<KernelParameter> kernel_parameters(std::string_view command_line) {
  std::vector<KernelParameter> parameters;
  while (true) {
    const std::size_t begin = command_line.find_first_not_of(kernel_blanks);
    if (begin == std::string_view::npos) return parameters;
    command_line.remove_prefix(begin);
    const std::string_view word = first_word(command_line);
    command_line.remove_prefix(word.size());
    KernelParameter parameter = parameter_of(word);
    if (parameter.name == "--" && !parameter.value) return parameters;
    parameters.push_back(std::move(parameter));
  }
}

std::optional<std::string> requested_rdinit(std::string_view command_line) {
  std::optional<std::string> path;
  for (const KernelParameter& parameter : kernel_parameters(command_line)) {
    if (parameter.name == "rdinit" && parameter.value) path = parameter.value;
  }
  return path;
}

}  // namespace linuxbake
