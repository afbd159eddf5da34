// SPDX-License-Identifier: MIT
#include "boot/away/bundle.h"

#include <gtest/gtest.h>

#include "common/files.h"
#include "support/shell_output.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

TEST(Bundle, LeavesOutWhatPackagesBring) {
  for (const char* file :
       {"/usr/lib/x.so", "/bin/sh", "/lib64/ld.so", "/etc/passwd", "/bin", "/var/run"}) {
    EXPECT_TRUE(belongs_to_host(file)) << file;
  }
  for (const char* file :
       {"/usr/local/bin/x", "/home/u/x", "/binary/x", "/srv/../tmp/x", "/var/tmp/x"}) {
    EXPECT_FALSE(belongs_to_host(file)) << file;
  }
}

class BundleOfAProgram : public testing::Test {
 protected:
  void SetUp() override {
    fs::permissions(program_, fs::perms::owner_all);
    fs::create_symlink("data", directory_.path / "it's here/link");
    const auto written = write_bundle(bundle_, {program_, data_, link_});
    ASSERT_TRUE(written) << written.error().text();
  }

  const TemporaryDirectory directory_;
  const std::string program_ =
      directory_.write("it's here/program", "#!/bin/sh\ncat \"${0%/*}/link\"; echo \"$@\"\n");
  const std::string data_ = directory_.write("it's here/data", "data ");
  const std::string link_ = (directory_.path / "it's here/link").string();
  const fs::path bundle_ = directory_.path / "bundle";
};

TEST_F(BundleOfAProgram, UnpacksItsFilesWhereTheyWereAndStartsTheProgram) {
  fs::remove_all(directory_.path / "it's here");
  EXPECT_EQ(output_of_shell("'" + bundle_.string() + "' one two"), "data one two\n");
  EXPECT_TRUE(fs::is_symlink(link_));
}

TEST_F(BundleOfAProgram, KeepsNewerFiles) {
  ASSERT_TRUE(write_file_if_different(data_, "newer "));
  fs::last_write_time(data_, fs::file_time_type::clock::now() + std::chrono::seconds(5));
  EXPECT_EQ(output_of_shell("'" + bundle_.string() + "'"), "newer \n");
}

TEST_F(BundleOfAProgram, RemovesItselfWhereItWasBrought) {
  const fs::path brought = directory_.path / "brought";
  fs::copy(bundle_, brought);
  EXPECT_EQ(output_of_shell("'" + brought.string() + "'"), "data \n");
  EXPECT_FALSE(fs::exists(brought));
  EXPECT_TRUE(fs::exists(bundle_));
}

TEST_F(BundleOfAProgram, IsRemovedWithoutTrace) {
  remove_bundle(bundle_);
  for (const auto& entry : fs::directory_iterator(directory_.path)) {
    EXPECT_EQ(entry.path().filename(), "it's here");
  }
}

TEST_F(BundleOfAProgram, IsNotMadeOfAFileThatIsNotThere) {
  const auto written = write_bundle(bundle_, {program_, "/no/such/file"});
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find("no/such/file"), std::string::npos);
}

}  // namespace
}  // namespace linuxbake::boot
