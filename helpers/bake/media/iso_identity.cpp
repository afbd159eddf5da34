// SPDX-License-Identifier: MIT
#include "bake/media/iso_identity.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace linuxbake::bake::media {
namespace {

struct DateField {
  unsigned first, count;
};

// Year, month, day, hour, minute, second, hundredth.
constexpr std::array<DateField, 7> date_fields = {
    {{2000, 100}, {1, 12}, {1, 28}, {0, 24}, {0, 60}, {0, 60}, {0, 100}}};

unsigned hexadecimal(std::string_view digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return value;
}

}  // namespace

IsoIdentity iso_identity(std::string_view hash) {
  IsoIdentity identity;
  std::size_t offset = 0;
  for (const auto& [first, count] : date_fields) {
    const std::string value =
        fmt::format("{:02}", first + hexadecimal(hash.substr(offset, 4)) % count);
    identity.uuid += (identity.uuid.empty() ? "" : "-") + value;
    identity.date += value;
    offset += 4;
  }
  identity.serial = hash.substr(32, 8);
  return identity;
}

}  // namespace linuxbake::bake::media
