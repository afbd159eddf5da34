// SPDX-License-Identifier: MIT
// store.h - finished builds, kept in results/ of the cache under the hash of all that went in. An
// entry is a directory:
//
//   results/<key>/SHA256SUMS    a line for each file, as sha256sum(1) writes it
//   results/<key>/inputs        the text whose SHA-256 is <key>
//   results/<key>/seconds       how long it took to build (uses.h)
//   results/<key>/…             the files, read-only
//
// It appears in one step, by rename, and is checked whole on every use: what was damaged is
// removed, said, and built again.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bake/host/console.h"
#include "bake/results/cache.h"
#include "common/file_lock.h"

namespace linuxbake::bake {

class Store {
 public:
  // Both have to outlive this. Whoever builds makes it before: the time counts from here.
  Store(const Cache& cache, const Console& console) : cache_(cache), console_(console) {}

  // The directory of an entry that is there and right, or that a server has: it is used now.
  [[nodiscard]] std::optional<std::filesystem::path> find(const std::string& key) const;

  // One that is there and right; nobody uses it.
  [[nodiscard]] std::optional<std::filesystem::path> find_here(const std::string& key) const;

  using Files = std::vector<std::pair<std::string, std::filesystem::path>>;
  // Keeps copies of the files under these names, and sends them to the servers that take some.
  // Errors: the cache cannot be written.
  [[nodiscard]] Result<void> keep(const std::string& key, const std::string& inputs,
                                  const Files& files) const;

  // As long as the lock lives nobody else builds this key; says so where it has to wait.
  [[nodiscard]] Result<FileLock> lock(const std::string& key) const;

 private:
  [[nodiscard]] std::filesystem::path entry(const std::string& key) const {
    return cache_.directory / "results" / key;
  }

  const Cache& cache_;
  const Console& console_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

// A name beside `path` that no other process has: "<path>.<12 letters>.part".
[[nodiscard]] std::filesystem::path temporary_name(const std::filesystem::path& path);

// What is wrong with an entry; empty if nothing is.
[[nodiscard]] std::string fault_of_entry(const std::filesystem::path& directory,
                                         const std::string& key);

}  // namespace linuxbake::bake
