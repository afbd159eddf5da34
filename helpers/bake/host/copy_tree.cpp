// SPDX-License-Identifier: MIT
#include "bake/host/copy_tree.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

bool is_directory(const fs::directory_entry& entry) {
  return entry.is_directory() && !entry.is_symlink();
}

void copy_file(const fs::directory_entry& entry, const fs::path& to) {
  fs::remove(to);  // a link would be followed
  if (entry.is_symlink()) return fs::copy_symlink(entry.path(), to);
  fs::copy_file(entry.path(), to);
  fs::last_write_time(to, entry.last_write_time());
}

}  // namespace

void copy_below(const fs::path& from, const fs::path& to, const Choice& is_wanted) {
  fs::create_directories(to);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
    const fs::path there = to / entry.path().lexically_relative(from);
    if (is_directory(entry))
      fs::create_directories(there);
    else if (is_wanted(entry.path()))
      copy_file(entry, there);
  }
}

}  // namespace linuxbake::bake
