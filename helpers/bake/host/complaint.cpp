// SPDX-License-Identifier: MIT
#include "bake/host/complaint.h"

#include "common/lines.h"

namespace linuxbake::bake {

tl::unexpected<Error> complaint(const std::string& target, const Lines& lines) {
  std::string text = target + ":\n";
  for (const std::string& line : lines) text += line.empty() ? "\n" : "\n  " + line;
  return fail(text);
}

std::string quotation(std::string_view output) {
  std::string text = "  ";
  for (const char c : trimmed(output, " \t\r\n")) {
    text += c;
    if (c == '\n') text += "    ";
  }
  return text;
}

Lines space_advice(std::string_view output, const std::vector<std::filesystem::path>& places) {
  bool is_full = false;
  for (const char* phrase : {"No space left", "Disk full", "disk full", "exceeds free space"})
    is_full = is_full || output.find(phrase) != std::string_view::npos;
  if (!is_full) return {};
  Lines lines = {"There is no space left. Free some in one of these, or build elsewhere:"};
  for (const std::filesystem::path& place : places) lines.push_back("  " + place.string());
  return lines;
}

}  // namespace linuxbake::bake
