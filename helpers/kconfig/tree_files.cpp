// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <vector>

#include "common/lines.h"
#include "kconfig/parser.h"

namespace linuxbake::kconfig {
namespace {

namespace fs = std::filesystem;

constexpr off_t most_bytes = 64'000'000;

class Descriptor {
 public:
  // O_NONBLOCK: a named pipe must not make us wait for who writes into it.
  explicit Descriptor(const std::string& path, int flags = 0)
      : number_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags)), error_(errno) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] int error() const { return number_ < 0 ? error_ : 0; }

 private:
  int number_;
  int error_;
};

class FilesOfTree final : public Files {
 public:
  explicit FilesOfTree(std::string directory) : directory_(std::move(directory)) {}

  Result<std::string> read(const std::string& name) override {
    const std::string path = name.starts_with('/') ? name : directory_ + "/" + name;
    Result<std::string> text = read_inside(name, path);
    if (text || !name.ends_with(".in")) return text;
    const std::string source = path.substr(0, path.size() - 2) + "src";
    return access(source.c_str(), R_OK) == 0 ? generated(source) : text;
  }

 private:
  // Only what is odd has to be looked at closely: realpath() on each of 1,600 files costs time.
  Result<std::string> read_inside(const std::string& name, const std::string& path) {
    if (name.starts_with('/') && !path.starts_with(directory_ + "/"))
      return fail("leads out of the tree");
    const bool has_dots = name.find("..") != std::string::npos;
    if (!has_dots && is_plain(path.substr(0, path.rfind('/')))) {
      const Descriptor file(path, O_NOFOLLOW);
      if (file.error() != ELOOP) return read_from(file);
    }
    char resolved[PATH_MAX];
    if (realpath(path.c_str(), resolved) != nullptr) {  // else reading will tell
      const std::string_view real(resolved);
      if (real != directory_ && !real.starts_with(directory_ + "/"))
        return fail("leads out of the tree");
    }
    return read_from(Descriptor(path));
  }

  static bool is_link(const std::string& path) {
    struct stat status {};
    return lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
  }

  // Whether no link is on the way from the tree to this directory; each is looked at once.
  bool is_plain(const std::string& directory) {
    if (directory.size() <= directory_.size()) return directory == directory_;
    if (const auto found = plain_.find(directory); found != plain_.end()) return found->second;
    const bool plain = !is_link(directory) && is_plain(directory.substr(0, directory.rfind('/')));
    return plain_.emplace(directory, plain).first->second;
  }

  static Result<std::string> read_from(const Descriptor& file) {
    struct stat status {};
    if (file.error() != 0 || fstat(file.number(), &status) != 0)
      return fail(fmt::format("cannot be opened: {}",
                              std::strerror(file.error() != 0 ? file.error() : errno)));
    if (!S_ISREG(status.st_mode)) return fail("is no regular file");
    if (status.st_size > most_bytes) return fail("is larger than 64 MB");
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t done = 0;
    while (done < text.size()) {
      const ssize_t count = ::read(file.number(), text.data() + done, text.size() - done);
      if (count <= 0) break;
      done += static_cast<std::size_t>(count);
    }
    text.resize(done);
    return text;
  }

  // Config.src with the '//config:' lines of the C files beside it in place of its line INSERT.
  static Result<std::string> generated(const std::string& source) {
    Result<std::string> outline = read_from(Descriptor(source));
    if (!outline) return outline;
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(fs::path(source).parent_path(), ignored))
      if (entry.path().extension() == ".c") files.push_back(entry.path());
    std::ranges::sort(files);
    std::string inserted;
    for (const fs::path& file : files) {
      const Result<std::string> text = read_from(Descriptor(file));
      if (text) append_config_lines(inserted, *text);
    }
    const std::string framed = "\n" + *outline;
    const std::size_t place = framed.find("\nINSERT\n");
    std::string result = "# DO NOT EDIT. This file is generated from Config.src";
    result += framed.substr(0, place) + "\n" + inserted;
    if (place != std::string::npos) result += framed.substr(place + 8);
    return result;
  }

  static void append_config_lines(std::string& to, std::string_view text) {
    constexpr std::string_view marker = "//config:";
    while (!text.empty()) {
      const std::string_view line = take_line(text);
      if (!line.starts_with(marker)) continue;
      to += line.substr(marker.size());
      to += '\n';
    }
  }

  std::string directory_;
  std::unordered_map<std::string, bool> plain_;
};

}  // namespace

std::unique_ptr<Files> files_of_tree(std::string directory) {
  return std::make_unique<FilesOfTree>(std::move(directory));
}

}  // namespace linuxbake::kconfig
