// SPDX-License-Identifier: MIT
#include "bake/remote/directory.h"

#include <algorithm>

#include "bake/remote/action_result.h"
#include "bake/results/store.h"
#include "common/files.h"

namespace linuxbake::bake::remote {
namespace {

namespace fs = std::filesystem;

Result<void> copy_over(const fs::path& from, const fs::path& to) {
  std::error_code problem;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, problem);
  if (problem) return fail(problem.message(), to.string());
  return {};
}

class Directory final : public Server {
 public:
  explicit Directory(fs::path directory) : directory_(std::move(directory)) {}

  Result<std::optional<Signed>> look_up(const std::string& key) override {
    std::error_code ignored;
    if (!fs::exists(directory_ / "ac" / key, ignored)) return std::optional<Signed>();
    return read_file(directory_ / "ac" / key)
        .and_then([](const std::string& bytes) { return parse_action_result(bytes); })
        .map([](Signed whole) { return std::optional(std::move(whole)); });
  }

  Result<void> take(const File& file, const fs::path& path) override {
    std::error_code problem;
    const fs::path place = directory_ / "cas" / file.hash;
    const std::uintmax_t bytes = fs::file_size(place, problem);
    if (problem) return fail(problem.message(), place.string());
    if (bytes != file.bytes) return fail("it is longer or shorter than it should be", place);
    return copy_over(place, path);
  }

  Result<void> give(const Statement& statement, const Signed& whole,
                    const fs::path& directory) override {
    for (const File& file : statement.files)
      if (const auto copied = give_file(file.hash, directory / file.name); !copied)
        return tl::unexpected(copied.error());
    return write_file_if_different(directory_ / "ac" / statement.key,
                                   action_result_of(statement, whole))
        .map([](bool) {});
  }

  // Nobody sees half of a file.
  Result<bool> give_file(const std::string& hash, const fs::path& file) override {
    std::error_code problem;
    fs::create_directories(directory_ / "cas", problem);
    if (problem) return fail(problem.message(), directory_.string());
    const fs::path place = directory_ / "cas" / hash;
    if (fs::file_size(place, problem) == fs::file_size(file) && !problem) return false;
    const fs::path part = temporary_name(place);
    if (const auto copied = copy_over(file, part); !copied) return tl::unexpected(copied.error());
    fs::rename(part, place, problem);
    if (problem) return fail(problem.message(), place.string());
    return true;
  }

 private:
  fs::path directory_;
};

}  // namespace

std::unique_ptr<Server> open_directory(const fs::path& directory) {
  return std::make_unique<Directory>(directory);
}

std::vector<std::string> keys_in(const fs::path& directory) {
  std::vector<std::string> keys;
  std::error_code ignored;
  for (const fs::directory_entry& one : fs::directory_iterator(directory / "ac", ignored))
    keys.push_back(one.path().filename().string());
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace linuxbake::bake::remote
