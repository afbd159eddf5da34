// SPDX-License-Identifier: MIT
#include "cpio/diff.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "common/double_quotes.h"
#include "common/json.h"
#include "common/sha256.h"
#include "cpio/list.h"

namespace linuxbake::cpio {
namespace {

using Differences = std::vector<Difference>;

// The last record of a name: the one that stays when the kernel has unpacked both.
std::map<std::string, const Record*> by_name(const Archive& archive) {
  std::map<std::string, const Record*> records;
  for (const Record& record : archive.records) records[record.name] = &record;
  return records;
}

std::string owner(const Header& header) {
  return fmt::format("{}:{}", header.uid, header.gid);
}

std::string content(const Record& record) {
  if ((record.header.mode & type_mask) == type_symlink) return record.data;
  return fmt::format("{} bytes, SHA-256 {:.12}…", record.data.size(), sha256(record.data));
}

void compare_records(const Record& left, const Record& right, Differences& found) {
  const auto compare = [&](std::string_view what, const std::string& a, const std::string& b) {
    if (a != b) found.push_back({left.name, std::string(what), a, b});
  };
  const Header& a = left.header;
  const Header& b = right.header;
  compare("type", type_name(a), type_name(b));
  compare("mode", fmt::format("{:04o}", a.mode & 07777), fmt::format("{:04o}", b.mode & 07777));
  compare("owner", owner(a), owner(b));
  compare("mtime", fmt::format("{}", a.mtime), fmt::format("{}", b.mtime));
  compare("device", fmt::format("{},{}", a.major, a.minor), fmt::format("{},{}", b.major, b.minor));
  compare("hard links", fmt::format("{}", fmt::join(left.hard_links, " ")),
          fmt::format("{}", fmt::join(right.hard_links, " ")));
  if (left.data != right.data) compare("content", content(left), content(right));
}

// What entries alone do not show. Only told where they show nothing: it would follow from them.
void compare_wholes(const Archive& left, const Archive& right, Differences& found) {
  const auto names = [](const Archive& archive) {
    std::vector<std::string> all;
    for (const Record& record : archive.records) all.push_back(record.name);
    return all;
  };
  if (names(left) != names(right)) {
    found.push_back({"", "order of the entries, or a name that occurs twice", "", ""});
    return;
  }
  for (std::size_t i = 0; i < left.records.size(); ++i) {
    if (left.records[i].header == right.records[i].header) continue;
    found.push_back({left.records[i].name, "inode number, link count or another field", "", ""});
  }
}

}  // namespace

std::vector<Difference> diff_archives(const Archive& left, const Archive& right) {
  Differences found;
  const auto lefts = by_name(left);
  const auto rights = by_name(right);
  for (const auto& [name, record] : lefts) {
    const auto other = rights.find(name);
    if (other == rights.end()) {
      found.push_back({name, "only in the first", "", ""});
    } else {
      compare_records(*record, *other->second, found);
    }
  }
  for (const auto& [name, record] : rights) {
    if (!lefts.contains(name)) found.push_back({name, "only in the second", "", ""});
  }
  if (found.empty()) compare_wholes(left, right, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const Difference& a, const Difference& b) { return a.name < b.name; });
  return found;
}

std::string diff_text(const std::vector<Difference>& differences) {
  std::string text;
  for (const Difference& difference : differences) {
    if (!difference.name.empty()) text += quoted_word(difference.name) + ": ";
    text += difference.what;
    if (!difference.left.empty() || !difference.right.empty()) {
      text += fmt::format(": {}, {}", quoted_word(difference.left), quoted_word(difference.right));
    }
    text += "\n";
  }
  return text;
}

std::string diff_json(const std::vector<Difference>& differences) {
  Json list = Json::array();
  for (const Difference& difference : differences) {
    list.push_back({{"name", difference.name},
                    {"what", difference.what},
                    {"left", difference.left},
                    {"right", difference.right}});
  }
  return json_text(list, 2) + "\n";
}

}  // namespace linuxbake::cpio
