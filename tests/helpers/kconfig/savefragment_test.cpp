// SPDX-License-Identifier: MIT
#include "kconfig/savefragment.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>

#include "kconfig/merge.h"

namespace linuxbake::kconfig {
namespace {

Assignments parsed(std::string_view text) {
  return parse_assignments(text, "f").value();
}

TEST(SaveFragment, OnlyWhatDiffers) {
  EXPECT_EQ(savefragment(parsed("CONFIG_A=y\nCONFIG_B=y\nCONFIG_C=1\nCONFIG_D=m\nCONFIG_E=\"x\"\n"),
                         parsed("CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=2\nCONFIG_F=\"q\"\n"
                                "# CONFIG_G is not set\n")),
            "# CONFIG_B is not set\nCONFIG_C=2\nCONFIG_F=\"q\"\n# CONFIG_D is not set\n");
}

TEST(SaveFragment, NothingDiffers) {
  EXPECT_EQ(savefragment(parsed("CONFIG_A=y\n"), parsed("CONFIG_A=y\n# CONFIG_B is not set\n")),
            "");
}

TEST(SaveFragment, OfARepeatedNameOnlyTheLastCounts) {
  EXPECT_EQ(savefragment(parsed("CONFIG_A=m\nCONFIG_A=y\n"), parsed("CONFIG_A=n\nCONFIG_A=m\n")),
            "CONFIG_A=m\n");
}

std::string arbitrary_config() {
  std::string text;
  for (char name = 'A'; name < 'H'; ++name) {
    const auto value = *rc::gen::element<std::string>("y", "m", "n", "");
    if (!value.empty()) text += assignment_line("CONFIG_" + std::string(1, name), value) + "\n";
  }
  return text;
}

// A symbol that is not mentioned is off.
std::map<std::string, std::string> what_is_on(const Assignments& assignments) {
  std::map<std::string, std::string> values;
  for (const Assignment& one : assignments) values[one.name] = one.value;
  std::erase_if(values, [](const auto& entry) { return entry.second == "n"; });
  return values;
}

RC_GTEST_PROP(SaveFragmentProperty, OverTheBaseItGivesTheConfigAgain, ()) {
  const Assignments base = parsed(arbitrary_config());
  const Assignments config = parsed(arbitrary_config());
  const Assignments fragment = parsed(savefragment(base, config));
  const Merge merged = merge({"base", base}, {{"fragment", fragment}});
  RC_ASSERT(what_is_on(parsed(merged_text(merged))) == what_is_on(config));
  RC_ASSERT(savefragment(config, config).empty());
}

}  // namespace
}  // namespace linuxbake::kconfig
