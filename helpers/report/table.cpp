// SPDX-License-Identifier: MIT
#include "report/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace linuxbake::report {
namespace {

constexpr std::size_t bar_width = 40;

// Columns on a terminal, not bytes: continuation bytes of UTF-8 take none.
std::size_t columns(const std::string& text) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
}

std::string line_of(const Item& item, std::uint64_t total, std::size_t width) {
  const double share =
      total == 0 ? 0 : static_cast<double>(item.bytes) / static_cast<double>(total);
  const auto bar = static_cast<std::size_t>(std::lround(share * bar_width));
  std::string line = fmt::format("  {}{} {:>13} {:5.1f} %  {}", item.name,
                                 std::string(width - columns(item.name), ' '), grouped(item.bytes),
                                 share * 100, std::string(std::min(bar, bar_width), '#'));
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string text = fmt::format("{}", number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::string human_size(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  constexpr const char* units[] = {"kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < std::size(units)) {
    value /= 1000;
    ++unit;
  }
  const int digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return fmt::format("{:.{}f} {}", value, digits, units[unit]);
}

std::string size_table(const std::vector<Item>& items, std::uint64_t total, std::size_t limit) {
  std::vector<Item> shown(
      items.begin(), items.begin() + static_cast<std::ptrdiff_t>(std::min(items.size(), limit)));
  if (items.size() > limit) {
    Item rest{fmt::format("({} more)", items.size() - limit), 0};
    for (std::size_t i = limit; i < items.size(); ++i) rest.bytes += items[i].bytes;
    shown.push_back(rest);
  }
  std::size_t width = 24;
  for (const Item& item : shown) width = std::max(width, columns(item.name));
  std::string text;
  for (const Item& item : shown) text += line_of(item, total, width);
  return text;
}

}  // namespace linuxbake::report
