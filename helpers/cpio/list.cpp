// SPDX-License-Identifier: MIT
#include "cpio/list.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/double_quotes.h"
#include "common/json.h"
#include "common/sha256.h"

namespace linuxbake::cpio {
namespace {

bool is_device(const Header& header) {
  const std::uint32_t type = header.mode & type_mask;
  return type == type_character || type == type_block;
}

std::string mode_text(std::uint32_t mode) {
  std::string text = "?rwxrwxrwx";
  constexpr std::string_view types = "?pc?d?b?-?l?s???";
  text[0] = types[mode >> 12 & 15];
  for (std::size_t i = 0; i < 9; ++i) {
    if ((mode >> (8 - i) & 1) == 0) text[1 + i] = '-';
  }
  const auto special = [&](std::uint32_t bit, std::size_t at, char letter) {
    if ((mode & bit) == 0) return;
    text[at] = text[at] == 'x' ? letter : static_cast<char>(letter - 'a' + 'A');
  };
  special(04000, 3, 's');
  special(02000, 6, 's');
  special(01000, 9, 't');
  return text;
}

std::string line_of(const Record& record) {
  const Header& header = record.header;
  const std::string size = is_device(header) ? fmt::format("{},{}", header.major, header.minor)
                                             : fmt::format("{}", record.data.size());
  std::string line = fmt::format("{} {:>5} {:>5} {:>9} {}", mode_text(header.mode), header.uid,
                                 header.gid, size, quoted_word(record.name));
  if ((header.mode & type_mask) == type_symlink) line += " -> " + quoted_word(record.data);
  if (!record.hard_links.empty()) {
    line += " = " + quoted_word(record.hard_links.front());
    if (record.hard_links.size() > 1) line += " …";
  }
  return line + "\n";
}

Json json_of(const Record& record) {
  const Header& header = record.header;
  Json entry = {{"name", record.name},
                {"type", type_name(header)},
                {"mode", fmt::format("{:04o}", header.mode & 07777)},
                {"uid", header.uid},
                {"gid", header.gid},
                {"size", record.data.size()},
                {"mtime", header.mtime}};
  const std::uint32_t type = header.mode & type_mask;
  if (type == type_file) entry["sha256"] = sha256(record.data);
  if (type == type_symlink) entry["target"] = record.data;
  if (is_device(header)) entry["device"] = {{"major", header.major}, {"minor", header.minor}};
  if (!record.hard_links.empty()) entry["hardlinks"] = record.hard_links;
  return entry;
}

}  // namespace

std::string type_name(const Header& header) {
  switch (header.mode & type_mask) {
    case type_file:
      return "file";
    case type_directory:
      return "directory";
    case type_symlink:
      return "symlink";
    case type_character:
      return "character";
    case type_block:
      return "block";
    case type_fifo:
      return "fifo";
    case type_socket:
      return "socket";
    default:
      return "unknown";
  }
}

std::string list_text(const Archive& archive) {
  std::string text;
  for (const Record& record : archive.records) text += line_of(record);
  return text;
}

std::string list_json(const Archive& archive) {
  Json list;
  list["compressions"] = Json::array();
  for (const Compression compression : archive.compressions) {
    list["compressions"].push_back(std::string(name_of(compression)));
  }
  list["size"] = archive.size;
  list["entries"] = Json::array();
  for (const Record& record : archive.records) list["entries"].push_back(json_of(record));
  return json_text(list, 2) + "\n";
}

}  // namespace linuxbake::cpio
