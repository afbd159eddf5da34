// SPDX-License-Identifier: MIT
// shell_output.h - what a real shell makes of a script.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>

namespace linuxbake {

inline std::string output_of_shell(const std::string& script) {
  std::FILE* pipe = popen(script.c_str(), "r");
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe)) {
    text.append(buffer.data(), size);
  }
  EXPECT_EQ(pclose(pipe), 0);
  return text;
}

}  // namespace linuxbake
