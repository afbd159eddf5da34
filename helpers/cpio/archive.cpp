// SPDX-License-Identifier: MIT
#include "cpio/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "common/files.h"
#include "cpio/decompress.h"
#include "cpio/names.h"

namespace linuxbake::cpio {
namespace {

// Hard links count within one archive: its trailer makes the kernel forget the inode numbers.
using Node = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;

Node node_of(const Header& header) {
  return {header.device_major, header.device_minor, header.inode, header.mode & type_mask};
}

bool may_be_linked(const Header& header) {
  const std::uint32_t type = header.mode & type_mask;
  return header.links >= 2 && type != type_directory && type != type_symlink;
}

// Gives all names of an inode its data and the list of the others.
void connect_links(std::vector<Record>& records, std::size_t first) {
  std::map<Node, std::vector<Record*>> groups;
  for (std::size_t i = first; i < records.size(); ++i) {
    if (may_be_linked(records[i].header)) groups[node_of(records[i].header)].push_back(&records[i]);
  }
  for (auto& [node, group] : groups) {
    std::string data;
    for (const Record* const record : group) data = std::max(data, record->data);
    for (Record* const record : group) {
      record->data = data;
      for (const Record* const other : group) {
        if (other != record) record->hard_links.push_back(other->name);
      }
      std::sort(record->hard_links.begin(), record->hard_links.end());
    }
  }
}

tl::unexpected<Error> damaged(std::size_t at, const std::string& what) {
  return fail(fmt::format("at byte {} of the archive: {}", at, what));
}

// Reads the member at `at`; leaves `at` behind it.
Result<Record> read_record(std::string_view bytes, std::size_t& at) {
  const std::size_t start = at;
  const Result<Header> header = parse_header(bytes.substr(at));
  if (!header) return damaged(at, header.error().message);
  const std::uint64_t prefix = header_size + std::uint64_t{header->name_size};
  const std::uint64_t data_at = start + prefix + padding(prefix);
  const std::uint64_t data_end = data_at + header->size;
  if (data_end > bytes.size()) return damaged(start, "it ends within a member; is it cut short?");
  const std::string_view name = bytes.substr(start + header_size, header->name_size);
  if (name.empty() || name.back() != '\0') return damaged(start, "a name without its NUL");
  Record record;
  record.header = *header;
  record.name = name.substr(0, name.find('\0'));
  record.data = bytes.substr(data_at, header->size);
  at = std::min<std::size_t>(data_end + padding(data_end - start), bytes.size());
  return record;
}

// Reads the archive at `at` up to its trailer; leaves `at` behind that.
Result<void> read_members(std::string_view bytes, std::size_t& at, std::vector<Record>& records) {
  const std::size_t first = records.size();
  while (true) {
    if (at >= bytes.size()) return damaged(at, "it has no trailer; is it cut short?");
    Result<Record> record = read_record(bytes, at);
    if (!record) return tl::unexpected(record.error());
    if (record->name == trailer_name) break;
    records.push_back(std::move(*record));
  }
  connect_links(records, first);
  return {};
}

struct Parser {
  Archive archive;

  void note(Compression compression) {
    std::vector<Compression>& all = archive.compressions;
    if (all.empty() || all.back() != compression) all.push_back(compression);
  }
  Result<void> parse(std::string_view bytes, bool packed);
  Result<void> parse_packed(std::string_view bytes, std::size_t& at);
};

Result<void> Parser::parse_packed(std::string_view bytes, std::size_t& at) {
  const Result<Part> part = decompress_part(bytes.substr(at));
  if (!part) return damaged(at, part.error().message);
  note(part->compression);
  at += part->size;
  archive.size += part->bytes.size();
  return parse(part->bytes, false);
}

Result<void> Parser::parse(std::string_view bytes, bool packed) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t start = at;
    Result<void> done;
    if (bytes[at] == '\0') {
      at = std::min(bytes.find_first_not_of('\0', at), bytes.size());
    } else if (bytes[at] == '0' || !packed) {
      if (packed) note(Compression::none);
      done = read_members(bytes, at, archive.records);
    } else {
      done = parse_packed(bytes, at);
      if (done) continue;
    }
    if (!done) return done;
    if (packed) archive.size += at - start;
  }
  return {};
}

}  // namespace

Result<Archive> parse_archive(std::string_view bytes) {
  Parser parser;
  const Result<void> done = parser.parse(bytes, true);
  if (!done) return tl::unexpected(done.error());
  if (parser.archive.compressions.empty()) return fail("no archive: there are only zeros in it");
  return std::move(parser.archive);
}

Result<Archive> read_archive(const std::string& file) {
  const Result<std::string> bytes = read_file(file);
  if (!bytes) return tl::unexpected(bytes.error());
  Result<Archive> archive = parse_archive(*bytes);
  if (!archive) return fail(archive.error().message, file);
  return archive;
}

}  // namespace linuxbake::cpio
