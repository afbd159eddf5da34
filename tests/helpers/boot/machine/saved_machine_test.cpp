// SPDX-License-Identifier: MIT
#include "boot/machine/saved_machine.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

class SavedMachineTest : public testing::Test {
 protected:
  TemporaryDirectory temporary{"linuxbake machines "};
  fs::path directory = temporary.path;
};

TEST_F(SavedMachineTest, HolesOfTheMemoryStayHoles) {
  const auto memory = SharedMemory::make(std::size_t{1} << 30U);
  ASSERT_TRUE(memory);
  ASSERT_EQ(::pwrite(memory->descriptor(), "end", 3, (off_t{1} << 30) - 3), 3);
  ASSERT_EQ(::pwrite(memory->descriptor(), "x", 1, 8192), 1);
  {
    const Descriptor file(::open((directory / "memory").c_str(), O_WRONLY | O_CREAT, 0644));
    ASSERT_TRUE(copy_memory(memory->descriptor(), file.get()));
  }
  struct stat facts {};
  ASSERT_EQ(::stat((directory / "memory").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_size, off_t{1} << 30);
  EXPECT_LT(facts.st_blocks, 1000);
  const auto restored = SharedMemory::make(std::size_t{1} << 30U);
  ASSERT_TRUE(write_file_if_different(directory / "devices", "of it"));
  const auto saved = SavedMachine::open(directory);
  ASSERT_TRUE(restored && saved && saved->restore(*restored));
  std::string end(3, ' ');
  ASSERT_EQ(::pread(restored->descriptor(), end.data(), 3, (off_t{1} << 30) - 3), 3);
  EXPECT_EQ(end, "end");
  EXPECT_FALSE(SavedMachine::open(directory / "none"));
}

// Memory of one save and devices of another are a machine that stands still.
TEST_F(SavedMachineTest, ItsFilesBelongTogetherThoughItIsSavedAnew) {
  for (const char* const name : {"memory", "devices"}) {
    ASSERT_TRUE(write_file_if_different(directory / "m" / name, "first"));
  }
  const auto saved = SavedMachine::open(directory / "m");
  ASSERT_TRUE(saved);
  remove_saved_machine(directory / "m");
  for (const char* const name : {"memory", "devices"}) {
    ASSERT_TRUE(write_file_if_different(directory / "m" / name, "second"));
  }
  const auto memory = SharedMemory::make(4096);
  ASSERT_TRUE(memory && saved->restore(*memory));
  std::string begin(5, ' ');
  ASSERT_EQ(::pread(memory->descriptor(), begin.data(), 5, 0), 5);
  EXPECT_EQ(begin, "first");
  const std::string commands = saved->restore_commands();
  const std::size_t path = commands.find("/proc/");
  EXPECT_EQ(read_file(commands.substr(path, commands.find('"', path) - path)), "first") << commands;
}

TEST_F(SavedMachineTest, NobodySavesWhatAnotherProcessSaves) {
  const MachineSaver first(directory / "m");
  ASSERT_FALSE(first.finished());
  for (const char* const machine : {"m", "used"}) {
    ASSERT_TRUE(write_file_if_different(directory / machine / "memory", "x"));
  }
  tidy_saved_machines(directory / "used", 0);
  EXPECT_TRUE(fs::exists(directory / "m")) << "it is being saved";
  EXPECT_TRUE(MachineSaver(directory / "m").finished()) << "two would write the same files";
}

TEST_F(SavedMachineTest, TheNameDependsOnAllThatMatters) {
  Machine machine;
  machine.qemu = "/bin/true";
  machine.kernel = (directory / "kernel").string();
  std::ofstream(machine.kernel) << "1";
  machine.initramfs = "/here";
  const auto name = saved_machine(machine, "1", directory);
  ASSERT_TRUE(name);
  machine.initramfs = "/there";
  EXPECT_EQ(saved_machine(machine, "1", directory), name);
  EXPECT_NE(saved_machine(machine, "2", directory), name);
  EXPECT_EQ(saved_machine(machine, "1", ""), std::nullopt);
  Machine other = machine;
  other.memory = 128;
  EXPECT_NE(saved_machine(other, "1", directory), name);
  other = machine;
  other.accelerator = "kvm";
  EXPECT_EQ(saved_machine(other, "1", directory), std::nullopt);
  std::ofstream(machine.kernel) << "12";
  EXPECT_NE(saved_machine(machine, "1", directory), name);
}

TEST_F(SavedMachineTest, IsSavedStepByStep) {
  const auto memory = SharedMemory::make(8192);
  MachineSaver saver(directory / "m");
  ASSERT_FALSE(saver.finished());
  EXPECT_TRUE(MachineSaver(directory / "m").finished()) << "another one is at it";
  EXPECT_NE(saver.step({}, *memory).find("exec:cat > "), std::string::npos);
  EXPECT_EQ(saver.step({}, *memory), "");
  EXPECT_EQ(saver.step({"{}", "{\"status\":\"active\"}"}, *memory), save_question);
  EXPECT_FALSE(fs::exists(directory / "m"));
  EXPECT_EQ(saver.step({"{\"status\":\"completed\"}"}, *memory), continue_command);
  EXPECT_TRUE(saver.finished());
  EXPECT_TRUE(fs::exists(directory / "m/memory"));
  EXPECT_FALSE(fs::exists(directory / "m.part"));
}

TEST_F(SavedMachineTest, WhatFailsLeavesNothing) {
  const auto memory = SharedMemory::make(8192);
  MachineSaver saver(directory / "m");
  [[maybe_unused]] const auto begun = saver.step({}, *memory);
  EXPECT_EQ(saver.step({"{\"status\":\"failed\"}"}, *memory), continue_command);
  EXPECT_TRUE(saver.finished());
  EXPECT_FALSE(fs::exists(directory / "m"));
  EXPECT_FALSE(fs::exists(directory / "m.part"));
}

TEST_F(SavedMachineTest, ThoseLeastUsedGo) {
  for (int i = 0; i < 12; ++i) {
    const fs::path machine = directory / std::to_string(i);
    fs::create_directory(machine);
    fs::last_write_time(machine, fs::file_time_type::clock::now() - std::chrono::hours(i + 1));
  }
  tidy_saved_machines(directory / "11");
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(fs::exists(directory / std::to_string(i)), i < 7 || i == 11) << i;
  }
}

TEST_F(SavedMachineTest, TheirBytesOnTheDiskAreLimited) {
  for (int i = 0; i < 3; ++i) {
    const fs::path machine = directory / std::to_string(i);
    ASSERT_TRUE(write_file_if_different(machine / "memory", std::string(100'000, 'x')));
    fs::resize_file(machine / "memory", std::uintmax_t{1} << 30U);  // the hole does not count
    fs::last_write_time(machine, fs::file_time_type::clock::now() - std::chrono::hours(i + 1));
  }
  tidy_saved_machines(directory / "2", 250'000);
  EXPECT_TRUE(fs::exists(directory / "0"));
  EXPECT_FALSE(fs::exists(directory / "1"));
  EXPECT_TRUE(fs::exists(directory / "2"));
  tidy_saved_machines(directory / "0", 0);
  EXPECT_TRUE(fs::exists(directory / "0")) << "it was used just now";
  EXPECT_FALSE(fs::exists(directory / "2"));
}

TEST_F(SavedMachineTest, WhatAKilledProcessLeftGoesToo) {
  for (const char* const name : {"used", "killed.part"}) {
    ASSERT_TRUE(write_file_if_different(directory / name / "memory", "x"));
  }
  const MachineSaver alive(directory / "alive");
  ASSERT_TRUE(fs::exists(directory / "alive.part"));
  tidy_saved_machines(directory / "used");
  EXPECT_FALSE(fs::exists(directory / "killed.part"));
  EXPECT_TRUE(fs::exists(directory / "alive.part"));
}

}  // namespace
}  // namespace linuxbake::boot
