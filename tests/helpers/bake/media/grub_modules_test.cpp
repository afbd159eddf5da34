// SPDX-License-Identifier: MIT
#include "bake/media/grub_modules.h"

#include <gtest/gtest.h>

namespace linuxbake::bake::media {
namespace {

using Modules = std::vector<std::string>;

TEST(GrubModules, BringWhatTheyNeed) {
  const std::string moddep = "normal: gzio terminal\nterminal:\ngzio: gcry\nlinux: normal video\n";
  EXPECT_EQ(grub_closure(moddep, {"linux", "normal"}),
            (Modules{"linux", "normal", "video", "gzio", "terminal", "gcry"}));
  EXPECT_EQ(grub_closure("a: b\nb: a\n", {"a"}), (Modules{"a", "b"}));
  EXPECT_EQ(grub_closure("", {"x"}), Modules{"x"});
}

}  // namespace
}  // namespace linuxbake::bake::media
