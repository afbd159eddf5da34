// SPDX-License-Identifier: MIT
#include "cpio/inputs.h"

#include <filesystem>
#include <set>
#include <system_error>

#include "common/depfile.h"
#include "common/files.h"
#include "common/sha256.h"

namespace linuxbake::cpio {
namespace {

namespace fs = std::filesystem;

// Makes the links afresh: one for each path, named after it.
Result<void> make_links(const fs::path& directory, const std::set<std::string>& paths) {
  std::error_code error;
  fs::remove_all(directory, error);
  if (!error && !paths.empty()) fs::create_directories(directory, error);
  for (const std::string& path : paths) {
    if (!error) fs::create_symlink(path, directory / sha256(path), error);
  }
  if (!error) return {};
  return fail("cannot be made: " + error.message(), directory.string());
}

}  // namespace

Result<void> write_depfile(const std::string& depfile, const std::string& target,
                           const std::vector<std::string>& inputs) {
  const fs::path directory = fs::absolute(depfile + ".links").lexically_normal();
  std::set<std::string> linked;
  std::vector<std::string> listed;
  for (const std::string& path : inputs) {
    if (depfile_holds(path)) {
      listed.push_back(path);
    } else if (linked.insert(path).second) {
      listed.push_back((directory / sha256(path)).string());
    }
  }
  if (Result<void> done = make_links(directory, linked); !done) return done;
  const Result<bool> written = write_file_if_different(depfile, depfile_text(target, listed));
  if (!written) return tl::unexpected(written.error());
  return {};
}

}  // namespace linuxbake::cpio
