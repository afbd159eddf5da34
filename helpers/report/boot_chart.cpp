// SPDX-License-Identifier: MIT
#include "report/boot_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "common/files.h"
#include "common/json.h"

namespace linuxbake::report {
namespace {

constexpr std::size_t shown_waits = 8;
constexpr double millions = 1e6;

struct Moment {
  double at = 0;
  std::string text;
};

struct Boot {
  std::string machine;
  double end = 0;  // when the shell was there
  std::optional<double> firmware_end;
  std::vector<Moment> moments;  // in the order of time
};

Result<Json> read_json(const std::filesystem::path& file, const char* mark) {
  const auto text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  Json value = parse_json_or_discard(*text);
  if (!value.is_object() || !value.contains(mark)) return fail("is damaged", file.string());
  return value;
}

double number(const Json& value) {
  return value.is_number() ? value.get<double>() : 0;
}

Boot by_seconds(const Json& report, const Json& timeline) {
  Boot boot{report["machine"], number(report["shell_seconds"]), std::nullopt, {}};
  if (timeline["firmware_seconds"].is_number())
    boot.firmware_end = number(timeline["firmware_seconds"]);
  for (const Json& line : timeline["lines"])
    boot.moments.push_back({number(line["seconds"]), line["text"]});
  return boot;
}

Boot by_instructions(const Json& report, const Json& timeline) {
  Boot boot{report["machine"], number(report["instructions"]) / millions, std::nullopt, {}};
  for (const Json& line : timeline["lines"])
    if (line["instructions"].is_number())
      boot.moments.push_back({number(line["instructions"]) / millions, line["text"]});
  return boot;
}

std::optional<double> when(const Boot& boot, std::string_view text) {
  for (const Moment& moment : boot.moments)
    if (moment.text.find(text) != std::string::npos) return moment.at;
  return std::nullopt;
}

// OVMF shows on the serial line what it does; SeaBIOS is known by its debug port.
std::optional<double> end_of_firmware(const Boot& boot) {
  return boot.firmware_end ? boot.firmware_end : when(boot, "BdsDxe: starting ");
}

// Each phase begins where the one before it ends; one whose end is not known is part of the next.
std::vector<Phase> phases_of(const Boot& boot) {
  const bool from_medium = boot.machine.find(',') != std::string::npos;
  const struct {
    const char* name;
    std::optional<double> end;
  } bounds[] = {
      {"firmware", end_of_firmware(boot)},
      {from_medium ? "boot loader, kernel unpacks" : "firmware, kernel unpacks",
       when(boot, "Linux version ")},
      {"kernel", when(boot, " as init process")},
      {"init", boot.end},
  };
  std::vector<Phase> phases;
  double begin = 0;
  std::string name;
  for (const auto& bound : bounds) {
    if (&bound == bounds && !from_medium) continue;  // the second one speaks of it
    name += name.empty() ? bound.name : std::string(", ") + bound.name;
    if (!bound.end || *bound.end < begin || *bound.end > boot.end) continue;
    phases.push_back({std::exchange(name, {}), begin, *bound.end});
    begin = *bound.end;
  }
  return phases;
}

std::vector<Wait> longest_waits(const Boot& boot) {
  std::vector<Wait> waits;
  for (std::size_t i = 0; i < boot.moments.size() && boot.moments[i].at < boot.end; ++i) {
    const double next = i + 1 < boot.moments.size() ? boot.moments[i + 1].at : boot.end;
    waits.push_back({boot.moments[i].text, boot.moments[i].at, std::min(next, boot.end)});
  }
  std::stable_sort(waits.begin(), waits.end(), [](const Wait& left, const Wait& right) {
    return left.end - left.begin > right.end - right.begin;
  });
  if (waits.size() > shown_waits) waits.resize(shown_waits);
  std::stable_sort(waits.begin(), waits.end(),
                   [](const Wait& left, const Wait& right) { return left.begin < right.begin; });
  return waits;
}

tl::unexpected<Error> nothing_counted(const std::filesystem::path& directory) {
  return fail("no instructions were counted", directory.string());
}

}  // namespace

Result<std::uint64_t> counted_instructions(const std::filesystem::path& directory) {
  const Result<Json> report = read_json(directory / "report.json", "linuxbake_boot");
  if (!report) return tl::unexpected(report.error());
  const auto count = report->find("instructions");
  if (count == report->end() || !count->is_number_unsigned()) return nothing_counted(directory);
  return count->get<std::uint64_t>();
}

Result<BootChart> read_boot(const std::filesystem::path& directory, Measure measure) {
  const Result<Json> report = read_json(directory / "report.json", "linuxbake_boot");
  if (!report) return tl::unexpected(report.error());
  const Result<Json> timeline = read_json(directory / "timeline.json", "linuxbake_timeline");
  if (!timeline) return tl::unexpected(timeline.error());
  const bool seconds = measure == Measure::seconds;
  const Boot boot = seconds ? by_seconds(*report, *timeline) : by_instructions(*report, *timeline);
  if (boot.end <= 0 && !seconds) return nothing_counted(directory);
  if (boot.end <= 0) return fail("this boot did not come to a shell", directory.string());
  BootChart chart;
  chart.title = fmt::format("{} ({})", (*report)["name"].get<std::string>(), boot.machine);
  chart.unit = seconds ? "s" : "million instructions";
  chart.phases = phases_of(boot);
  chart.waits = longest_waits(boot);
  return chart;
}

std::string boot_chart_text(const std::vector<BootChart>& charts) {
  std::string text;
  for (const BootChart& chart : charts) {
    const double total = chart.phases.empty() ? 0 : chart.phases.back().end;
    text += fmt::format("{}: {:.2f} {} to the shell\n", chart.title, total, chart.unit);
    for (const Phase& phase : chart.phases)
      text += fmt::format("  {:<40} {:>9.2f} {:>5.1f} %\n", phase.name, phase.end - phase.begin,
                          100 * (phase.end - phase.begin) / total);
  }
  return text;
}

}  // namespace linuxbake::report
