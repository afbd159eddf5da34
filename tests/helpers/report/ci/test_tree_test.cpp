// SPDX-License-Identifier: MIT
#include "report/ci/test_tree.h"

#include <gtest/gtest.h>

namespace linuxbake::report::ci {
namespace {

TEST(TestTree, IsReadFromWhatCtestLists) {
  const std::vector<TreeTest> tests = parse_test_tree(R"({"kind": "ctestInfo", "tests": [
        {"name": "a", "command": ["x"], "properties": [
          {"name": "LABELS", "value": ["l", "m"]}, {"name": "DEPENDS", "value": ["b"]},
          {"name": "FIXTURES_REQUIRED", "value": ["r"]}, {"name": "FIXTURES_SETUP", "value": ["s"]},
          {"name": "FIXTURES_CLEANUP", "value": ["c"]}, {"name": "PROCESSORS", "value": 3},
          {"name": "RUN_SERIAL", "value": true}, {"name": "DISABLED", "value": true},
          {"name": "TIMEOUT", "value": 5.0}]},
        {"name": "b"}]})")
                                          .value();
  ASSERT_EQ(tests.size(), 2U);
  EXPECT_EQ(tests[0], (TreeTest{"a", {"l", "m"}, {"b"}, {"r"}, {"s"}, {"c"}, 3, true, true}));
  EXPECT_EQ(tests[1], (TreeTest{"b", {}, {}, {}, {}, {}, 1, false, false}));
}

TEST(TestTree, HasEachNameOnce) {
  EXPECT_EQ(parse_test_tree(R"({"tests": [{"name": "a"}, {"name": "a"}]})").error().text(),
            "two tests have the name 'a': in a report they could not be told apart. Give one of "
            "them another name");
}

TEST(TestTree, IsNothingElse) {
  EXPECT_FALSE(parse_test_tree("No tests were found!!!").has_value());
  EXPECT_FALSE(parse_test_tree("{}").has_value());
}

}  // namespace
}  // namespace linuxbake::report::ci
