// SPDX-License-Identifier: MIT
#include "kconfig/id_table.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace linuxbake::kconfig {
namespace {

// Names whose id is their place, as the Model has them.
class Names {
 public:
  explicit Names(std::size_t expected, std::size_t different_hashes)
      : table_(expected), different_hashes_(different_hashes) {}

  std::uint32_t enter(const std::string& name) {
    const auto fresh = static_cast<std::uint32_t>(names_.size());
    const std::uint32_t id = table_.find_or_insert(
        hash(name), fresh, [&](std::uint32_t known) { return is(known, name); });
    if (id == fresh) names_.push_back(name);
    return id;
  }
  [[nodiscard]] std::uint32_t find(const std::string& name) const {
    return table_.find(hash(name), [&](std::uint32_t known) { return is(known, name); });
  }

 private:
  [[nodiscard]] bool is(std::uint32_t id, const std::string& name) const {
    return names_[id] == name;
  }
  [[nodiscard]] std::size_t hash(const std::string& name) const {
    return std::hash<std::string>()(name) % different_hashes_;
  }

  IdTable table_;
  std::size_t different_hashes_;
  std::vector<std::string> names_ = {""};
};

void expect_all_found(Names names) {
  constexpr std::uint32_t count = 3000;
  for (std::uint32_t i = 1; i <= count; ++i) ASSERT_EQ(names.enter(std::to_string(i)), i);
  for (std::uint32_t i = 1; i <= count; ++i) {
    ASSERT_EQ(names.find(std::to_string(i)), i);
    ASSERT_EQ(names.enter(std::to_string(i)), i);
  }
  EXPECT_EQ(names.find("another"), 0U);
}

TEST(IdTable, GrowsBeyondWhatWasExpected) {
  expect_all_found(Names(1, SIZE_MAX));
}

TEST(IdTable, TellsKeysOfTheSameHashApart) {
  expect_all_found(Names(5000, 7));
}

}  // namespace
}  // namespace linuxbake::kconfig
