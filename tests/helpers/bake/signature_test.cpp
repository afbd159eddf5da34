// SPDX-License-Identifier: MIT
#include "bake/remote/signature.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

#include "bake/host/command.h"
#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake::remote {
namespace {

namespace fs = std::filesystem;

// With real keys.
class RemoteSignature : public testing::Test {
 protected:
  void SetUp() override {
    if (!run_aside({{"ssh-keygen", "-?"}, {}, {}}).end.starts_with("1"))
      GTEST_SKIP() << "ssh-keygen is not installed";
    make_key("ours");
    make_key("stranger's");
    whole = signed_by("ours");
  }

  void make_key(const std::string& name, const std::string& passphrase = "") const {
    ASSERT_TRUE(run_aside({{"ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f",
                            work.path / name},
                           {},
                           {}})
                    .success);
  }

  // "ssh-ed25519 AAAA…"
  [[nodiscard]] std::string public_key(const std::string& name) const {
    const std::string text = *read_file(work.path / (name + ".pub"));
    return text.substr(0, text.find(' ', text.find(' ') + 1));
  }

  [[nodiscard]] Signed signed_by(const std::string& name) const {
    const Result<Signed> made = sign("the text\n", work.path / name, work.path);
    EXPECT_TRUE(made) << made.error().text();
    return made ? *made : Signed{};
  }

  // What is said of it where these are the allowed signers; "" is nothing wrong.
  [[nodiscard]] std::string fault(const Signed& one, const std::string& keys) const {
    work.write("keys", keys);
    const Result<std::string> signer = signer_of(one, work.path / "keys", work.path);
    return signer ? "" : signer.error().text();
  }

  [[nodiscard]] std::string allowed(const std::string& name, const std::string& options = {},
                                    const std::string& who = "ci@example.org") const {
    return who + " " + (options.empty() ? "" : options + " ") + public_key(name) + "\n";
  }

  [[nodiscard]] std::string keys_file() const { return (work.path / "keys").string(); }

  TemporaryDirectory work{"signature é "};
  Signed whole;
};

TEST_F(RemoteSignature, HasASigner) {
  work.write("keys", allowed("stranger's", {}, "a@x") + allowed("ours"));
  EXPECT_EQ(signer_of(whole, work.path / "keys", work.path).value(), "ci@example.org");
  EXPECT_EQ(fault(whole, allowed("ours", "namespaces=\"linuxbake-result\"")), "");
  EXPECT_EQ(fault(whole, allowed("ours", "valid-after=\"20200101\",valid-before=\"20990101\"")),
            "");
  EXPECT_EQ(fault(whole, allowed("ours", {}, "*@example.org,*@example.com")), "");
}

TEST_F(RemoteSignature, IsNeeded) {
  EXPECT_EQ(fault({whole.statement, ""}, allowed("ours")), "it is not signed");
  EXPECT_NE(fault({whole.statement, "x"}, allowed("ours")), "");
  EXPECT_NE(fault({whole.statement, std::string(100000, 'A')}, allowed("ours")), "");
}

TEST_F(RemoteSignature, OfAStrangerDoesNotCount) {
  EXPECT_EQ(fault(signed_by("stranger's"), allowed("ours")),
            "it is signed by none of " + keys_file() + ": No principal matched.");
  EXPECT_EQ(fault(whole, ""), "it is signed by none of " + keys_file() + ": No principal matched.")
      << "a key that was removed";
  fs::remove(work.path / "keys");
  EXPECT_FALSE(signer_of(whole, work.path / "keys", work.path));
}

TEST_F(RemoteSignature, HasATime) {
  const std::string expired = fault(whole, allowed("ours", "valid-before=\"20200101\""));
  EXPECT_NE(expired.find("key has expired"), std::string::npos) << expired;
  const std::string early = fault(whole, allowed("ours", "valid-after=\"20990101\""));
  EXPECT_NE(early.find("key is not yet valid"), std::string::npos) << early;
}

// The same key with a new time: what is said of its old one is no name.
TEST_F(RemoteSignature, MayBeRenewed) {
  EXPECT_EQ(fault(whole, allowed("ours", "valid-before=\"20200101\"", "old@example.org") +
                             allowed("ours", "valid-before=\"20990101\"")),
            "");
}

TEST_F(RemoteSignature, HasAPurpose) {
  const std::string for_git = fault(whole, allowed("ours", "namespaces=\"git\""));
  EXPECT_NE(for_git.find("its signature by ci@example.org is not right"), std::string::npos)
      << for_git;
  // Signed for another purpose, by the right key.
  const std::string file = work.write("commit", "the text\n");
  ASSERT_TRUE(
      run_aside(
          {{"ssh-keygen", "-Y", "sign", "-q", "-f", work.path / "ours", "-n", "git", file}, {}, {}})
          .success);
  EXPECT_NE(fault({"the text\n", *read_file(file + ".sig")}, allowed("ours")), "");
}

TEST_F(RemoteSignature, IsOfOneText) {
  const std::string changed = fault({"another text\n", whole.signature}, allowed("ours"));
  EXPECT_NE(changed.find("its signature by ci@example.org is not right"), std::string::npos)
      << changed;
  EXPECT_NE(fault({"the text", whole.signature}, allowed("ours")), "");
}

// As ssh-keygen(1) has it: a line of "cert-authority" trusts certificates, not that key itself.
TEST_F(RemoteSignature, OfAnAuthorityIsNotItsOwn) {
  EXPECT_NE(fault(whole, allowed("ours", "cert-authority")), "");
}

TEST_F(RemoteSignature, NeedsAKey) {
  const Result<Signed> made = sign("text", work.path / "nothing", work.path);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().text().find("ssh-keygen cannot sign with " +
                                     (work.path / "nothing").string() + ": "),
            0)
      << made.error().text();
}

TEST_F(RemoteSignature, CanBeMadeTwice) {
  EXPECT_EQ(signed_by("ours").signature, whole.signature);
}

// Runs it in a session whose terminal nobody answers; what it returns. "" where it waits.
std::string said_on_a_terminal(const std::function<std::string()>& act, const fs::path& file) {
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
  EXPECT_EQ(::grantpt(terminal), 0);
  EXPECT_EQ(::unlockpt(terminal), 0);
  const std::string name = ::ptsname(terminal);
  const pid_t process = ::fork();
  if (process == 0) {
    ::close(terminal);
    ::setsid();
    (void)::open(name.c_str(), O_RDWR);  // the terminal of the session now
    const auto written = write_file_if_different(file, act());
    ::_exit(written ? 0 : 1);
  }
  pid_t ended = 0;
  for (int tenths = 0; tenths < 100 && ended == 0; ++tenths) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ended = ::waitpid(process, nullptr, WNOHANG);
  }
  ::close(terminal);  // ends who still reads it
  if (ended == 0) ::kill(process, SIGKILL);
  if (ended == 0) ::waitpid(process, nullptr, 0);
  return ended == 0 ? "" : read_file(file).value_or("");
}

TEST_F(RemoteSignature, AsksNobodyForAPassphrase) {
  make_key("locked", "secret");
  const std::string said = said_on_a_terminal(
      [&] {
        const Result<Signed> made = sign("text", work.path / "locked", work.path);
        return made ? "signed" : made.error().text();
      },
      work.path / "said");
  EXPECT_NE(said.find("incorrect passphrase"), std::string::npos) << said;
  EXPECT_NE(said.find("ssh-agent"), std::string::npos) << said;
}

}  // namespace
}  // namespace linuxbake::bake::remote
