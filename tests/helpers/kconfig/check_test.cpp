// SPDX-License-Identifier: MIT
#include "kconfig/check.h"

#include <gtest/gtest.h>

#include <string>

namespace linuxbake::kconfig {
namespace {

using Texts = std::vector<std::string>;

Texts refusals(std::string_view final_text, std::string_view fragment,
               std::string_view later_fragment = "", std::string_view base = "") {
  const auto parsed = [](const std::string& path, std::string_view text) {
    return ConfigFile{path, parse_assignments(text, path).value()};
  };
  Texts all;
  for (const Error& error : check(parsed("final", final_text).assignments, parsed("base", base),
                                  {parsed("a", fragment), parsed("b", later_fragment)}))
    all.push_back(error.text());
  return all;
}

TEST(Check, SilentWhereEverythingTook) {
  EXPECT_EQ(refusals("CONFIG_A=y\nCONFIG_B=\"x\"\nCONFIG_C=0x1000\n# CONFIG_D is not set\n",
                     "CONFIG_A=y\nCONFIG_B=\"x\"\nCONFIG_C=0x1000\nCONFIG_D=n\n"),
            Texts{});
}

TEST(Check, OffHasThreeSpellings) {
  EXPECT_EQ(refusals("# CONFIG_A is not set\nCONFIG_B=n\n",
                     "CONFIG_A=n\n# CONFIG_B is not set\n# CONFIG_C is not set\nCONFIG_D=n\n"),
            Texts{});
}

TEST(Check, NamesPlaceRequestAndFinalValue) {
  EXPECT_EQ(refusals("CONFIG_A=m\n# CONFIG_B is not set\nCONFIG_C=\"y\"\nCONFIG_E=\nCONFIG_F=y\n",
                     "CONFIG_A=y\n\nCONFIG_B=y\nCONFIG_C=\"x\"\nCONFIG_D=y\nCONFIG_E=5\n"
                     "# CONFIG_F is not set\n"),
            (Texts{"a:1: CONFIG_A=y was asked for, but the final value is m",
                   "a:3: CONFIG_B=y was asked for, but the final value is n",
                   "a:4: CONFIG_C=\"x\" was asked for, but the final value is \"y\"",
                   "a:5: CONFIG_D=y was asked for, but the final configuration does not have it: "
                   "this version does not know it, or what it depends on is not set",
                   "a:6: CONFIG_E=5 was asked for, but the final value is empty",
                   "a:7: CONFIG_F=n was asked for, but the final value is y"}));
}

TEST(Check, OnlyTheLaterRequestCounts) {
  EXPECT_EQ(refusals("CONFIG_A=n\n", "CONFIG_A=y\n", "CONFIG_A=n\n"), Texts{});
  EXPECT_EQ(refusals("CONFIG_A=n\n", "CONFIG_A=n\n", "CONFIG_A=y\n"),
            (Texts{"b:1: CONFIG_A=y was asked for, but the final value is n"}));
}

TEST(Check, NamesTheBaseWhereItIsAThirdValue) {
  EXPECT_EQ(refusals("CONFIG_A=18\n", "CONFIG_A=5\n", "", "CONFIG_A=17\n"),
            (Texts{"a:1: CONFIG_A=5 was asked for, but the final value is 18 (the base has 17)"}));
  EXPECT_EQ(refusals("CONFIG_A=18\n", "CONFIG_A=5\n", "", "CONFIG_A=18\n"),
            (Texts{"a:1: CONFIG_A=5 was asked for, but the final value is 18"}));
}

}  // namespace
}  // namespace linuxbake::kconfig
