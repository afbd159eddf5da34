// SPDX-License-Identifier: MIT
#include "common/program.h"

#include <fmt/format.h>

#include <cstdio>

#include "common/result.h"
#include "common/visible_text.h"

namespace linuxbake {

std::string Error::text() const {
  if (file.empty()) return message;
  if (line == 0) return fmt::format("{}: {}", file, message);
  return fmt::format("{}:{}: {}", file, line, message);
}

void print_message(std::string_view program, std::string_view kind, std::string_view text) {
  fmt::print(stderr, "{}: {}: {}\n", program, kind, visible_text(text));
}

}  // namespace linuxbake
