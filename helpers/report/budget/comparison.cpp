// SPDX-License-Identifier: MIT
#include "report/budget/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/table.h"

namespace linuxbake::report::budget {
namespace {

constexpr std::size_t shown_parts = 10;
constexpr std::size_t shown_options = 30;

struct FigureName {
  const char* name;
  const char* title;
  const char* unit;
};

constexpr FigureName figure_names[] = {{"size", "image", "bytes"},
                                       {"kernel", "kernel", "bytes"},
                                       {"initramfs", "initramfs", "bytes"},
                                       {"instructions", "instructions to the shell", ""}};

struct PartsName {
  const char* name;
  const char* title;
};

constexpr PartsName parts_names[] = {{"image", "image, by part"},
                                     {"kernel", "kernel, unpacked, by directory"},
                                     {"initramfs", "initramfs, unpacked, by file"}};

std::optional<std::uint64_t> value_of(const Figures& figures, const std::string& name) {
  const auto found = figures.find(name);
  return found == figures.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint64_t> limit_of(const Limits& limits, const std::string& name) {
  if (const auto own = value_of(limits.at_most, name)) return own;
  if (!limits.before) return std::nullopt;
  const auto before = value_of(limits.before->figures, name);
  if (!before) return std::nullopt;
  return static_cast<std::uint64_t>(static_cast<double>(*before) * (1 + limits.tolerance / 100));
}

std::string line_of(const FigureName& figure, std::uint64_t now,
                    std::optional<std::uint64_t> limit) {
  std::string line = fmt::format("  {:<26}{:>15}", figure.title, grouped(now));
  const std::string unit = *figure.unit == '\0' ? "" : fmt::format(" {}", figure.unit);
  if (!limit) return line + unit + "\n";
  line += fmt::format(" of {}{}", grouped(*limit), unit);
  if (now <= *limit) return line + "\n";
  const double percent = 100 * (static_cast<double>(now) / static_cast<double>(*limit) - 1);
  return fmt::format("{}: {} too many ({:.1f} %)\n", line, grouped(now - *limit), percent);
}

// A part of now and before; 0 where it is not there.
struct Growth {
  std::string name;
  std::uint64_t before = 0, now = 0;
};

std::vector<Growth> growths(const Figures& before, const Figures& now) {
  std::vector<Growth> grown;
  for (const auto& [name, bytes] : now) {
    const std::uint64_t earlier = value_of(before, name).value_or(0);
    if (bytes > earlier) grown.push_back({name, earlier, bytes});
  }
  std::ranges::stable_sort(grown, std::greater(),
                           [](const Growth& one) { return one.now - one.before; });
  return grown;
}

std::string text_of(const Growth& one) {
  const std::string from = one.before == 0 ? "new" : fmt::format("from {}", grouped(one.before));
  return fmt::format("    +{:<12} {} ({})\n", grouped(one.now - one.before), one.name, from);
}

std::string growth_text(const PartsName& parts, const State& before, const State& now) {
  const auto find = [&](const State& state) {
    const auto found = state.parts.find(parts.name);
    return found == state.parts.end() ? Figures() : found->second;
  };
  const std::vector<Growth> grown = growths(find(before), find(now));
  if (grown.empty()) return "";
  std::string text = fmt::format("  {}\n", parts.title);
  for (std::size_t i = 0; i < std::min(grown.size(), shown_parts); ++i) text += text_of(grown[i]);
  if (grown.size() > shown_parts)
    text += fmt::format("    ({} more)\n", grown.size() - shown_parts);
  return text;
}

std::vector<std::string> changed_options(const Options& before, const Options& now) {
  std::vector<std::string> lines;
  for (const auto& [name, value] : now) {
    const auto earlier = before.find(name);
    if (earlier == before.end())
      lines.push_back(fmt::format("    {}={} (was off)\n", name, value));
    else if (earlier->second != value)
      lines.push_back(fmt::format("    {}={} (was {})\n", name, value, earlier->second));
  }
  for (const auto& [name, value] : before)
    if (!now.contains(name)) lines.push_back(fmt::format("    {} is off (was {})\n", name, value));
  return lines;
}

std::string options_text(const State& before, const State& now) {
  const std::vector<std::string> lines = changed_options(before.options, now.options);
  if (lines.empty() || before.options.empty() || now.options.empty()) return "";
  std::string text = "  options of the kernel\n";
  for (std::size_t i = 0; i < std::min(lines.size(), shown_options); ++i) text += lines[i];
  if (lines.size() > shown_options)
    text += fmt::format("    ({} more)\n", lines.size() - shown_options);
  return text;
}

std::string what_grew(const State& before, const State& now) {
  std::string text;
  for (const PartsName& parts : parts_names) text += growth_text(parts, before, now);
  text += options_text(before, now);
  return text.empty() ? "" : "What has grown since the baseline:\n" + text;
}

// Without a baseline, the largest ones.
std::string what_is_large(const State& now) {
  std::string text = "The largest parts (with a BASELINE, what has grown would stand here):\n";
  for (const PartsName& parts : parts_names) text += growth_text(parts, {}, now);
  return text;
}

Result<void> check_limits(const State& now, const Limits& limits) {
  for (const auto& [name, limit] : limits.at_most)
    if (!now.figures.contains(name))
      return fail(fmt::format("there is a limit for '{}', but no such figure", name));
  return {};
}

}  // namespace

Result<Comparison> compare(const State& now, const Limits& limits) {
  if (const auto checked = check_limits(now, limits); !checked)
    return tl::unexpected(checked.error());
  Comparison comparison{true, ""};
  for (const FigureName& figure : figure_names) {
    const auto value = value_of(now.figures, figure.name);
    if (!value) continue;
    const auto limit = limit_of(limits, figure.name);
    comparison.is_kept = comparison.is_kept && (!limit || *value <= *limit);
    comparison.text += line_of(figure, *value, limit);
  }
  if (!comparison.is_kept)
    comparison.text += limits.before ? what_grew(*limits.before, now) : what_is_large(now);
  return comparison;
}

}  // namespace linuxbake::report::budget
