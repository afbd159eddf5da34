// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <sys/stat.h>

#include <optional>

#include "bake/host/file_hash.h"
#include "bake/toolchain/compiler.h"
#include "common/files.h"
#include "common/sha256.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

std::string moment(const timespec& time) {
  return fmt::format("{}.{:09}", time.tv_sec, time.tv_nsec);
}

// Device, inode, size, and both times in parts of a second, a line each; nothing if a file is away.
std::optional<std::string> state_of(const std::vector<fs::path>& files) {
  std::string state;
  for (const fs::path& file : files) {
    struct stat entry {};
    if (::stat(file.c_str(), &entry) != 0) return std::nullopt;
    state += fmt::format("{} {} {} {} {}\n", entry.st_dev, entry.st_ino, entry.st_size,
                         moment(entry.st_mtim), moment(entry.st_ctim));
  }
  return state;
}

}  // namespace

Result<std::string> identity_of_files(const fs::path& cache, const std::vector<fs::path>& files) {
  fs::path memory;
  if (const auto state = state_of(files)) {
    memory = cache / "tools" / sha256(*state);
    if (Result<std::string> remembered = read_file(memory)) return remembered;
  }
  const Result<std::string> hashes = lines_of_hashes(files, "");
  if (!hashes) return hashes;
  std::string hash = sha256(*hashes);
  if (memory.empty()) return hash;
  if (const auto kept = write_file_if_different(memory, hash); !kept)
    return tl::unexpected(kept.error());
  return hash;
}

}  // namespace linuxbake::bake
