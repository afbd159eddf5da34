// SPDX-License-Identifier: MIT
#include "deb/ar.h"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

namespace linuxbake::deb {
namespace {

constexpr std::string_view ar_header_end = "`\n";

}  // namespace

std::string ar_bytes(const ArMembers& members, std::uint32_t mtime) {
  std::string bytes(ar_magic);
  for (const auto& [name, data] : members) {
    bytes += fmt::format("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}{}", name, mtime, 0, 0, "100644",
                         data.size(), ar_header_end);
    bytes += data;
    if (data.size() % 2 != 0) bytes += '\n';
  }
  return bytes;
}

Result<ArMembers> parse_ar(std::string_view bytes) {
  if (!bytes.starts_with(ar_magic)) return fail("is no .deb: it does not begin with '!<arch>'");
  bytes.remove_prefix(ar_magic.size());
  ArMembers members;
  while (!bytes.empty()) {
    const std::string_view header = bytes.substr(0, ar_header_size);
    if (header.size() < ar_header_size || !header.ends_with(ar_header_end))
      return fail("is cut short or damaged: a header of a member is no header");
    std::string_view name = header.substr(0, 16);
    name = name.substr(0, name.find_first_of(" /"));
    const std::string_view digits = header.substr(48, 10);
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    bytes.remove_prefix(ar_header_size);
    if (error != std::errc() || size > bytes.size())
      return fail(fmt::format("is cut short or damaged: '{}' ends too early", name));
    members.emplace_back(name, bytes.substr(0, size));
    bytes.remove_prefix(std::min(size + size % 2, bytes.size()));
  }
  return members;
}

}  // namespace linuxbake::deb
