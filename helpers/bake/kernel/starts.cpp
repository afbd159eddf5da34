// SPDX-License-Identifier: MIT
#include "bake/kernel/starts.h"

#include <fmt/format.h>

#include <algorithm>

#include "bake/host/command.h"
#include "bake/host/complaint.h"
#include "bake/host/words.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake::kernel {
namespace {

constexpr std::string_view all_blanks = " \t\r\n";

// Its configuration is known, and names no initramfs: CONFIG_INITRAMFS_SOURCE="…".
bool has_no_initramfs_of_its_own(const std::filesystem::path& config) {
  const Result<std::string> text = config.empty() ? fail("") : read_file(config);
  if (!text) return false;
  const std::vector<std::string> lines = split(*text, "\n");
  return std::none_of(lines.begin(), lines.end(), [](const std::string& line) {
    return line.starts_with("CONFIG_INITRAMFS_SOURCE=\"") && !line.ends_with("=\"\"");
  });
}

Command question(const InitDemands& demands) {
  Words words = {demands.cpio, "init", demands.archive, "--arch=" + demands.arch};
  for (const std::string& line : demands.command_lines) words.push_back("--cmdline=" + line);
  if (!has_no_initramfs_of_its_own(demands.config)) words.emplace_back("--warn");
  return {words, {}, {}};
}

std::string_view reason_of(std::string_view errors, const InitDemands& demands) {
  const std::string beginning =
      fmt::format("linuxbake-cpio: error: {}: ", demands.archive.string());
  if (errors.starts_with(beginning)) errors.remove_prefix(beginning.size());
  return trimmed(errors, all_blanks);
}

}  // namespace

Result<void> check_kernel_starts_init(const InitDemands& demands, const Console& console) {
  if (demands.command_lines.empty()) return {};
  const CommandEnd end = run_for_errors(question(demands));
  if (end.success) {
    const std::string_view warnings = trimmed(end.output, all_blanks);
    if (!warnings.empty()) console.show(warnings);
    return {};
  }
  return complaint(demands.initramfs, {fmt::format("{}.", reason_of(end.output, demands)),
                                       fmt::format("Mend the root file system of '{}', or CMDLINE.",
                                                   demands.initramfs),
                                       "Looked at: " + demands.archive.string()});
}

}  // namespace linuxbake::bake::kernel
