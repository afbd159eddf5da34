// SPDX-License-Identifier: MIT
#include "boot/guest/output_check.h"

#include <fmt/format.h>

#include "common/visible_text.h"

namespace linuxbake::boot {

std::optional<std::string> fault_of_output(const Step& step, const std::string& output,
                                           int exit_code) {
  const std::string shown = fmt::format("its output: \"{}\"", printable(output));
  if (!step.any_exit && exit_code != step.exit_code)
    return fmt::format("exited with {}, not {}; {}", exit_code, step.exit_code, shown);
  if (step.output && output != *step.output)
    return fmt::format("did not print \"{}\"; {}", printable(*step.output), shown);
  for (const std::string& text : step.contains) {
    if (output.find(text) == std::string::npos)
      return fmt::format("printed no \"{}\"; {}", printable(text), shown);
  }
  for (const std::string& text : step.lacks) {
    if (output.find(text) != std::string::npos)
      return fmt::format("printed \"{}\"; {}", printable(text), shown);
  }
  return std::nullopt;
}

}  // namespace linuxbake::boot
