// SPDX-License-Identifier: MIT
#include "common/architecture.h"

#include <elf.h>
#include <gtest/gtest.h>

namespace linuxbake {
namespace {

TEST(Architecture, IsFoundByItsName) {
  EXPECT_EQ(architecture("i486").machine.processor, "486");
  EXPECT_EQ(find_architecture("aarch64")->elf_machine, EM_AARCH64);
  EXPECT_EQ(find_architecture("m68k"), nullptr);
  EXPECT_EQ(architecture_names().size(), architectures().size());
}

// What every reader of the table takes for granted.
TEST(Architecture, HasAMachine) {
  for (const Architecture& one : architectures()) {
    for (const std::string_view text :
         {one.image_platform, one.console, one.machine.program, one.machine.board,
          one.machine.disks, one.machine.network_card, one.machine.install}) {
      EXPECT_FALSE(text.empty()) << one.name;
    }
  }
}

}  // namespace
}  // namespace linuxbake
