// SPDX-License-Identifier: MIT
#include "deb/sign.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "common/files.h"
#include "helpers/deb/gpg.h"
#include "support/scoped_variable.h"
#include "support/temporary_directory.h"

namespace linuxbake::deb {
namespace {

namespace fs = std::filesystem;

class DebSigner : public testing::Test {
 protected:
  DebSigner() { fs::create_directory(work.path / "t"); }

  static std::string fault(const std::string& key) {
    const auto signer = Signer::open("gpg", key);
    return signer ? "" : signer.error().message;
  }

  [[nodiscard]] std::size_t homes() const {
    const fs::directory_iterator all(work.path / "t");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

  // Whether an agent of a home below the directory for temporary files runs.
  [[nodiscard]] bool has_agent() const {
    const std::string command =
        "pgrep -f '[g]pg-agent --homedir " + (work.path / "t").string() + "' >/dev/null";
    return std::system(command.c_str()) == 0;
  }

  // The end of a process that signs, then does `what`.
  template <typename What>
  int status_of_process(const std::string& key, const What& what) {
    const pid_t process = ::fork();
    if (process == 0) {
      {
        const auto signer = Signer::open("gpg", key);
        if (!signer || !signer->clear_signed("x\n", 0)) ::_exit(1);
        what();
      }
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(process, &status, 0);
    return status;
  }

  TemporaryDirectory work{"linuxbake-", TemporaryDirectory::base_for_sockets()};
  ScopedVariable directory_of_homes{"TMPDIR", (work.path / "t").string()};
  Gpg gpg{work.path};
};

TEST_F(DebSigner, SignsTheSameEachTime) {
  const std::string key = gpg.key();
  const auto once = Signer::open("gpg", key).value().clear_signed("x\n", 1700000000);
  const auto again = Signer::open("gpg", key).value().clear_signed("x\n", 1700000000);
  ASSERT_TRUE(once && again);
  EXPECT_EQ(*once, *again);
  EXPECT_EQ(homes(), 0U);
}

TEST_F(DebSigner, KeysThatNobodyWouldTrustAreErrors) {
  EXPECT_EQ(
      fault(gpg.key("sign", "1d")),
      "the key has expired (Thu, 02 Jan 2020 00:00:00 UTC), so that systems would refuse what "
      "it signs; give it more time (gpg --quick-set-expire <its fingerprint> 2y) and export "
      "it again");
  EXPECT_EQ(fault(gpg.key("encrypt")),
            "the key cannot sign: make one with gpg --quick-generate-key <name> default sign");
}

TEST_F(DebSigner, APassphraseIsAnError) {
  const auto made =
      Signer::open("gpg", gpg.key("sign", "0", "secret")).value().clear_signed("x", 0);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message,
            "the key has a passphrase, which nobody can type when a build runs; export a key "
            "without one (gpg --quick-generate-key asks for it: leave it empty)");
}

TEST_F(DebSigner, AKeyThatWasRevokedIsAnError) {
  const auto unused = gpg.key();
  fs::path revocation;
  for (const auto& file : fs::directory_iterator(work.path / "g/openpgp-revocs.d"))
    revocation = file.path();
  std::string text = read_file(revocation).value();
  text.erase(text.find(":-----BEGIN"), 1);
  gpg.run("--import " + work.write("revocation", text));
  EXPECT_EQ(fault(gpg.exported("sign0")),
            "the key was revoked: systems would refuse what it signs");
}

TEST_F(DebSigner, TheKeyMayComeFromAPipe) {
  const std::string key = gpg.key();
  const std::string pipe = (work.path / "pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(pipe) << read_file(key).value(); });
  EXPECT_EQ(fault(pipe), "");
  writer.join();
}

TEST_F(DebSigner, ASignalWaitsUntilTheKeyIsGone) {
  const int status = status_of_process(gpg.key(), [] { ::kill(::getpid(), SIGTERM); });
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
  EXPECT_EQ(homes(), 0U);
  EXPECT_FALSE(has_agent());
}

TEST_F(DebSigner, WhatAKilledProcessHasLeftIsRemoved) {
  const std::string key = gpg.key();
  const int status = status_of_process(key, [] { ::kill(::getpid(), SIGKILL); });
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(homes(), 1U);
  EXPECT_TRUE(has_agent());
  EXPECT_EQ(fault(key), "");
  EXPECT_EQ(homes(), 0U);
  EXPECT_FALSE(has_agent());
}

}  // namespace
}  // namespace linuxbake::deb
