// SPDX-License-Identifier: MIT
#include "bake/remote/action_result.h"

#include <optional>

namespace linuxbake::bake::remote {
namespace {

enum class Wire : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

constexpr unsigned output_files = 2, stdout_raw = 5, stderr_raw = 7;
constexpr unsigned bits_of_wire = 3, bits_of_group = 7;

void append_varint(std::string& message, std::uint64_t value) {
  for (; value >= 0x80; value >>= bits_of_group)
    message += static_cast<char>((value & 0x7f) | 0x80);
  message += static_cast<char>(value);
}

void append_tag(std::string& message, unsigned field, Wire wire) {
  append_varint(message, field << bits_of_wire | static_cast<unsigned>(wire));
}

void append_bytes(std::string& message, unsigned field, std::string_view bytes) {
  append_tag(message, field, Wire::bytes);
  append_varint(message, bytes.size());
  message += bytes;
}

std::string message_of(const File& file) {
  std::string digest;
  append_bytes(digest, 1, file.hash);
  append_tag(digest, 2, Wire::varint);
  append_varint(digest, file.bytes);
  std::string message;
  append_bytes(message, 1, file.name);
  append_bytes(message, 2, digest);
  return message;
}

// Takes what it returns from the beginning of `rest`; nothing where that is cut short.
std::optional<std::uint64_t> take_varint(std::string_view& rest) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !rest.empty(); shift += bits_of_group) {
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

std::optional<std::string_view> take(std::string_view& rest, std::uint64_t bytes) {
  if (bytes > rest.size()) return std::nullopt;
  const std::string_view taken = rest.substr(0, bytes);
  rest.remove_prefix(bytes);
  return taken;
}

// The content of a field; that of a number is empty.
std::optional<std::string_view> take_content(std::string_view& rest, Wire wire) {
  switch (wire) {
    case Wire::varint:
      return take_varint(rest) ? std::optional<std::string_view>("") : std::nullopt;
    case Wire::fixed64:
      return take(rest, 8);
    case Wire::fixed32:
      return take(rest, 4);
    case Wire::bytes:
      const std::optional<std::uint64_t> length = take_varint(rest);
      return length ? take(rest, *length) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string action_result_of(const Statement& statement, const Signed& whole) {
  std::string message;
  for (const File& file : statement.files) append_bytes(message, output_files, message_of(file));
  append_bytes(message, stdout_raw, whole.statement);
  append_bytes(message, stderr_raw, whole.signature);
  return message;
}

Result<Signed> parse_action_result(std::string_view bytes) {
  Signed whole;
  while (!bytes.empty()) {
    const std::optional<std::uint64_t> tag = take_varint(bytes);
    const auto wire = static_cast<Wire>(tag.value_or(0) & 7U);
    const std::optional<std::string_view> content = tag ? take_content(bytes, wire) : std::nullopt;
    if (!content) return fail("it is no ActionResult");
    const std::uint64_t field = *tag >> bits_of_wire;
    if (wire == Wire::bytes && field == stdout_raw) whole.statement = *content;
    if (wire == Wire::bytes && field == stderr_raw) whole.signature = *content;
  }
  if (whole.statement.empty()) return fail("it is no result of linuxbake");
  return whole;
}

}  // namespace linuxbake::bake::remote
