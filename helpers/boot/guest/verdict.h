// SPDX-License-Identifier: MIT
// verdict.h - what can be said at the end of a boot.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace linuxbake::boot {

enum class Verdict {
  pass,   // the guest did everything that the script asks
  fail,   // the guest answered, and wrongly; or it powered off or reset too early
  panic,  // the guest's kernel panicked or oopsed
  hang,   // nothing decided it within the time
  infra,  // the machine was never tested: QEMU failed, a file is missing, we were interrupted
  skip,   // QEMU or the firmware is not installed here
};

[[nodiscard]] std::string_view verdict_name(Verdict verdict);  // "PASS", "FAIL", …
[[nodiscard]] std::optional<Verdict> verdict_of_name(std::string_view name);

// The exit code of `linuxbake-boot run`: 0 PASS, 77 SKIP (ctest's SKIP_RETURN_CODE), else 1.
[[nodiscard]] int verdict_exit_code(Verdict verdict);

// A verdict with one sentence on what decided it.
struct Outcome {
  Verdict verdict;
  std::string reason;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

}  // namespace linuxbake::boot
