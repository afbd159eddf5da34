// SPDX-License-Identifier: MIT
#include "bake/record/sums.h"

#include <algorithm>
#include <vector>

#include "bake/host/file_hash.h"
#include "common/sha256.h"

namespace linuxbake::bake {

namespace fs = std::filesystem;

Result<std::string> sums_of_directory(const fs::path& directory, const std::string& left_out) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_regular_file() && (left_out.empty() || entry.path().filename() != left_out))
      names.push_back(entry.path().lexically_relative(directory).string());
  std::sort(names.begin(), names.end());
  std::string sums;
  for (const std::string& name : names) {
    const Result<std::string> hash = file_hash(directory / name);
    if (!hash) return hash;
    sums += *hash + "  ./" + name + "\n";
  }
  return sha256(sums);
}

}  // namespace linuxbake::bake
