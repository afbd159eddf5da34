// SPDX-License-Identifier: MIT
#include "bake/host/template.h"

#include <algorithm>

#include "common/files.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

constexpr auto executable = static_cast<fs::perms>(0755);

}  // namespace

std::string filled_in(std::string_view text, const Values& values) {
  std::string filled;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text[at] == '@' ? text.find('@', at + 1) : std::string_view::npos;
    const std::string_view name =
        end == std::string_view::npos ? "" : text.substr(at + 1, end - at - 1);
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const auto& one) { return one.first == name; });
    if (value == values.end()) {
      filled += text[at++];
    } else {
      filled += value->second;
      at = end + 1;
    }
  }
  return filled;
}

Result<void> write_from_template(const fs::path& file, const fs::path& text_template,
                                 const Values& values) {
  return read_file(text_template)
      .and_then([&](const std::string& text) {
        return write_file_if_different(file, filled_in(text, values));
      })
      .map([](bool) {});
}

Result<void> write_program_from_template(const fs::path& file, const fs::path& text_template,
                                         const Values& values) {
  const Result<void> written = write_from_template(file, text_template, values);
  if (!written) return written;
  std::error_code problem;
  if (fs::status(file, problem).permissions() != executable)
    fs::permissions(file, executable, problem);
  if (problem) return fail("cannot be executable: " + problem.message(), file.string());
  return {};
}

}  // namespace linuxbake::bake
