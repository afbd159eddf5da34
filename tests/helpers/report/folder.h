// SPDX-License-Identifier: MIT
// folder.h - a directory of the running test's own, with files.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "common/files.h"
#include "cpio/newc.h"
#include "support/temporary_directory.h"

namespace linuxbake::report {

class Folder {
 public:
  // Writes the file and returns its path.
  std::string file(const std::string& name, const std::string& bytes) const {
    const std::filesystem::path path = directory_.path / name;
    EXPECT_TRUE(write_file_if_different(path, bytes));
    return path.string();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return directory_.path / name; }

 private:
  TemporaryDirectory directory_;
};

// One member of an archive that is not compressed.
inline std::string member(const std::string& name, std::uint32_t mode, const std::string& data) {
  cpio::Header header;
  header.mode = mode;
  header.size = static_cast<std::uint32_t>(data.size());
  return cpio::header_bytes(header, name) + data + std::string(cpio::padding(data.size()), '\0');
}

// A directory, a file of 5 bytes and one of 3.
inline std::string small_archive() {
  return member("bin", cpio::type_directory | 0755, "") +
         member("bin/tool", cpio::type_file | 0755, "tool!") +
         member("init", cpio::type_file | 0755, "ini") + member("TRAILER!!!", 0, "");
}

}  // namespace linuxbake::report
