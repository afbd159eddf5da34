// SPDX-License-Identifier: MIT
// temporary_directory.h - a directory for one test alone, gone when the test ends.
//
// mkdtemp(3) makes it below TMPDIR, so that no other test, build tree or user has the same one, and
// nothing that an earlier run has left can be found in it. Where TMPDIR has blanks, which messages
// and commands quote, /var/tmp stands in for it: what is to have a blank says so in its prefix.
#pragma once

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace linuxbake {

class TemporaryDirectory {
 public:
  // The name begins with `prefix`, which may hold blanks and any other character but a slash.
  explicit TemporaryDirectory(const std::string& prefix = "linuxbake-",
                              const std::filesystem::path& base = usual_base()) {
    std::string name = (base / (prefix + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), name);
    }
    path = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }

  // Writes a file below the directory and returns its path.
  std::string write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << bytes;
    return (path / name).string();
  }

  // For tests whose programs make sockets: the path of one has up to 107 bytes (unix(7)), and a
  // TMPDIR below a build tree may be longer.
  static std::filesystem::path base_for_sockets() {
    constexpr std::size_t limit = 40;
    const std::filesystem::path usual = usual_base();
    return usual.string().size() <= limit ? usual : "/tmp";
  }

  std::filesystem::path path;

 private:
  static std::filesystem::path usual_base() {
    const std::filesystem::path directory = std::filesystem::temp_directory_path();
    return directory.string().find(' ') == std::string::npos ? directory : "/var/tmp";
  }
};

}  // namespace linuxbake
