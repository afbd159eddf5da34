// SPDX-License-Identifier: MIT
// Golden logs: causes/<name>.{serial,screen,qemu}.txt as a machine printed them, <name>.cause.txt
// what we say of it; <name>.memory.txt, in MiB, where little memory is the cause.
#include "boot/guest/cause.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "common/files.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names() {
  constexpr std::string_view ending = ".cause.txt";
  std::vector<std::string> all;
  for (const auto& entry : fs::directory_iterator(CAUSES_DIRECTORY)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(ending)) all.push_back(name.substr(0, name.size() - ending.size()));
  }
  return all;
}

class Cause : public testing::TestWithParam<std::string> {};

TEST_P(Cause, IsRecognised) {
  const fs::path base = fs::path(CAUSES_DIRECTORY) / GetParam();
  const auto text = [&base](const char* ending) {
    return read_file(base.string() + ending).value_or("");
  };
  const std::string serial = text(".serial.txt");
  const std::string screen = text(".screen.txt");
  const std::string qemu = text(".qemu.txt");
  const std::string memory = text(".memory.txt");
  const unsigned mib = memory.empty() ? 256 : static_cast<unsigned>(std::stoul(memory));
  EXPECT_EQ(likely_cause({serial, screen, qemu, mib}) + "\n", text(".cause.txt"));
}

INSTANTIATE_TEST_SUITE_P(Golden, Cause, testing::ValuesIn(names()), [](const auto& info) {
  std::string name = info.param;
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
});

}  // namespace
}  // namespace linuxbake::boot
