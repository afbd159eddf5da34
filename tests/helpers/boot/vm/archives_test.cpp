// SPDX-License-Identifier: MIT
#include "boot/vm/archives.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "common/files.h"
#include "cpio/archive.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

class Archives : public testing::Test {
 protected:
  [[nodiscard]] std::string path(const std::string& name) const {
    return (fs::canonical(temporary.path) / name).string();
  }
  [[nodiscard]] static bool has(const cpio::Archive& archive, const std::string& file) {
    return std::any_of(archive.records.begin(), archive.records.end(),
                       [&](const cpio::Record& one) { return "/" + one.name == file; });
  }

  const TemporaryDirectory temporary;
  GuestFiles files;
  Machine machine;
};

TEST_F(Archives, NamesHoldWhatNamesOnTheHostHold) {
  for (const char* name : {"a\nb", "two words", "\"quoted\"", "\\x", "#"}) {
    temporary.write(name, "text");
    ASSERT_TRUE(files.add(path(name)));
  }
  ASSERT_TRUE(pack_machine(files, machine, path("machine.initramfs")));
  const Result<cpio::Archive> archive = cpio::read_archive(path("machine.initramfs"));
  ASSERT_TRUE(archive.has_value());
  for (const char* name : {"a\nb", "two words", "\"quoted\"", "\\x", "#"}) {
    EXPECT_TRUE(has(*archive, path(name))) << name;
  }
  EXPECT_FALSE(has(*archive, path("a")));
}

TEST_F(Archives, ThatOfAMachineIsPackedOnce) {
  temporary.write("machine.initramfs", "there already");
  ASSERT_TRUE(pack_machine(files, machine, path("machine.initramfs")));
  EXPECT_EQ(read_file(path("machine.initramfs")).value_or(""), "there already");
}

TEST_F(Archives, HaveToFitIntoTheMemory) {
  temporary.write("large", "");
  fs::resize_file(path("large"), std::uintmax_t{20} << 20U);
  ASSERT_TRUE(files.add(path("large")));
  machine.memory = 32;
  const Result<std::string> test = pack_test(files, machine);
  ASSERT_FALSE(test.has_value());
  EXPECT_EQ(test.error().message,
            "COMMAND with what it needs and FILES have 21 MiB, and do not fit into the 32 MiB of "
            "the guest's memory, of which the kernel needs 24; MEMORY 170 gives it enough");
}

TEST_F(Archives, StandOneBehindTheOther) {
  temporary.write("machine", "one");
  join_archives(path("machine"), "two", path("joined"));
  EXPECT_EQ(read_file(path("joined")).value_or(""), "onetwo");
}

}  // namespace
}  // namespace linuxbake::boot
