// SPDX-License-Identifier: MIT
// pool.h - the packages of a repository: pool/<component>/<h|lib<h>>/<source>/<file>.deb.
//
// What is there stays there: the pool is where earlier versions are kept. Its directories may be
// links. Who writes to it has locked the repository (directory_lock.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"
#include "deb/control.h"

namespace linuxbake::deb {

struct PoolEntry {
  std::string component;
  std::string name;  // relative to the repository: "pool/main/h/hello/hello_1.0_amd64.deb"
  Paragraph control;
  std::uint64_t size = 0;
  std::string hash;  // SHA-256

  // As it stands in Packages.
  [[nodiscard]] std::string stanza() const;
};

// "main/h/hello", "main/libg/libgreet": by the source, if that has another name.
[[nodiscard]] std::string pool_directory_of(const std::string& component, const Paragraph& control);

// Copies the package to its place; a package of the same name, version and architecture is
// replaced. Returns its name in the pool. Errors: no package, a name of the source that cannot
// be one, another epoch of a version that is there, cannot be written.
[[nodiscard]] Result<std::string> add_to_pool(const std::filesystem::path& repository,
                                              const std::string& component,
                                              const std::filesystem::path& file);

// All that is in the pool: by component, name, version, architecture. What a killed build has begun
// there is removed. Errors: a file of another kind in it, links in a circle, the same package
// twice.
[[nodiscard]] Result<std::vector<PoolEntry>> read_pool(const std::filesystem::path& repository);

// Removes all but the newest `keep` versions of each package, but those that `stay`.
[[nodiscard]] Result<void> remove_old(const std::filesystem::path& repository, std::size_t keep,
                                      const std::vector<std::string>& stay,
                                      std::vector<PoolEntry>& entries);

}  // namespace linuxbake::deb
