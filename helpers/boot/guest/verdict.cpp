// SPDX-License-Identifier: MIT
#include "boot/guest/verdict.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace linuxbake::boot {
namespace {

constexpr std::array<std::string_view, 6> verdict_names = {"PASS", "FAIL",  "PANIC",
                                                           "HANG", "INFRA", "SKIP"};
constexpr int exit_skipped = 77;

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  return verdict_names[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> verdict_of_name(std::string_view name) {
  const auto* const found = std::find(verdict_names.begin(), verdict_names.end(), name);
  if (found == verdict_names.end()) return std::nullopt;
  return static_cast<Verdict>(found - verdict_names.begin());
}

int verdict_exit_code(Verdict verdict) {
  if (verdict == Verdict::pass) return 0;
  return verdict == Verdict::skip ? exit_skipped : 1;
}

}  // namespace linuxbake::boot
