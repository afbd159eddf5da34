// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "bake/media/ext4.h"
#include "bake/media/fat_layout.h"
#include "bake/media/fat_space.h"
#include "bake/media/gpt.h"
#include "bake/media/iso_identity.h"

namespace linuxbake::bake::media {
namespace {

constexpr std::uint64_t mib = 1024 * 1024;

TEST(FatLayout, IsTheLeastThatHoldsTheFiles) {
  // A reserved sector, two tables of one sector, four of root directory, four clusters more.
  EXPECT_EQ(fat_layout({}, 0), (FatLayout{11, 1}));
  EXPECT_EQ(fat_layout({1, 512, 513}, 0), (FatLayout{15, 1}));
}

TEST(FatLayout, HasTheSizeThatIsWanted) {
  EXPECT_EQ(fat_layout({1}, 2880), (FatLayout{2880, 1}));
  EXPECT_EQ(fat_layout({1}, 3), (FatLayout{12, 1}));
}

TEST(FatLayout, TakesLargerClustersBeforeFat32) {
  EXPECT_EQ(fat_layout({64 * mib}, 0).cluster, 4U);
  EXPECT_EQ(fat_layout({1}, 65'001).cluster, 2U);
  EXPECT_EQ(fat_layout({4096 * mib}, 0).cluster, 64U);
}

TEST(FatLayout, KeepsAwayFromTheLimitOfFat12) {
  const std::uint64_t sectors = 4070;  // with the four for directories: 4074 clusters
  EXPECT_EQ(fat_layout({sectors * fat_sector}, 0), fat_layout({4097 * fat_sector}, 0));
}

TEST(FatSpace, IsAWholeNumberOfMebibytesForAPartition) {
  EXPECT_EQ(partition_size({{"a", 1}}), mib);
  EXPECT_EQ(partition_size({{"a", 768 * 1024}}), mib);
  EXPECT_EQ(partition_size({{"a", 768 * 1024}, {"b", 1}}), 2 * mib);
}

TEST(FatSpace, IsMissedBeforeFilesAreCopied) {
  const std::vector<SizedFile> files = {{"vm.vmlinuz", 1000}, {"ldlinux.sys", 512}};
  EXPECT_EQ(lack_of_room(files, 3584), Lines{});
  EXPECT_EQ(lack_of_room(files, 3583),
            (Lines{"What belongs on the image does not fit into its SIZE of 3583 bytes:",
                   "  vm.vmlinuz: 1000 bytes", "  ldlinux.sys: 512 bytes",
                   "Make it smaller, or raise SIZE: 3584 bytes at least are needed."}));
}

TEST(IsoIdentity, IsMadeOfAHash) {
  const std::string hash = "0064000c001c0018003c003c00640000deadbeef" + std::string(24, '0');
  const IsoIdentity identity = iso_identity(hash);
  EXPECT_EQ(identity.uuid, "2000-01-01-00-00-00-00");
  EXPECT_EQ(identity.date, "2000010100000000");
  EXPECT_EQ(identity.serial, "deadbeef");
  EXPECT_EQ(iso_identity(std::string(64, 'f')).uuid, "2035-04-16-15-15-15-35");
}

TEST(DiskLayout, LeavesAMebibyteBehindThePartitions) {
  const DiskLayout layout = disk_layout(2048, mib + 1, 16 * mib);
  EXPECT_EQ(layout.boot_sectors, 4096U);
  EXPECT_EQ(layout.root_start, 6144U);
  EXPECT_EQ(layout.bytes_of_disk(), (6144 + 32'768) * 512 + mib);
  EXPECT_EQ(partition_table(layout, {"D", "B", "R"}),
            "label: gpt\nlabel-id: D\nfirst-lba: 34\n"
            "start=2048, size=4096, type=uefi, name=boot, uuid=B, attrs=LegacyBIOSBootable\n"
            "start=6144, size=32768, type=linux, name=root, uuid=R\n");
}

TEST(Ext4, IsPlannedByTheFirstLineOfTheCommands) {
  EXPECT_EQ(needs_of_commands("# blocks 10 inodes 4\nmkdir x\n"), (Ext4Counts{10, 4}));
  EXPECT_EQ(needs_of_commands("# blocks x inodes 4").error().message,
            "What belongs into the file system is not readable:");
  EXPECT_FALSE(needs_of_commands("mkdir x\n"));
  EXPECT_FALSE(needs_of_commands(""));
}

TEST(Ext4, IsAQuarterLargerThanItsFilesByDefault) {
  // 1000 blocks and a quarter are less than 5 MiB; 16 MiB more.
  EXPECT_EQ(counts_of_file_system({1000, 100}, 0), (Ext4Counts{21 * 256, 150 + 21 * 64}));
  EXPECT_EQ(counts_of_file_system({1000, 100}, 8 * mib), (Ext4Counts{2048, 662}));
}

}  // namespace
}  // namespace linuxbake::bake::media
