// SPDX-License-Identifier: MIT
#include "boot/run/accelerator.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "boot/machine/kvm.h"
#include "boot/run/obstacle.h"
#include "common/cache_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr double trial_seconds = 5;  // in which a kernel under KVM has long said something

fs::path trials_directory() {
  const std::string cache = cache_directory();
  return (cache.empty() ? fs::temp_directory_path() / "linuxbake" : fs::path(cache)) / "kvm";
}

bool is_verdict_of_the_guest(const Report& report) {
  const Verdict verdict = report.outcome.verdict;
  return verdict == Verdict::pass || verdict == Verdict::fail || verdict == Verdict::panic;
}

// Where the emulated machine went wrong nothing was learned of the guest: once more.
Result<Report> run_until_emulated(const Run& run) {
  Result<Report> report = run_machine(run);
  if (!report || !report->emulation_failed) return report;
  std::cerr << fmt::format("linuxbake-boot: note: {}: {}; once more\n", run.name,
                           report->outcome.reason);
  return run_machine(run);
}

}  // namespace

Result<Report> run_with_accelerator(Run run, const std::string& accelerator) {
  run.machine.accelerator = accelerator == "kvm" ? "kvm" : "tcg";
  if (accelerator != "auto" || !kvm_obstacle(run.machine).empty() || obstacle(run)) {
    return run_until_emulated(run);
  }
  std::optional<Report> tried;
  const bool works = kvm_works(trials_directory(), kvm_trial_key(run.machine), [&] {
    Run trial = run;
    trial.machine.accelerator = "kvm";
    trial.timeout = std::min(run.timeout, trial_seconds);
    trial.live = nullptr;
    const Result<Report> report = run_machine(trial);
    if (!report || !is_verdict_of_the_guest(*report)) return false;
    tried = *report;
    return true;
  });
  if (tried) return *tried;
  if (works) run.machine.accelerator = "kvm";
  return run_until_emulated(run);
}

std::string accelerator_to_start_with(const Machine& machine, const std::string& wanted) {
  if (wanted != "auto") return wanted;
  const bool proved = kvm_obstacle(machine).empty() &&
                      kvm_known(trials_directory(), kvm_trial_key(machine)).value_or(false);
  return proved ? "kvm" : "tcg";
}

}  // namespace linuxbake::boot
