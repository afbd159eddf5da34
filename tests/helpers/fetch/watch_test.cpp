// SPDX-License-Identifier: MIT
#include "fetch/watch.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/temporary_directory.h"

namespace linuxbake::fetch {
namespace {

namespace fs = std::filesystem;

// All is an hour old, the stamp half an hour.
class Watch : public testing::Test {
 protected:
  Watch() {
    for (const char* name : {"tree/a", "tree/sub/b", "tree/.git/index", "tree/build/c"})
      work.write(name, "");
    for (const char* name : {"tree/a", "tree/sub/b", "tree/.git/index", "tree/build/c", "tree/sub",
                             "tree/.git", "tree/build", "tree"})
      set_age(name, 3600);
    work.write("stamp", "");
    set_age("stamp", 1800);
  }

  void set_age(const std::string& name, long seconds) {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    const timespec then{now.tv_sec - seconds, now.tv_nsec};
    const timespec times[2] = {then, then};
    ::utimensat(AT_FDCWD, (work.path / name).c_str(), times, AT_SYMLINK_NOFOLLOW);
  }

  [[nodiscard]] bool changed() const {
    return has_changed(work.path / "tree", work.path / "tree" / "build", work.path / "stamp")
        .value();
  }

  TemporaryDirectory work;
};

TEST_F(Watch, SeesNothingWhereNothingIsNew) {
  EXPECT_FALSE(changed());
}

TEST_F(Watch, SeesFilesAndDirectories) {
  set_age("tree/sub/b", 0);
  EXPECT_TRUE(changed());
  set_age("tree/sub/b", 3600);
  set_age("tree/sub", 0);
  EXPECT_TRUE(changed()) << "a file may have been deleted";
  set_age("tree/sub", 3600);
  set_age("tree", 0);
  EXPECT_TRUE(changed());
}

TEST_F(Watch, DoesNotLookIntoGitAndTheBuild) {
  for (const char* name : {"tree/.git/index", "tree/.git", "tree/build/c", "tree/build"})
    set_age(name, 0);
  EXPECT_FALSE(changed());
}

TEST_F(Watch, MakesTheStampNewOnce) {
  const auto look = [&] {
    return watch(work.path / "tree", work.path / "tree" / "build", work.path / "stamp").has_value();
  };
  const auto before = fs::last_write_time(work.path / "stamp");
  EXPECT_TRUE(look());
  EXPECT_EQ(fs::last_write_time(work.path / "stamp"), before);
  set_age("tree/a", 60);
  EXPECT_TRUE(look());
  EXPECT_GT(fs::last_write_time(work.path / "stamp"), before);
  EXPECT_FALSE(changed());
  fs::remove(work.path / "stamp");
  EXPECT_TRUE(look());
  EXPECT_TRUE(fs::exists(work.path / "stamp"));
}

TEST_F(Watch, SaysThatThereIsNoTree) {
  fs::remove_all(work.path / "tree");
  const auto result = has_changed(work.path / "tree", "", work.path / "stamp");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().text(),
            "The source '" + (work.path / "tree").string() + "' cannot be searched for changes.");
}

}  // namespace
}  // namespace linuxbake::fetch
