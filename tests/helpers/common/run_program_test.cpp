// SPDX-License-Identifier: MIT
#include "common/run_program.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace linuxbake {
namespace {

struct Heard {
  std::string output, errors;
  unsigned reminders = 0;
};

HostCommandEnd listen_to(const HostCommand& command, Heard& heard) {
  Listener listener;
  listener.output = [&](std::string_view bytes) { heard.output += bytes; };
  listener.errors = [&](std::string_view bytes) { heard.errors += bytes; };
  listener.reminder = [&] { ++heard.reminders; };
  listener.period = std::chrono::seconds(1);
  return run_program(command, listener);
}

TEST(RunProgram, HasADirectoryAndVariablesOfItsOwn) {
  Heard heard;
  EXPECT_TRUE(
      listen_to({{"sh", "-c", "pwd; echo $MINE; echo no >&2"}, "/", {{"MINE", "yes"}}, false},
                heard)
          .success);
  EXPECT_EQ(heard.output, "/\nyes\n");
  EXPECT_EQ(heard.errors, "no\n");
}

TEST(RunProgram, CanHaveAPlainUmask) {
  const mode_t before = ::umask(077);
  Heard ours, plain;
  EXPECT_TRUE(listen_to({{"sh", "-c", "umask"}, {}, {}, false}, ours).success);
  EXPECT_TRUE(listen_to({{"sh", "-c", "umask"}, {}, {}, true}, plain).success);
  ::umask(before);
  EXPECT_EQ(ours.output, "0077\n");
  EXPECT_EQ(plain.output, "0022\n");
}

TEST(RunProgram, RemindsUsThatItGoesOn) {
  Heard heard;
  EXPECT_TRUE(listen_to({{"sleep", "1.5"}, {}, {}, false}, heard).success);
  EXPECT_GE(heard.reminders, 1U);
}

}  // namespace
}  // namespace linuxbake
