// SPDX-License-Identifier: MIT
#include "bake/host/file_hash.h"

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

Result<std::string> lines_of_hashes(const std::vector<std::filesystem::path>& files,
                                    const std::string& before) {
  std::string lines;
  for (const std::filesystem::path& file : files) {
    const Result<std::string> hash = file_hash(file);
    if (!hash) return hash;
    lines += before + *hash + "\n";
  }
  return lines;
}

}  // namespace linuxbake::bake
