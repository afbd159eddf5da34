// SPDX-License-Identifier: MIT
#include "report/summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "common/shell_words.h"
#include "report/table.h"

namespace linuxbake::report {
namespace {

namespace fs = std::filesystem;

struct Row {
  std::string name, size, path;
};

Result<Row> row_of(const std::string& file, const std::string& what) {
  std::error_code error;
  const std::uint64_t bytes = fs::file_size(file, error);
  if (error) return fail("cannot be read: " + error.message(), file);
  return Row{what, human_size(bytes), file};
}

Result<std::vector<Row>> rows_of(const Plan& plan) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const PlannedKernel& kernel : plan.kernels) files.emplace_back(kernel.file, "kernel");
  for (const PlannedInitramfs& one : plan.initramfs) files.emplace_back(one.file, "initramfs");
  for (const PlannedImage& image : plan.images)
    files.emplace_back(image.file, image.format == "iso" ? "ISO image" : "FAT image");
  std::vector<Row> rows;
  for (const auto& [file, what] : files) {
    Result<Row> row = row_of(file, what);
    if (!row) return tl::unexpected(row.error());
    rows.push_back(std::move(*row));
  }
  return rows;
}

struct Missing {
  std::vector<std::string> not_run, outdated;
};

// The boots whose verdict does not hold for what is built now; a report that cannot be dated
// counts.
Missing missing_of(const Plan& plan) {
  fs::file_time_type newest = fs::file_time_type::min();
  std::error_code error;
  for (const PlannedImage& image : plan.images)
    newest = std::max(newest, fs::last_write_time(image.file, error));
  Missing missing;
  for (const std::string& place : plan.boots) {
    const fs::file_time_type time = fs::last_write_time(fs::path(place) / "report.json", error);
    const std::string name = fs::path(place).filename().string();
    if (error)
      missing.not_run.push_back(name);
    else if (time < newest)
      missing.outdated.push_back(name);
  }
  return missing;
}

std::string missing_text(const Missing& missing) {
  std::string text;
  if (!missing.not_run.empty())
    text += fmt::format("  Not run: {}\n", fmt::join(missing.not_run, ", "));
  if (!missing.outdated.empty())
    text += fmt::format("  Run before the last change: {}\n", fmt::join(missing.outdated, ", "));
  return text;
}

std::string boots_text(const std::vector<boot::Report>& boots) {
  if (boots.empty()) return "";
  std::string text = boot::report_table(boots);
  std::string indented = "  ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    indented += text[i];
    if (text[i] == '\n' && i + 1 < text.size()) indented += "  ";
  }
  return indented;
}

}  // namespace

Result<std::string> summary_text(const Plan& plan, const std::vector<boot::Report>& boots) {
  const Result<std::vector<Row>> rows = rows_of(plan);
  if (!rows) return tl::unexpected(rows.error());
  std::string text = fmt::format("\n{}: built\n", plan.name);
  for (const Row& row : *rows)
    text += fmt::format("  {:<10} {:>10}  {}\n", row.name, row.size, row.path);
  if (!plan.boots.empty())
    text += fmt::format("\n{}: booted\n{}{}", plan.name, boots_text(boots),
                        missing_text(missing_of(plan)));
  if (!plan.run.empty())
    text +=
        fmt::format("\nStart it: cmake --build {} --target {}\n", shell_word(plan.build), plan.run);
  return text;
}

}  // namespace linuxbake::report
