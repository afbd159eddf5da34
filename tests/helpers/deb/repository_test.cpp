// SPDX-License-Identifier: MIT
#include "deb/repository.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/files.h"
#include "deb/directory_lock.h"
#include "deb/package.h"
#include "deb/release_date.h"
#include "helpers/deb/gpg.h"
#include "support/temporary_directory.h"

namespace linuxbake::deb {
namespace {

constexpr std::uint32_t day = 24 * 60 * 60;
constexpr std::uint32_t today = 1'700'000'000;

class DebRepository : public testing::Test {
 protected:
  DebRepository() {
    repository.directory = work.path / "repository";
    repository.suite = "stable";
    repository.architectures = {"amd64"};
  }

  void add(const std::string& version) {
    NewPackage made;
    made.control.set("Package", "hello");
    made.control.set("Version", version);
    made.control.set("Architecture", "all");
    made.control.set("Description", "x");
    made.compression = cpio::Compression::none;
    repository.packages = {
        {"main", work.write(version + ".deb", package_bytes(std::move(made)).value())}};
  }

  // Of the Release that is written now, in seconds.
  std::uint32_t field(const std::string& name) {
    const auto written = write_repository(repository, signer);
    if (!written) ADD_FAILURE() << written.error().text();
    const auto text = read_file(repository.directory / "dists/stable/Release").value();
    return seconds_of_date(parse_paragraph(text, {}).value().get(name)).value_or(0);
  }
  std::uint32_t date() { return field("Date"); }

  TemporaryDirectory work{"linuxbake-", TemporaryDirectory::base_for_sockets()};
  Gpg gpg{work.path};
  Signer signer = Signer::open("gpg", gpg.key()).value();
  Repository repository;
};

TEST_F(DebRepository, ItsDateIsThatOfTheKeyAndASecondMoreForEachChange) {
  add("1.0");
  EXPECT_EQ(date(), signer.created());
  EXPECT_EQ(date(), signer.created());
  add("1.1");
  EXPECT_EQ(date(), signer.created() + 1);
}

TEST_F(DebRepository, ItsDateNeverGoesBack) {
  add("1.0");
  repository.date = today;
  EXPECT_EQ(date(), today);
  repository.date = today - day;
  EXPECT_EQ(date(), today);
  add("1.1");
  EXPECT_EQ(date(), today);
  repository.date.reset();
  EXPECT_EQ(date(), today);
}

TEST_F(DebRepository, WhatExpiresIsSignedAgainWhenHalfOfItsDaysIsOver) {
  add("1.0");
  repository.valid_days = 10;
  repository.now = today;
  EXPECT_TRUE(is_due(repository));
  EXPECT_EQ(date(), today);
  EXPECT_EQ(field("Valid-Until"), today + 10 * day);
  repository.now = today + 4 * day;
  EXPECT_FALSE(is_due(repository));
  EXPECT_EQ(date(), today);
  repository.now = today + 6 * day;
  EXPECT_TRUE(is_due(repository));
  EXPECT_EQ(date(), today + 6 * day);
  EXPECT_FALSE(is_due(repository));
}

TEST_F(DebRepository, OneProcessWritesItAtATime) {
  add("1.0");
  const pid_t process = ::fork();
  if (process == 0) {
    const auto lock = lock_directory(repository.directory, [] {});
    if (lock) work.write("repository/pool/main/h/hello/hello.deb.1.part", "half");
    ::sleep(1);
    std::filesystem::remove(work.path / "repository/pool/main/h/hello/hello.deb.1.part");
    ::_exit(0);
  }
  while (!std::filesystem::exists(work.path / "repository/pool/main/h/hello/hello.deb.1.part"))
    ::usleep(1000);
  bool has_waited = false;
  repository.before_waiting = [&] { has_waited = true; };
  EXPECT_EQ(date(), signer.created());
  EXPECT_TRUE(has_waited);
  ::waitpid(process, nullptr, 0);
}

}  // namespace
}  // namespace linuxbake::deb
