// SPDX-License-Identifier: MIT
#include "bake/cache/limits.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

namespace linuxbake::bake::cache {
namespace {

struct Unit {
  char letter;
  std::uint64_t factor;
};

constexpr Unit units_of_size[] = {{'K', std::uint64_t{1} << 10U},
                                  {'M', std::uint64_t{1} << 20U},
                                  {'G', std::uint64_t{1} << 30U},
                                  {'T', std::uint64_t{1} << 40U}};
constexpr std::uint64_t seconds_of_hour = 3600;
constexpr Unit units_of_age[] = {{'h', seconds_of_hour},
                                 {'d', 24 * seconds_of_hour},
                                 {'w', std::uint64_t{7} * 24 * seconds_of_hour}};

// A whole number and the letter of a unit, or 0.
template <std::size_t count>
std::optional<std::uint64_t> number_of(std::string_view text, const Unit (&units)[count]) {
  if (text == "0") return 0;
  std::uint64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc() || end + 1 != last) return std::nullopt;
  for (const Unit& unit : units) {
    if (*end != unit.letter) continue;
    const auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return number <= most / unit.factor ? std::optional(number * unit.factor) : std::nullopt;
  }
  return std::nullopt;
}

// Of a variable that is set, what `read` makes of it.
template <typename Value>
Result<Value> of_variable(const char* name, Result<Value> (*read)(std::string_view),
                          Value otherwise) {
  const char* const text = std::getenv(name);
  if (text == nullptr || *text == '\0') return otherwise;
  return read(text).map_error([&](const Error& error) {
    return Error{fmt::format("{} in the environment: {}", name, error.message), {}};
  });
}

}  // namespace

Result<std::uint64_t> size_of(std::string_view text) {
  if (const auto bytes = number_of(text, units_of_size)) return *bytes;
  return fail(fmt::format("'{}' is no size, as 20G or 500M", text));
}

Result<Seconds> age_of(std::string_view text) {
  if (const auto seconds = number_of(text, units_of_age)) return Seconds(*seconds);
  return fail(fmt::format("'{}' is no age, as 90d or 12h", text));
}

Result<Limits> limits_of_environment() {
  const Limits defaults;
  const Result<std::uint64_t> size =
      of_variable("LINUXBAKE_CACHE_MAX_SIZE", size_of, defaults.size);
  if (!size) return tl::unexpected(size.error());
  return of_variable("LINUXBAKE_CACHE_MAX_AGE", age_of, defaults.age).map([&](Seconds age) {
    return Limits{*size, age};
  });
}

std::string in_words(std::uint64_t bytes) {
  constexpr const char* names[] = {"B", "KB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; value >= 1000 && unit + 1 < std::size(names); ++unit) value /= 1024;
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", value, names[unit]);
}

}  // namespace linuxbake::bake::cache
