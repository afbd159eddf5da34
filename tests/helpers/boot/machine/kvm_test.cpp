// SPDX-License-Identifier: MIT
#include "boot/machine/kvm.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

class Kvm : public testing::Test {
 protected:
  bool works(const std::string& key, bool answer) {
    return kvm_works(directory_, key, [&] {
      ++trials_;
      return answer;
    });
  }
  TemporaryDirectory temporary_;
  fs::path directory_ = temporary_.path;
  int trials_ = 0;
};

TEST_F(Kvm, IsTriedOnceForAKey) {
  EXPECT_TRUE(works("a", true));
  EXPECT_TRUE(works("a", false));
  EXPECT_EQ(trials_, 1);
  EXPECT_FALSE(works("b", false));
  EXPECT_FALSE(works("b", true));
  EXPECT_EQ(trials_, 2);
  EXPECT_EQ(kvm_known(directory_, "a"), true);
  EXPECT_EQ(kvm_known(directory_, "b"), false);
  EXPECT_EQ(kvm_known(directory_, "c"), std::nullopt);
}

TEST_F(Kvm, IsNotForAnotherArchitecture) {
  Machine machine;
#if defined(__aarch64__)
  machine.arch = "x86_64";
#else
  machine.arch = "aarch64";
#endif
  EXPECT_NE(kvm_obstacle(machine), "");
}

TEST_F(Kvm, TheKeyNamesTheKernel) {
  Machine machine;
  machine.kernel = "/proc/self/exe";
  EXPECT_NE(kvm_trial_key(machine).find("/proc/self/exe"), std::string::npos);
}

}  // namespace
}  // namespace linuxbake::boot
