// SPDX-License-Identifier: MIT
// In place of fix.cpp where CaDiCaL is not installed.
#include "kconfig/fix.h"

namespace linuxbake::kconfig {

bool can_fix() {
  return false;
}

Fix fix(const Model&, Evaluator& values, const std::vector<Request>& requests, std::size_t) {
  Fix result;
  bool done = true;
  for (const Request& request : requests) done = done && holds(values, request);
  if (done) result.outcome = Fix::Outcome::satisfied;
  return result;
}

}  // namespace linuxbake::kconfig
