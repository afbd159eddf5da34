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

  // Nobody sees half of a file.
  Result<void> give(const Statement& statement, const Signed& whole,
                    const fs::path& directory) override {
    std::error_code problem;
    fs::create_directories(directory_ / "cas", problem);
    if (problem) return fail(problem.message(), directory_.string());
    for (const File& file : statement.files) {
      const fs::path place = directory_ / "cas" / file.hash;
      if (fs::file_size(place, problem) == file.bytes && !problem) continue;
      const fs::path part = temporary_name(place);
      if (const auto copied = copy_over(directory / file.name, part); !copied) return copied;
      fs::rename(part, place, problem);
      if (problem) return fail(problem.message(), place.string());
    }
    return write_file_if_different(directory_ / "ac" / statement.key,
                                   action_result_of(statement, whole))
        .map([](bool) {});
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
