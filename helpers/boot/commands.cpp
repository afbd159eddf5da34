// SPDX-License-Identifier: MIT
#include "boot/commands.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "boot/host_program.h"
#include "boot/result_run.h"
#include "boot/results.h"
#include "common/architecture.h"
#include "common/program.h"

namespace linuxbake::boot {

namespace fs = std::filesystem;

std::optional<Outcome> choose_firmware(Options& options) {
  if (options.firmware != "uefi") return std::nullopt;
  options.machine.uefi = find_uefi_firmware(options.machine.arch, system_descriptor_directories());
  if (options.machine.uefi) return std::nullopt;
  const std::string_view install = architecture(options.machine.arch).machine.install_uefi;
  return Outcome{Verdict::skip,
                 fmt::format("there is no UEFI firmware for {}{}", options.machine.arch,
                             install.empty() ? "" : fmt::format(" ({})", install))};
}

void warn_of_init(const AskedInit& init) {
  if (init.cannot_start.empty()) return;
  const std::string_view by = init.is_default ? "of the initramfs" : "that rdinit= asks for";
  print_message("linuxbake-boot", "warning",
                fmt::format("the kernel will not be able to start the init {} {}: {}",
                            shown_path(init.path.value_or("")), by, init.cannot_start));
}

Result<bool> choose_ports(Options& options) {
  for (const unsigned guest : options.forwards) {
    const Result<unsigned> host = free_port();
    if (!host) return tl::unexpected(host.error());
    options.machine.forwards.push_back({guest, *host});
  }
  return true;
}

Result<bool> make_blank_disks(Options& options, EarlierDisks earlier) {
  const fs::path directory = fs::absolute(options.directory);
  std::error_code error;
  fs::create_directories(directory, error);
  for (const std::uint64_t bytes : options.blank_disks) {
    const fs::path file = directory / fmt::format("disk-{}.img", options.machine.disks.size() + 1);
    if (earlier == EarlierDisks::are_emptied || !fs::exists(file)) {
      std::ofstream{file, std::ios::trunc};
      fs::resize_file(file, bytes, error);
    }
    if (error) return fail("cannot be made: " + error.message(), file.string());
    options.machine.disks.push_back(file.string());
  }
  return true;
}

// Reports a part of a run: one result, or how the whole has ended.
Result<int> tell_result(Options& options) {
  const Result<RunRecord> record = read_record(fs::absolute(options.directory));
  if (!record) return tl::unexpected(record.error());
  const bool is_whole = options.result.empty();
  const Outcome outcome =
      is_whole ? outcome_of_whole(*record) : outcome_of(*record, options.result);
  const bool is_red = outcome.verdict != Verdict::pass && outcome.verdict != Verdict::skip;
  options.undecided = is_whole && is_red && record->exit_code < 0;
  if (is_whole)
    std::cout << verdict_name(outcome.verdict) << ": " << outcome.reason << '\n';
  else
    std::cout << outcome.reason;
  return verdict_exit_code(outcome.verdict);
}

Result<int> summarise(const Options& options) {
  const std::vector<fs::path> places(options.reports.begin(), options.reports.end());
  const Result<std::vector<Report>> reports = read_reports(places);
  if (!reports) return tl::unexpected(reports.error());
  if (reports->empty()) return fail("there is no report.json in " + options.reports.front());
  std::cout << report_table(*reports);
  return exit_done;
}

}  // namespace linuxbake::boot
