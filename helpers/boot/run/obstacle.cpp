// SPDX-License-Identifier: MIT
#include "boot/run/obstacle.h"

#include <fmt/format.h>

#include "common/architecture.h"
#include "common/programs.h"

namespace linuxbake::boot {

namespace fs = std::filesystem;

std::string missing_file(const std::string& file, const std::string& made_by) {
  std::error_code ignored;
  if (fs::exists(file, ignored)) return fmt::format("{} is no regular file", file);
  const std::string remedy =
      made_by.empty() ? std::string{} : fmt::format("; build target {} first", made_by);
  return fmt::format("{} does not exist{}", file, remedy);
}

std::optional<Outcome> obstacle(const Run& run) {
  for (const std::string& file : {run.machine.kernel, run.machine.initramfs, run.machine.image}) {
    std::error_code ignored;
    if (file.empty() || fs::is_regular_file(file, ignored)) continue;
    return Outcome{Verdict::infra, missing_file(file, run.made_by)};
  }
  const std::string qemu = qemu_program(run.machine);
  if (!find_program(qemu)) {
    return Outcome{Verdict::skip, fmt::format("{} is not installed ({})", qemu,
                                              architecture(run.machine.arch).machine.install)};
  }
  return std::nullopt;
}

}  // namespace linuxbake::boot
