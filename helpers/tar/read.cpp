// SPDX-License-Identifier: MIT
#include "tar/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <optional>

#include "cpio/names.h"
#include "tar/header.h"

namespace linuxbake::tar {
namespace {

constexpr std::string_view damaged = "the tar archive is damaged";

std::string_view field(std::string_view header, HeaderField where) {
  return header.substr(where.at, where.size);
}

std::string_view text_field(std::string_view header, HeaderField where) {
  const std::string_view text = field(header, where);
  return text.substr(0, text.find('\0'));
}

// Octal digits with spaces or NULs around them, or GNU's base 256 behind a set high bit.
std::optional<std::uint64_t> number_field(std::string_view header, HeaderField where) {
  std::string_view text = field(header, where);
  const auto first = static_cast<unsigned char>(text.front());
  std::uint64_t value = 0;
  if ((first & 0x80) != 0) {
    if (first != 0x80) return std::nullopt;  // negative, or beyond all that there is
    for (const char c : text.substr(1)) {
      if (value >> 56 != 0) return std::nullopt;
      value = value << 8 | static_cast<unsigned char>(c);
    }
    return value;
  }
  constexpr std::string_view filling("\0 ", 2);
  const std::size_t begin = text.find_first_not_of(filling);
  if (begin == std::string_view::npos) return 0;
  text.remove_prefix(begin);
  text = text.substr(0, text.find_first_of(filling));
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, 8);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

bool checksum_is_right(std::string_view header) {
  const std::optional<std::uint64_t> stated = number_field(header, checksum_field);
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at < block_size; ++at) {
    const bool blank = at >= checksum_field.at && at < checksum_field.at + checksum_field.size;
    sum += static_cast<unsigned char>(blank ? ' ' : header[at]);
  }
  return stated && *stated == sum;
}

using Records = std::map<std::string, std::string, std::less<>>;

// "<length> <key>=<value>\n" each.
bool read_records(std::string_view text, Records& records) {
  while (!text.empty()) {
    std::size_t length = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    const auto digits = static_cast<std::size_t>(stop - text.data());
    if (error != std::errc() || length > text.size() || length < digits + 3) return false;
    const std::string_view record = text.substr(digits, length - digits);
    const std::size_t equals = record.find('=');
    if (record.front() != ' ' || record.back() != '\n' || equals == std::string_view::npos)
      return false;
    records.insert_or_assign(std::string(record.substr(1, equals - 1)),
                             std::string(record.substr(equals + 1, record.size() - equals - 2)));
    text.remove_prefix(length);
  }
  return true;
}

class Reader {
 public:
  Reader(std::string_view bytes, Readers readers) : rest_(bytes), readers_(readers) {}

  Result<std::vector<Entry>> read_all() {
    while (!rest_.empty() || readers_ == Readers::dpkg) {
      if (rest_.size() < block_size) return fail(cut_short());
      const std::string_view header = rest_.substr(0, block_size);
      if (header.find_first_not_of('\0') == std::string_view::npos) break;  // the end
      rest_.remove_prefix(block_size);
      if (const Result<void> done = read_member(header); !done) return tl::unexpected(done.error());
    }
    return std::move(entries_);
  }

 private:
  Result<void> read_member(std::string_view header);
  Result<void> set_numbers(std::string_view header, Entry& entry) const;
  Result<void> add(std::string_view header, char type);
  Result<std::string_view> take(std::uint64_t size);
  [[nodiscard]] Result<std::uint64_t> number(std::string_view header, HeaderField where,
                                             std::string_view key, std::uint64_t limit) const;
  [[nodiscard]] std::string name_of(std::string_view header) const;
  [[nodiscard]] const std::string* record(std::string_view key) const;
  [[nodiscard]] std::string cut_short() const {
    if (last_.empty()) return std::string(damaged) + ": it is cut short";
    return fmt::format("{}: it is cut short behind '{}'", damaged, last_);
  }

  std::string_view rest_;
  Readers readers_;
  std::string last_;  // the entry that was read last
  Records global_, local_;
  std::vector<Entry> entries_;
};

const std::string* Reader::record(std::string_view key) const {
  for (const Records* records : {&local_, &global_}) {
    const auto found = records->find(key);
    if (found != records->end()) return &found->second;
  }
  return nullptr;
}

// Data of `size` bytes and what fills its last block.
Result<std::string_view> Reader::take(std::uint64_t size) {
  if (size > rest_.size()) return fail(cut_short());
  const std::string_view data = rest_.substr(0, size);
  rest_.remove_prefix(std::min(data.size() + padding(data.size()), rest_.size()));
  return data;
}

std::string Reader::name_of(std::string_view header) const {
  if (const std::string* path = record("path")) return *path;
  std::string name(text_field(header, name_field));
  const bool is_ustar = field(header, magic_field).substr(0, 6) == std::string_view("ustar\0", 6);
  const std::string_view prefix = is_ustar ? text_field(header, prefix_field) : std::string_view();
  return prefix.empty() ? name : fmt::format("{}/{}", prefix, name);
}

Result<std::uint64_t> Reader::number(std::string_view header, HeaderField where,
                                     std::string_view key, std::uint64_t limit) const {
  std::optional<std::uint64_t> value;
  if (const std::string* text = key.empty() ? nullptr : record(key)) {
    std::uint64_t read = 0;
    const char* const end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, read);
    if (error == std::errc() && stop == end) value = read;
  } else {
    value = number_field(header, where);
  }
  if (value && *value <= limit) return *value;
  return fail(
      fmt::format("{}: '{}' has a number that is none, or too large", damaged, name_of(header)));
}

std::optional<cpio::Kind> kind_of(char type) {
  switch (type) {
    case '\0':
    case '0':
    case '7':
      return cpio::Kind::file;
    case '1':
      return cpio::Kind::link;
    case '2':
      return cpio::Kind::symlink;
    case '3':
      return cpio::Kind::character;
    case '4':
      return cpio::Kind::block;
    case '5':
      return cpio::Kind::directory;
    case '6':
      return cpio::Kind::fifo;
    default:
      return std::nullopt;
  }
}

bool is_dropped(std::string_view key) {
  return key.starts_with("SCHILY.xattr.") || key.starts_with("LIBARCHIVE.xattr.") ||
         key.starts_with("SCHILY.acl.") || key == "SCHILY.fflags";
}

std::string too_long(std::string_view what, std::size_t size, std::size_t limit) {
  return fmt::format("{} has {} bytes, and no system takes more than {}", what, size, limit);
}

// Nobody could make an entry of such a name. Below these limits whoever goes through its parts,
// from directory to directory, comes to an end before the stack does.
Result<void> check_names(const Entry& entry) {
  constexpr std::size_t shown = 60;
  const std::string name = entry.name.size() <= shown
                               ? fmt::format("'{}'", entry.name)
                               : fmt::format("'{}…'", entry.name.substr(0, shown));
  if (entry.name.size() > cpio::path_limit) {
    return fail(
        fmt::format("{}: {}", name, too_long("the name", entry.name.size(), cpio::path_limit)));
  }
  for (const std::string& part : cpio::components_of(entry.name)) {
    if (part.size() <= cpio::component_limit) continue;
    return fail(fmt::format("{}: {}", name,
                            too_long("a part of the name", part.size(), cpio::component_limit)));
  }
  if (entry.target.size() <= cpio::path_limit) return {};
  return fail(fmt::format("{}: {}", name,
                          too_long(fmt::format("the target '{}…'", entry.target.substr(0, shown)),
                                   entry.target.size(), cpio::path_limit)));
}

// Mode, owner, group, and the number of a device.
Result<void> Reader::set_numbers(std::string_view header, Entry& entry) const {
  constexpr std::uint64_t any = std::numeric_limits<std::uint32_t>::max();
  const bool is_device = entry.kind == cpio::Kind::character || entry.kind == cpio::Kind::block;
  const auto mode = number(header, mode_field, {}, any);
  const auto uid = number(header, uid_field, "uid", cpio::owner_limit);
  const auto gid = number(header, gid_field, "gid", cpio::owner_limit);
  const auto major = is_device ? number(header, major_field, {}, any) : 0;
  const auto minor = is_device ? number(header, minor_field, {}, any) : 0;
  for (const auto* value : {&mode, &uid, &gid, &major, &minor})
    if (!*value) return tl::unexpected(value->error());
  entry.mode = static_cast<std::uint32_t>(*mode) & 07777;
  entry.uid = static_cast<std::uint32_t>(*uid);
  entry.gid = static_cast<std::uint32_t>(*gid);
  entry.major = static_cast<std::uint32_t>(*major);
  entry.minor = static_cast<std::uint32_t>(*minor);
  return {};
}

Result<void> Reader::add(std::string_view header, char type) {
  Entry entry;
  entry.name = name_of(header);
  last_ = entry.name;
  const std::optional<cpio::Kind> known = kind_of(type);
  const auto is_sparse = [](const auto& pair) { return pair.first.starts_with("GNU.sparse."); };
  if (type == 'S' || std::ranges::any_of(local_, is_sparse)) {
    return fail(fmt::format("'{}' is a sparse file of GNU tar, which is not read here", last_));
  }
  if (!known) {
    return fail(fmt::format("'{}' has the type '{}', which {}", last_, type,
                            readers_ == Readers::dpkg ? "dpkg does not know" : "no layer has"));
  }
  entry.kind = *known;
  if (entry.kind == cpio::Kind::file && entry.name.ends_with('/'))
    entry.kind = cpio::Kind::directory;
  while (entry.name.size() > 1 && entry.name.ends_with('/')) entry.name.pop_back();
  const std::string* link = record("linkpath");
  entry.target = link != nullptr ? *link : std::string(text_field(header, target_field));
  for (const std::string* text : {&entry.name, &entry.target}) {
    if (text->find('\0') != std::string::npos)
      return fail(fmt::format("{}: a name has a NUL in it", damaged));
  }
  if (const Result<void> done = check_names(entry); !done) return done;
  if (const Result<void> done = set_numbers(header, entry); !done) return done;
  const auto size = number(header, size_field, "size", std::numeric_limits<std::uint64_t>::max());
  if (!size) return tl::unexpected(size.error());
  for (const Records* records : {&global_, &local_})
    for (const auto& [key, value] : *records)
      if (is_dropped(key)) entry.dropped.push_back(key.substr(key.find('.') + 1));
  // The others have no data, whatever their size says.
  if (entry.kind == cpio::Kind::file) {
    const Result<std::string_view> data = take(*size);
    if (!data) return tl::unexpected(data.error());
    entry.data = *data;
  }
  entries_.push_back(std::move(entry));
  local_.clear();
  return {};
}

Result<void> Reader::read_member(std::string_view header) {
  if (!checksum_is_right(header)) {
    return fail(fmt::format("{}: the checksum of a header is wrong{}", damaged,
                            last_.empty() ? "" : ", behind '" + last_ + "'"));
  }
  const char type = header[type_field.at];
  const bool is_of_pax = (type == 'x' || type == 'g') && readers_ != Readers::dpkg;
  if (!is_of_pax && type != 'L' && type != 'K') return add(header, type);
  const std::optional<std::uint64_t> size = number_field(header, size_field);
  if (!size) return fail(fmt::format("{}: a size is none", damaged));
  const Result<std::string_view> data = take(*size);
  if (!data) return tl::unexpected(data.error());
  if (type == 'L' || type == 'K') {
    local_.insert_or_assign(type == 'L' ? "path" : "linkpath",
                            std::string(data->substr(0, data->find('\0'))));
    return {};
  }
  if (read_records(*data, type == 'g' ? global_ : local_)) return {};
  return fail(fmt::format("{}: the attributes of an entry are none{}", damaged,
                          last_.empty() ? "" : ", behind '" + last_ + "'"));
}

}  // namespace

Result<std::vector<Entry>> read(std::string_view bytes, Readers readers) {
  return Reader(bytes, readers).read_all();
}

}  // namespace linuxbake::tar
