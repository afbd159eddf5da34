// SPDX-License-Identifier: MIT
#include "boot/machine/screen.h"

#include <gtest/gtest.h>

namespace linuxbake::boot {
namespace {

std::string memory_with(std::size_t row, std::string_view text, char rest = ' ') {
  std::string memory;
  for (std::size_t cell = 0; cell < screen_columns * screen_rows; ++cell) {
    memory += rest;
    memory += '\x07';
  }
  for (std::size_t i = 0; i < text.size(); ++i) memory[2 * (row * screen_columns + i)] = text[i];
  return memory;
}

TEST(Screen, ShowsItsLines) {
  EXPECT_EQ(screen_text(memory_with(1, "No bootable device.")), "\nNo bootable device.\n");
}

TEST(Screen, AnEmptyOneIsEmpty) {
  EXPECT_EQ(screen_text(memory_with(0, "")), "");
  EXPECT_EQ(screen_text(memory_with(0, "", '\0')), "");
}

TEST(Screen, GraphicsAreNoText) {
  EXPECT_EQ(screen_text(memory_with(0, "a", '\xe7')), "");
}

TEST(Screen, TooLittleIsNothing) {
  EXPECT_EQ(screen_text("abc"), "");
}

}  // namespace
}  // namespace linuxbake::boot
