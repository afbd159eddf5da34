// SPDX-License-Identifier: MIT
#include "bake/media/workshop.h"

#include <gtest/gtest.h>

#include "bake/media/bytes.h"
#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake::media {
namespace {

class InWorkshop : public testing::Test {
 protected:
  Workshop open() {
    Result<Workshop> opened = Workshop::open(place);
    if (!opened) throw std::runtime_error(opened.error().text());
    return *opened;
  }

  TemporaryDirectory directory;
  Place place = {"vm", directory.path / "images/vm.img", directory.path / "record.json",
                 directory.path / "work"};
};

TEST_F(InWorkshop, ToolsRunInTheDirectory) {
  directory.write("work/old", "of a build that was stopped");
  const Workshop workshop = open();
  EXPECT_FALSE(std::filesystem::exists(workshop.file("old")));
  EXPECT_TRUE(workshop.run("Touching", {"touch", "new"}));
  EXPECT_TRUE(std::filesystem::exists(workshop.file("new")));
}

TEST_F(InWorkshop, AToolMayReadAFile) {
  const Workshop workshop = open();
  EXPECT_TRUE(workshop.run(
      "Copying", {{"cp", "/dev/stdin", "copy"}, {}, {}, directory.write("input", "text")}));
  EXPECT_EQ(read_file(workshop.file("copy")), "text");
}

TEST_F(InWorkshop, AToolThatFailsIsShownWithItsCommand) {
  const Workshop workshop = open();
  directory.write("images/vm.img.part", "half of it");
  const Result<void> failed =
      workshop.run("Doing it", {"/bin/sh", "-c", "echo one; echo two >&2; exit 5"});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().text(), R"(vm:

  Doing it failed (sh: 5):
    one
    two
  The command was:
    /bin/sh -c echo one; echo two >&2; exit 5)");
  EXPECT_FALSE(std::filesystem::exists(workshop.part()));
}

TEST_F(InWorkshop, AFullDiskIsAdvisedOf) {
  const Result<void> failed =
      open().run("Doing it", {"/bin/sh", "-c", "echo No space left on device; exit 1"});
  ASSERT_FALSE(failed);
  const std::string advice =
      "  There is no space left. Free some in one of these, or build elsewhere:\n    " +
      place.work.string() + "\n    " + place.output.string() + "\n";
  EXPECT_NE(failed.error().text().find(advice), std::string::npos) << failed.error().text();
}

TEST_F(InWorkshop, WhatIsFinishedGoesToItsPlace) {
  const Workshop workshop = open();
  directory.write("work/image.img", "image");
  EXPECT_TRUE(workshop.record({{"kernel", 5}, {"initramfs", 7}}));
  EXPECT_TRUE(workshop.finish(workshop.file("image.img")));
  EXPECT_EQ(read_file(place.output), "image");
  EXPECT_FALSE(std::filesystem::exists(place.work));
  EXPECT_EQ(read_file(place.record), R"({
  "parts": [
    {"name": "kernel", "bytes": 5},
    {"name": "initramfs", "bytes": 7}
  ]
}
)");
}

TEST_F(InWorkshop, WhatIsNotThereCannotBeFinished) {
  const Workshop workshop = open();
  const Result<void> failed = workshop.finish(workshop.file("image.img"));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().text(),
            "vm:\n\n  The finished image cannot be moved to its place: cannot be opened: No such "
            "file or directory\n"
            "    " +
                place.output.string());
}

TEST_F(InWorkshop, BytesComeToTheirPlaceAndZeroesStayHoles) {
  const std::uint64_t size = 1 << 20;
  std::string bytes(size, '\0');
  bytes.replace(size - 3, 3, "end");
  const std::string from = directory.write("from", bytes);
  const std::string to = directory.write("to", "");
  std::filesystem::resize_file(to, 4 * size);
  EXPECT_TRUE(copy_sparsely(from, to, size));
  EXPECT_TRUE(write_at(to, 2, "at two"));
  std::string expected(4 * size, '\0');
  expected.replace(2, 6, "at two").replace(2 * size - 3, 3, "end");
  EXPECT_TRUE(read_file(to) == expected);
  EXPECT_TRUE(copy_with_holes(to, from));
  EXPECT_TRUE(read_file(from) == expected);
  EXPECT_FALSE(write_at(directory.path / "none", 0, "x"));
  EXPECT_FALSE(copy_sparsely(from, directory.path / "none", 0));
}

}  // namespace
}  // namespace linuxbake::bake::media
