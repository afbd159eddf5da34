// SPDX-License-Identifier: MIT
// summary.h - the last word of a workflow: what was built, which boots passed, how to start it.
#pragma once

#include <string>
#include <vector>

#include "boot/run/report.h"
#include "common/result.h"
#include "report/plan.h"

namespace linuxbake::report {

// A boot of the plan without a report has not run; one whose report is older than an image has not
// run since. Both are said. Errors: an image, kernel or initramfs of the plan is missing.
[[nodiscard]] Result<std::string> summary_text(const Plan& plan,
                                               const std::vector<boot::Report>& boots);

}  // namespace linuxbake::report
