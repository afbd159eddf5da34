// SPDX-License-Identifier: MIT
#include "tar/write.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "tar/header.h"

namespace linuxbake::tar {
namespace {

constexpr std::size_t record_size = 10240;  // as GNU tar pads its archives
constexpr std::string_view long_link_name = "././@LongLink";

using namespace std::string_view_literals;
constexpr std::string_view gnu_magic = "ustar  \0"sv;

char type_of(cpio::Kind kind) {
  switch (kind) {
    case cpio::Kind::link:
      return '1';
    case cpio::Kind::symlink:
      return '2';
    case cpio::Kind::character:
      return '3';
    case cpio::Kind::block:
      return '4';
    case cpio::Kind::directory:
      return '5';
    case cpio::Kind::fifo:
      return '6';
    default:
      return '0';
  }
}

class Header {
 public:
  void text(HeaderField field, std::string_view value) {
    value = value.substr(0, field.size);
    std::copy(value.begin(), value.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(field.at));
  }

  // Octal digits and a NUL, or a set highest bit and the bytes of the number.
  void number(HeaderField field, std::uint64_t value) {
    const std::string digits = fmt::format("{:0{}o}", value, field.size - 1);
    if (digits.size() < field.size) return text(field, digits);
    std::string binary(field.size, '\0');
    for (std::size_t at = field.size; at-- > 0 && value != 0; value >>= 8)
      binary[at] = static_cast<char>(value & 0xff);
    binary[0] = '\x80';
    text(field, binary);
  }

  std::string take() {
    text(checksum_field, "        ");
    unsigned sum = 0;
    for (const char c : bytes_) sum += static_cast<unsigned char>(c);
    text(checksum_field, fmt::format("{:06o}\0 "sv, sum));
    return std::move(bytes_);
  }

 private:
  std::string bytes_ = std::string(block_size, '\0');
};

// A member that holds the long name of the next one.
std::string long_name(char type, const std::string& name) {
  Header header;
  header.text(name_field, long_link_name);
  header.number(mode_field, 0);
  header.number(uid_field, 0);
  header.number(gid_field, 0);
  header.number(size_field, name.size() + 1);
  header.number(mtime_field, 0);
  header.text(type_field, std::string_view(&type, 1));
  header.text(magic_field, gnu_magic);
  const std::string bytes = header.take() + name + '\0';
  return bytes + std::string(padding(bytes.size()), '\0');
}

Entry entry_of(const cpio::Member& member,
               const std::map<std::uint32_t, std::string>& first_names) {
  Entry result;
  result.kind = member.kind;
  result.name = member.name == "." ? "." : "./" + member.name;
  result.target = member.target;
  result.mode = member.mode;
  result.uid = member.uid;
  result.gid = member.gid;
  result.major = member.major;
  result.minor = member.minor;
  const auto first = first_names.find(member.inode);
  if (member.links > 1 && first != first_names.end() && first->second != member.name) {
    result.kind = cpio::Kind::link;
    result.target = "./" + first->second;
  }
  return result;
}

// What several names share stands under the first of them.
std::map<std::uint32_t, std::string> first_names_of(const cpio::Layout& layout) {
  std::map<std::uint32_t, std::string> names;
  for (const cpio::Member& member : layout.members) {
    if (member.kind != cpio::Kind::directory && member.links > 1)
      names.try_emplace(member.inode, member.name);
  }
  return names;
}

std::uint64_t data_size_of(const Entry& tar, const cpio::Member& member) {
  return tar.kind == cpio::Kind::file ? member.size : 0;
}

}  // namespace

std::size_t end_size(std::uint64_t size) {
  const std::uint64_t least = size + 2 * block_size;
  return static_cast<std::size_t>((least + record_size - 1) / record_size * record_size - size);
}

std::string header_of(const Entry& member, std::uint64_t size, std::uint32_t mtime) {
  std::string bytes;
  const std::string name = member.kind == cpio::Kind::directory ? member.name + "/" : member.name;
  if (member.target.size() > name_field.size) bytes += long_name('K', member.target);
  if (name.size() > name_field.size) bytes += long_name('L', name);
  Header header;
  header.text(name_field, name);
  header.number(mode_field, member.mode);
  header.number(uid_field, member.uid);
  header.number(gid_field, member.gid);
  header.number(size_field, size);
  header.number(mtime_field, mtime);
  const char type = type_of(member.kind);
  header.text(type_field, std::string_view(&type, 1));
  header.text(target_field, member.target);
  header.text(magic_field, gnu_magic);
  // dpkg goes by the names of the system where there are any, which only root's are known to be.
  if (member.uid == 0) header.text(user_field, "root");
  if (member.gid == 0) header.text(group_field, "root");
  if (member.kind == cpio::Kind::character || member.kind == cpio::Kind::block) {
    header.number(major_field, member.major);
    header.number(minor_field, member.minor);
  }
  return bytes + header.take();
}

Result<void> write(const cpio::Layout& layout, std::uint32_t mtime, cpio::Sink& sink) {
  const auto first_names = first_names_of(layout);
  std::uint64_t written = 0;
  for (const cpio::Member& member : layout.members) {
    if (member.kind == cpio::Kind::socket) {
      return fail(fmt::format("'/{}' is a socket, which no package can hold", member.name),
                  member.origin.file, member.origin.line);
    }
    const Entry tar = entry_of(member, first_names);
    const std::uint64_t size = data_size_of(tar, member);
    const std::string header = header_of(tar, size, member.time.value_or(mtime));
    Result<void> done = sink.write(header);
    if (done && size != 0) done = sink.copy(member.location, size);
    if (done) done = sink.write(std::string(padding(size), '\0'));
    if (!done) return done;
    written += header.size() + size + padding(size);
  }
  if (Result<void> done = sink.write(std::string(end_size(written), '\0')); !done) return done;
  return sink.finish();
}

std::uint64_t size_of(const cpio::Layout& layout) {
  const auto first_names = first_names_of(layout);
  std::uint64_t size = 0;
  for (const cpio::Member& member : layout.members) {
    const Entry tar = entry_of(member, first_names);
    const std::uint64_t data = data_size_of(tar, member);
    size += header_of(tar, data, 0).size() + data + padding(data);
  }
  return size + end_size(size);
}

}  // namespace linuxbake::tar
