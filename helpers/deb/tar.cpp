// SPDX-License-Identifier: MIT
#include "deb/tar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace linuxbake::deb {
namespace {

constexpr std::size_t tar_block = 512;
constexpr std::size_t tar_record = 10240;  // as GNU tar pads its archives
constexpr std::size_t tar_name_size = 100;
constexpr std::string_view long_link_name = "././@LongLink";

// The fields of a header: where each begins and how many bytes it has.
struct TarField {
  std::size_t at, size;
};
constexpr TarField name_field = {0, 100}, mode_field = {100, 8}, uid_field = {108, 8},
                   gid_field = {116, 8}, size_field = {124, 12}, mtime_field = {136, 12},
                   sum_field = {148, 8}, type_field = {156, 1}, target_field = {157, 100},
                   magic_field = {257, 8}, user_field = {265, 32}, group_field = {297, 32},
                   major_field = {329, 8}, minor_field = {337, 8}, prefix_field = {345, 155};
static_assert(prefix_field.at + prefix_field.size <= tar_block);

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

class TarHeader {
 public:
  void text(TarField field, std::string_view value) {
    value = value.substr(0, field.size);
    std::copy(value.begin(), value.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(field.at));
  }

  // Octal digits and a NUL, or a set highest bit and the bytes of the number.
  void number(TarField field, std::uint64_t value) {
    const std::string digits = fmt::format("{:0{}o}", value, field.size - 1);
    if (digits.size() < field.size) return text(field, digits);
    std::string binary(field.size, '\0');
    for (std::size_t at = field.size; at-- > 0 && value != 0; value >>= 8)
      binary[at] = static_cast<char>(value & 0xff);
    binary[0] = '\x80';
    text(field, binary);
  }

  std::string take() {
    text(sum_field, "        ");
    unsigned sum = 0;
    for (const char c : bytes_) sum += static_cast<unsigned char>(c);
    text(sum_field, fmt::format("{:06o}\0 "sv, sum));
    return std::move(bytes_);
  }

 private:
  std::string bytes_ = std::string(tar_block, '\0');
};

// A member that holds the long name of the next one.
std::string long_name(char type, const std::string& name) {
  TarHeader header;
  header.text(name_field, long_link_name);
  header.number(mode_field, 0);
  header.number(uid_field, 0);
  header.number(gid_field, 0);
  header.number(size_field, name.size() + 1);
  header.number(mtime_field, 0);
  header.text(type_field, std::string_view(&type, 1));
  header.text(magic_field, gnu_magic);
  std::string bytes = header.take() + name + '\0';
  return bytes + std::string(tar_padding(bytes.size()), '\0');
}

TarMember tar_member_of(const cpio::Member& member,
                        const std::map<std::uint32_t, std::string>& first_names) {
  TarMember result;
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

std::uint64_t data_size_of(const TarMember& tar, const cpio::Member& member) {
  return tar.kind == cpio::Kind::file ? member.size : 0;
}

class TarReader {
 public:
  explicit TarReader(std::string_view bytes) : bytes_(bytes) {}

  Result<std::vector<TarMember>> read() {
    std::vector<TarMember> members;
    while (bytes_.size() >= tar_block) {
      header_ = bytes_.substr(0, tar_block);
      if (header_.find_first_not_of('\0') == std::string_view::npos) return members;
      if (!sum_is_right()) return fail("a header of the tar archive is damaged");
      const Result<std::uint64_t> size = number(size_field);
      if (!size) return tl::unexpected(size.error());
      bytes_.remove_prefix(tar_block);
      if (*size > bytes_.size()) return fail("the tar archive is cut short");
      const std::string_view data = bytes_.substr(0, static_cast<std::size_t>(*size));
      const Result<void> done = take(data, members);
      if (!done) return tl::unexpected(done.error());
      bytes_.remove_prefix(std::min(data.size() + tar_padding(data.size()), bytes_.size()));
    }
    return fail("the tar archive is cut short");
  }

 private:
  [[nodiscard]] std::string_view text(TarField field) const {
    const std::string_view value = header_.substr(field.at, field.size);
    return value.substr(0, value.find('\0'));
  }

  [[nodiscard]] Result<std::uint64_t> number(TarField field) const {
    std::string_view digits = header_.substr(field.at, field.size);
    std::uint64_t value = 0;
    if ((static_cast<unsigned char>(digits[0]) & 0x80U) != 0) {
      digits.remove_prefix(1);
      for (const char c : digits) {
        if (value >> 56 != 0) return fail("a number of the tar archive is too large");
        value = value << 8 | static_cast<unsigned char>(c);
      }
      return value;
    }
    digits = digits.substr(0, digits.find('\0'));
    while (digits.starts_with(' ')) digits.remove_prefix(1);
    while (digits.ends_with(' ')) digits.remove_suffix(1);
    for (const char c : digits) {
      if (c < '0' || c > '7') return fail("a number of the tar archive is not octal");
      value = value << 3 | static_cast<unsigned>(c - '0');
    }
    return value;
  }

  [[nodiscard]] bool sum_is_right() const {
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < tar_block; ++at) {
      const bool is_in_sum = at >= sum_field.at && at < sum_field.at + sum_field.size;
      sum += static_cast<unsigned char>(is_in_sum ? ' ' : header_[at]);
    }
    const Result<std::uint64_t> said = number(sum_field);
    return said && *said == sum;
  }

  Result<std::uint32_t> small(TarField field) const {
    return number(field).and_then([](std::uint64_t value) -> Result<std::uint32_t> {
      if (value > 0xfffffffe) return fail("a number of the tar archive is too large");
      return static_cast<std::uint32_t>(value);
    });
  }

  Result<void> take(std::string_view data, std::vector<TarMember>& members) {
    const char type = header_[type_field.at];
    if (type == 'L' || type == 'K') {
      (type == 'L' ? name_ : target_) = data.substr(0, data.find('\0'));
      return {};
    }
    TarMember member;
    const Result<void> kind = take_kind(type, member);
    if (!kind) return kind;
    member.name = take_name();
    member.target = target_.empty() ? std::string(text(target_field)) : target_;
    name_.clear();
    target_.clear();
    while (member.name.size() > 1 && member.name.ends_with('/')) member.name.pop_back();
    if (member.kind == cpio::Kind::file) member.data = data;
    for (const auto& [field, place] :
         {std::pair(mode_field, &member.mode), std::pair(uid_field, &member.uid),
          std::pair(gid_field, &member.gid), std::pair(major_field, &member.major),
          std::pair(minor_field, &member.minor)}) {
      const Result<std::uint32_t> value = small(field);
      if (!value) return tl::unexpected(value.error());
      *place = *value;
    }
    member.mode &= 07777U;
    members.push_back(std::move(member));
    return {};
  }

  [[nodiscard]] std::string take_name() const {
    if (!name_.empty()) return name_;
    const bool is_posix = header_.substr(magic_field.at, 6) == "ustar\0"sv;
    const std::string_view prefix = is_posix ? text(prefix_field) : std::string_view();
    if (prefix.empty()) return std::string(text(name_field));
    return fmt::format("{}/{}", prefix, text(name_field));
  }

  Result<void> take_kind(char type, TarMember& member) const {
    using cpio::Kind;
    constexpr std::array kinds = {std::pair('\0', Kind::file),   std::pair('0', Kind::file),
                                  std::pair('7', Kind::file),    std::pair('1', Kind::link),
                                  std::pair('2', Kind::symlink), std::pair('3', Kind::character),
                                  std::pair('4', Kind::block),   std::pair('5', Kind::directory),
                                  std::pair('6', Kind::fifo)};
    for (const auto& [known, kind] : kinds) {
      if (known != type) continue;
      member.kind = kind;
      return {};
    }
    return fail(fmt::format("'{}' of the tar archive is of a kind that dpkg does not know ('{}')",
                            text(name_field), type));
  }

  std::string_view bytes_, header_;
  std::string name_, target_;  // of the next member, if they are long
};

}  // namespace

std::size_t tar_padding(std::uint64_t size) {
  return (tar_block - size % tar_block) % tar_block;
}

std::size_t tar_end(std::uint64_t size) {
  const std::uint64_t least = size + 2 * tar_block;
  return static_cast<std::size_t>((least + tar_record - 1) / tar_record * tar_record - size);
}

std::string tar_header(const TarMember& member, std::uint64_t size, std::uint32_t mtime) {
  std::string bytes;
  const std::string name = member.kind == cpio::Kind::directory ? member.name + "/" : member.name;
  if (member.target.size() > tar_name_size) bytes += long_name('K', member.target);
  if (name.size() > tar_name_size) bytes += long_name('L', name);
  TarHeader header;
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

Result<void> write_tar(const cpio::Layout& layout, std::uint32_t mtime, cpio::Sink& sink) {
  const auto first_names = first_names_of(layout);
  std::uint64_t written = 0;
  for (const cpio::Member& member : layout.members) {
    if (member.kind == cpio::Kind::socket) {
      return fail(fmt::format("'/{}' is a socket, which no package can hold", member.name),
                  member.origin.file, member.origin.line);
    }
    const TarMember tar = tar_member_of(member, first_names);
    const std::uint64_t size = data_size_of(tar, member);
    const std::string header = tar_header(tar, size, member.time.value_or(mtime));
    Result<void> done = sink.write(header);
    if (done && size != 0) done = sink.copy(member.location, size);
    if (done) done = sink.write(std::string(tar_padding(size), '\0'));
    if (!done) return done;
    written += header.size() + size + tar_padding(size);
  }
  if (Result<void> done = sink.write(std::string(tar_end(written), '\0')); !done) return done;
  return sink.finish();
}

std::uint64_t tar_size(const cpio::Layout& layout) {
  const auto first_names = first_names_of(layout);
  std::uint64_t size = 0;
  for (const cpio::Member& member : layout.members) {
    const TarMember tar = tar_member_of(member, first_names);
    const std::uint64_t data = data_size_of(tar, member);
    size += tar_header(tar, data, 0).size() + data + tar_padding(data);
  }
  return size + tar_end(size);
}

Result<std::vector<TarMember>> parse_tar(std::string_view bytes) {
  return TarReader(bytes).read();
}

}  // namespace linuxbake::deb
