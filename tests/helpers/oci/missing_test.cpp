// SPDX-License-Identifier: MIT
#include "oci/missing.h"

#include <gtest/gtest.h>

namespace linuxbake::oci {
namespace {

using Sentences = std::vector<std::string>;

cpio::Record record(const std::string& name, std::uint32_t mode, const std::string& data = "") {
  cpio::Record made;
  made.name = name;
  made.header.mode = mode;
  made.data = data;
  return made;
}

Sentences missing(const Run& run) {
  cpio::Archive archive;
  archive.records = {record("bin", 0120777, "usr/bin"),
                     record("etc/group", 0100644, "web:x:34:\n"),
                     record("etc/passwd", 0100644, "web:x:33:34::/:/bin/sh\n"),
                     record("usr/bin", 040755),
                     record("usr/bin/busybox", 0100755),
                     record("usr/bin/data", 0100644),
                     record("usr/bin/lost", 0120777, "/opt/lost"),
                     record("usr/bin/sh", 0120777, "/bin/busybox")};
  return missing_in(archive, run);
}

Run with_command(const std::vector<std::string>& entrypoint,
                 const std::vector<std::string>& command = {}) {
  Run run;
  run.entrypoint = entrypoint;
  run.command = command;
  return run;
}

Run with_user(const std::string& user) {
  Run run;
  run.user = user;
  return run;
}

TEST(OciMissing, TheProgramIsLookedForAlongLinks) {
  for (const char* program : {"/bin/sh", "/usr/bin/busybox", "/bin/../bin//sh", "sh", "./sh", ""})
    EXPECT_EQ(missing(with_command({}, {program})), Sentences()) << program;
  EXPECT_EQ(missing(with_command({"/bin/sh"}, {"/bin/none"})), Sentences());
  EXPECT_EQ(missing(with_command({"/bin/none"}, {"/bin/sh"})),
            Sentences{"the program '/bin/none' is not in the image"});
  EXPECT_EQ(missing(with_command({}, {"/bin/lost"})),
            Sentences{"the program '/bin/lost' is not in the image"});
  EXPECT_EQ(missing(with_command({"/bin/data"})),
            Sentences{"'/bin/data' of the image cannot be executed"});
  EXPECT_EQ(missing(with_command({"/bin"})), Sentences{"'/bin' of the image cannot be executed"});
}

TEST(OciMissing, UsersAndGroupsAreLookedUp) {
  for (const char* user : {"", "root", "web", "33", "1000", "1000:1000", "web:web", "web:7"})
    EXPECT_EQ(missing(with_user(user)), Sentences()) << user;
  EXPECT_EQ(missing(with_user("other")),
            Sentences{"the user 'other' is not in /etc/passwd of the image"});
  EXPECT_EQ(missing(with_user("web:other")),
            Sentences{"the group 'other' is not in /etc/group of the image"});
}

}  // namespace
}  // namespace linuxbake::oci
