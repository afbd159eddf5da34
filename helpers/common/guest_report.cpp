// SPDX-License-Identifier: MIT
#include "common/guest_report.h"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

namespace linuxbake {
namespace {

constexpr std::string_view exit_mark = "exit ";
constexpr std::string_view signal_mark = "signal ";

// Takes a number from the front of `rest`, and then `after`.
bool take_number(std::string_view& rest, unsigned& number, std::string_view after) {
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc{}) return false;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  if (!rest.starts_with(after)) return false;
  rest.remove_prefix(after.size());
  return true;
}

}  // namespace

std::string guest_report_line(const GuestReport& report) {
  return fmt::format("{}{}/{}: {}{}: {}", guest_report_mark, report.number, report.count,
                     report.by_signal ? signal_mark : exit_mark, report.value, report.command);
}

std::optional<GuestReport> parse_guest_report(std::string_view line) {
  const std::size_t begin = line.find(guest_report_mark);
  if (begin == std::string_view::npos) return std::nullopt;
  std::string_view rest = line.substr(begin + guest_report_mark.size());
  GuestReport report;
  if (!take_number(rest, report.number, "/")) return std::nullopt;
  if (!take_number(rest, report.count, ": ")) return std::nullopt;
  if (report.number == 0 || report.number > report.count) return std::nullopt;
  report.by_signal = rest.starts_with(signal_mark);
  if (!report.by_signal && !rest.starts_with(exit_mark)) return std::nullopt;
  rest.remove_prefix(report.by_signal ? signal_mark.size() : exit_mark.size());
  if (!take_number(rest, report.value, ": ")) return std::nullopt;
  while (!rest.empty() && (rest.back() == '\n' || rest.back() == '\r')) rest.remove_suffix(1);
  report.command = rest;
  return report;
}

}  // namespace linuxbake
