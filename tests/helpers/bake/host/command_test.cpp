// SPDX-License-Identifier: MIT
#include "bake/host/command.h"

#include <gtest/gtest.h>

#include "bake/host/complaint.h"
#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake {
namespace {

Command shell(const std::string& script) {
  return {{"/bin/sh", "-c", script}, {}, {}};
}

TEST(Command, ReadsNothingOrAFile) {
  const TemporaryDirectory directory;
  Command command = shell("cat");
  EXPECT_EQ(run_aside(command).output, "");
  command.input = directory.write("input", "text");
  EXPECT_EQ(run_aside(command).output, "text");
  command.input = directory.path / "none";
  EXPECT_EQ(run_aside(command).end,
            "cannot read " + command.input.string() + ": No such file or directory");
}

TEST(Command, ReadsAFileInSight) {
  const TemporaryDirectory directory;
  Command command = shell("read word && test \"$word\" = text");
  EXPECT_FALSE(run_in_sight(command).success);
  command.input = directory.write("input", "text\n");
  EXPECT_TRUE(run_in_sight(command).success);
}

TEST(Command, IsHeardAmongTheErrorsAlone) {
  const CommandEnd end = run_for_errors(shell("echo much; echo wrong >&2; exit 3"));
  EXPECT_EQ(end.output, "wrong\n");
  EXPECT_EQ(end.end, "3");
}

TEST(Pipe, HasWhatTheWriterPrints) {
  const TemporaryDirectory directory;
  const std::string file = directory.path / "file";
  const auto end =
      run_piped(shell("head -c 300000 /dev/zero; echo w >&2"), shell("echo r >&2; cat > " + file));
  ASSERT_TRUE(end);
  EXPECT_TRUE(end->writer.success && end->reader.success);
  EXPECT_EQ(end->writer.output, "w\n");
  EXPECT_EQ(end->reader.output, "r\n");
  EXPECT_EQ(std::filesystem::file_size(file), 300000U);
}

TEST(Pipe, EndsWithEitherOfThem) {
  const auto unread = run_piped(shell("exec cat /dev/zero"), shell("exit 4"));
  ASSERT_TRUE(unread);
  EXPECT_EQ(unread->writer.end, "signal 13");
  EXPECT_EQ(unread->reader.end, "4");
  const auto unwritten = run_piped({{"/no/such/program"}, {}, {}}, shell("exec cat"));
  ASSERT_TRUE(unwritten);
  EXPECT_EQ(unwritten->writer.end, "cannot be started: No such file or directory");
  EXPECT_TRUE(unwritten->reader.success);
}

TEST(Complaint, SaysWhoAndWhat) {
  EXPECT_EQ(complaint("vm", {"No.", "", quotation(" one\ntwo \n")}).value().text(),
            "vm:\n\n  No.\n\n    one\n    two");
}

TEST(Complaint, AdvisesWhereADiskIsFull) {
  EXPECT_EQ(space_advice("x: No space left on device", {"/a", "/b"}),
            (Lines{"There is no space left. Free some in one of these, or build elsewhere:", "  /a",
                   "  /b"}));
  EXPECT_EQ(space_advice("x: Permission denied", {"/a"}), Lines{});
}

}  // namespace
}  // namespace linuxbake::bake
