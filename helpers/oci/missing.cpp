// SPDX-License-Identifier: MIT
#include "oci/missing.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <map>
#include <optional>

#include "cpio/names.h"
#include "oci/users.h"

namespace linuxbake::oci {
namespace {

class Content {
 public:
  explicit Content(const cpio::Archive& archive) {
    for (const cpio::Record& record : archive.records)
      records_.emplace(cpio::joined(cpio::components_of(record.name)), &record);
  }

  // Where the path leads, along symbolic links; null: nowhere.
  [[nodiscard]] const cpio::Record* find(const std::string& path) const {
    const auto target_of = [&](const std::string& name) -> const std::string* {
      const auto found = records_.find(name);
      const bool is_link = found != records_.end() && S_ISLNK(found->second->header.mode);
      return is_link ? &found->second->data : nullptr;
    };
    const std::optional<std::string> real = cpio::follow_links(path, true, target_of);
    const auto found = real ? records_.find(*real) : records_.end();
    return found == records_.end() ? nullptr : found->second;
  }

  [[nodiscard]] std::string text_of(const std::string& path) const {
    const cpio::Record* const record = find(path);
    return record != nullptr && S_ISREG(record->header.mode) ? record->data : "";
  }

 private:
  std::map<std::string, const cpio::Record*> records_;
};

bool can_be_executed(const cpio::Record& record) {
  constexpr std::uint32_t anybody = 0111;
  return S_ISREG(record.header.mode) && (record.header.mode & anybody) != 0;
}

}  // namespace

std::vector<std::string> missing_in(const cpio::Archive& archive, const Run& run) {
  const Content content(archive);
  std::vector<std::string> sentences;
  const std::vector<std::string>& words = run.entrypoint.empty() ? run.command : run.entrypoint;
  const std::string program = words.empty() ? "" : words.front();
  if (program.starts_with('/')) {
    const cpio::Record* const record = content.find(program);
    if (record == nullptr)
      sentences.push_back(fmt::format("the program '{}' is not in the image", program));
    else if (!can_be_executed(*record))
      sentences.push_back(fmt::format("'{}' of the image cannot be executed", program));
  }
  const Result<User> user =
      user_of(run.user, content.text_of("/etc/passwd"), content.text_of("/etc/group"));
  if (!user) sentences.push_back(user.error().message);
  return sentences;
}

}  // namespace linuxbake::oci
