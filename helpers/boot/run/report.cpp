// SPDX-License-Identifier: MIT
#include "boot/run/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/json.h"
#include "common/lines.h"
#include "common/shell_words.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr int format_version = 1;

Json number_or_null(const std::optional<double>& number) {
  return number ? Json(*number) : Json(nullptr);
}

std::optional<double> optional_number(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

std::string seconds_text(const std::optional<double>& seconds) {
  return seconds ? fmt::format("{:.2f} s", *seconds) : "-";
}

void collect(const fs::path& place, std::vector<fs::path>& files) {
  std::error_code ignored;
  if (!fs::is_directory(place, ignored)) {
    files.push_back(place);
    return;
  }
  for (const auto& entry : fs::recursive_directory_iterator(
           place, fs::directory_options::skip_permission_denied, ignored)) {
    if (entry.path().filename() == "report.json") files.push_back(entry.path());
  }
}

}  // namespace

std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) result += fmt::format("    {}\n", take_line(text));
  return result;
}

std::string report_json(const Report& report) {
  Json object;
  object["linuxbake_boot"] = format_version;
  object["name"] = report.name;
  object["verdict"] = verdict_name(report.outcome.verdict);
  object["reason"] = report.outcome.reason;
  object["cause"] = report.cause;
  object["seconds"] = report.seconds;
  object["waited_seconds"] = report.waited_seconds;
  object["shell_seconds"] = number_or_null(report.shell_seconds);
  object["instructions"] = report.instructions ? Json(*report.instructions) : Json(nullptr);
  object["machine"] = report.machine;
  object["accelerator"] = report.accelerator;
  object["command"] = report.command;
  object["command_line"] = shell_line(report.command);
  object["log"] = report.log;
  object["screen"] = report.screen;
  object["last_lines"] = report.last_lines;
  return json_text(object, 2) + "\n";
}

Result<Report> parse_report(std::string_view text, const std::string& file) {
  const Json object = parse_json_or_discard(text);
  if (!object.is_object() || !object.contains("linuxbake_boot")) {
    return fail("is not a report of linuxbake-boot", file);
  }
  try {
    Report report;
    report.name = object.at("name");
    const std::string verdict = object.at("verdict");
    const std::optional<Verdict> known = verdict_of_name(verdict);
    if (!known) return fail("has an unknown verdict: " + verdict, file);
    report.outcome = {*known, object.at("reason")};
    report.cause = object.value("cause", "");
    report.seconds = object.at("seconds");
    report.waited_seconds = object.value("waited_seconds", 0.0);
    report.shell_seconds = optional_number(object, "shell_seconds");
    const Json instructions = object.value("instructions", Json(nullptr));
    if (instructions.is_number_unsigned()) report.instructions = instructions;
    report.machine = object.value("machine", "");
    report.accelerator = object.value("accelerator", "");
    report.command = object.value("command", std::vector<std::string>{});
    report.log = object.value("log", "");
    report.screen = object.value("screen", "");
    report.last_lines = object.value("last_lines", "");
    return report;
  } catch (const Json::exception& problem) {
    return fail(fmt::format("is not a report of linuxbake-boot: {}", problem.what()), file);
  }
}

Result<std::vector<Report>> read_reports(const std::vector<fs::path>& places) {
  std::vector<fs::path> files;
  for (const fs::path& place : places) collect(place, files);
  std::vector<Report> reports;
  for (const fs::path& file : files) {
    const Result<std::string> text = read_file(file);
    if (!text) return tl::unexpected(text.error());
    Result<Report> report = parse_report(*text, file.string());
    if (!report) return tl::unexpected(report.error());
    reports.push_back(std::move(*report));
  }
  std::sort(reports.begin(), reports.end(),
            [](const Report& a, const Report& b) { return a.name < b.name; });
  return reports;
}

std::string report_table(const std::vector<Report>& reports) {
  std::size_t name_width = 4;
  std::size_t machine_width = 7;
  for (const Report& report : reports) {
    name_width = std::max(name_width, report.name.size());
    machine_width = std::max(machine_width, report.machine.size());
  }
  const auto line = [&](auto name, auto verdict, auto machine, auto shell, auto all) {
    return fmt::format("{:<{}}  {:<7}  {:<{}}  {:>8}  {:>8}\n", name, name_width, verdict, machine,
                       machine_width, shell, all);
  };
  std::string table = line("boot", "verdict", "machine", "shell at", "in all");
  std::size_t passed = 0;
  for (const Report& report : reports) {
    if (report.outcome.verdict == Verdict::pass) ++passed;
    table += line(report.name, verdict_name(report.outcome.verdict), report.machine,
                  seconds_text(report.shell_seconds), seconds_text(report.seconds));
  }
  return table + fmt::format("{} of {} boots passed\n", passed, reports.size());
}

std::string report_text(const Report& report, const fs::path& directory) {
  std::string text =
      fmt::format("{}: {}", verdict_name(report.outcome.verdict), report.outcome.reason);
  if (!text.ends_with('\n')) text += '\n';
  if (!report.cause.empty()) text += fmt::format("  likely cause: {}\n", report.cause);
  if (!report.last_lines.empty()) {
    text += "  the last lines of the serial line:\n" + indented(report.last_lines);
  }
  if (!report.screen.empty())
    text += fmt::format("  screen:  {}\n", (directory / report.screen).string());
  if (!report.log.empty())
    text += fmt::format("  log:     {}\n", (directory / report.log).string());
  if (!report.command.empty()) text += fmt::format("  command: {}\n", shell_line(report.command));
  return text;
}

}  // namespace linuxbake::boot
