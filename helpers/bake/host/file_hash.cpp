// SPDX-License-Identifier: MIT
#include "bake/host/file_hash.h"

#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/json.h"
#include "common/mapped_file.h"
#include "common/sha256.h"

namespace linuxbake::bake {

bool is_hash(std::string_view text) {
  return text.size() == digits_of_hash &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<std::string> file_hash(const std::filesystem::path& file) {
  return MappedFile::open(file).map(
      [](const MappedFile& mapped) { return sha256(mapped.bytes()); });
}

namespace {

void forget_ways_of_sources(Json& json) {
  if (!json.is_structured()) return;
  if (json.is_object() && json.contains("origin"))
    for (const char* way : {"origin", "url", "file", "package", "package_version"}) json.erase(way);
  for (Json& member : json) forget_ways_of_sources(member);
}

Result<std::string> hash_of_record(const std::filesystem::path& file) {
  return read_file(file).map([](const std::string& text) {
    Json record = parse_json_or_discard(text);
    if (!record.is_object()) return sha256(text);
    forget_ways_of_sources(record);
    return sha256(json_text(record));
  });
}

}  // namespace

Result<std::string> lines_of_hashes(const std::vector<std::filesystem::path>& files,
                                    const std::string& before) {
  std::string lines;
  for (const std::filesystem::path& file : files) {
    const Result<std::string> hash =
        file.filename() == "record.json" ? hash_of_record(file) : file_hash(file);
    if (!hash) return hash;
    lines += before + *hash + "\n";
  }
  return lines;
}

}  // namespace linuxbake::bake
