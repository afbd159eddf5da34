// SPDX-License-Identifier: MIT
#include "boot/guest/conversation.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace linuxbake::boot {
namespace {

constexpr double timeout = 60;

Script script_of(std::string_view text) {
  auto script = parse_script(text, "s");
  if (!script) throw std::runtime_error(script.error().text());
  return *script;
}

// A guest that says what the test lets it say; time passes between the calls.
class Talk {
 public:
  explicit Talk(std::string_view script, InitKnowledge init = {})
      : conversation_(script_of(script), timeout, false, std::move(init)) {}

  Talk& says(std::string_view text) {
    conversation_.feed(text, now_);
    return tick();
  }
  Talk& waits(double seconds) {
    now_ += seconds;
    return tick();
  }
  Talk& ends(MachineEnd end, double told_at = -1) {
    conversation_.machine_ended(end, now_, told_at);
    return tick();
  }
  std::string typed() { return std::exchange(typed_, {}); }
  [[nodiscard]] std::optional<Outcome> outcome() const { return conversation_.outcome(); }
  [[nodiscard]] std::optional<Verdict> verdict() const {
    if (!outcome()) return std::nullopt;
    return outcome()->verdict;
  }
  [[nodiscard]] std::string reason() const { return outcome() ? outcome()->reason : "none yet"; }
  [[nodiscard]] std::optional<double> shell_seconds() const {
    return conversation_.shell_seconds();
  }

  // A shell that echoes and answers: the lines typed, with the marks that it prints around
  // `output`.
  Talk& shell_comes() {
    waits(1).says("/ # \x1b[6n").waits(0.1);
    const std::string line = typed();
    EXPECT_EQ(line, "echo @lb\\s=$((6*7))@\n");
    return says("echo @lb\\s=$((6*7))@\r\n@lbs=42@\r\n/ # ").waits(0.1);
  }
  Talk& runs(int step, std::string_view output, int exit_code) {
    std::string line = typed();
    EXPECT_NE(line, "");
    if (!line.empty()) line.pop_back();
    return says(fmt::format("{0}\r\n@lb{1}b@\r\n{2}@lb{1}e={3}@\r\n/ # ", line, step, output,
                            exit_code))
        .waits(0.1);
  }

 private:
  Talk& tick() {
    conversation_.tick(now_);
    typed_ += conversation_.take_typing();
    return *this;
  }

  Conversation conversation_;
  double now_ = 0;
  std::string typed_;
};

TEST(Conversation, PassesWhenTheTextComes) {
  Talk talk("expect hello\n");
  EXPECT_EQ(talk.says("hell").verdict(), std::nullopt);
  EXPECT_EQ(talk.says("o").verdict(), Verdict::pass);
}

TEST(Conversation, ExpectsOneAfterTheOther) {
  Talk talk("expect two\nexpect one\n");
  EXPECT_EQ(talk.says("one\ntwo\n").verdict(), std::nullopt);
  EXPECT_EQ(talk.says("one\n").verdict(), Verdict::pass);
}

TEST(Conversation, WhatWasMatchedDoesNotMatchAgain) {
  Talk talk("expect aa\nexpect aa\n");
  EXPECT_EQ(talk.says("aaa").verdict(), std::nullopt);
  EXPECT_EQ(talk.says("a").verdict(), Verdict::pass);
}

TEST(Conversation, ExpectsTextOfTheKernelToo) {
  Talk talk("expect Run /init\nexpect hello\n");
  EXPECT_EQ(talk.says("[    0.693147] Run /init as init\nhel[    0.7] ").verdict(), std::nullopt);
  Talk interrupted("expect hello\n");
  EXPECT_EQ(interrupted.says("hel[    0.700000] usb\r\nlo").verdict(), Verdict::pass);
}

TEST(Conversation, TheEchoIsNoAnswer) {
  Talk talk("expect login:\nsend echo hello\nexpect hello\n");
  talk.says("login: ");
  EXPECT_EQ(talk.typed(), "echo hello\n");
  EXPECT_EQ(talk.says("echo hello\r\n").verdict(), std::nullopt);
  // Typed ahead, it is echoed a second time, by the shell.
  EXPECT_EQ(talk.says("# echo hello\r\n").verdict(), std::nullopt);
  EXPECT_EQ(talk.says("hello\r\n").verdict(), Verdict::pass);
}

TEST(Conversation, TheEchoIsNoAnswerEvenIfItIsTheAnswer) {
  Talk talk("expect go\nsend hello\nexpect hello\n");
  EXPECT_EQ(talk.says("go\nhello\n").verdict(), std::nullopt);
  EXPECT_EQ(talk.says("hello\n").verdict(), Verdict::pass);
}

TEST(Conversation, AnAnswerWithoutEchoCounts) {
  Talk talk("expect Password:\nsend secret\nexpect Welcome\n");
  EXPECT_EQ(talk.says("Password: Welcome\n").verdict(), Verdict::pass);
}

TEST(Conversation, AnEchoThatIsWrappedIsOne) {
  // BusyBox's line editor writes the next character and takes it back, to move the cursor.
  Talk talk("expect #\nsend echo hello\nexpect hello\n");
  EXPECT_EQ(talk.says("# echo h\r\ne\bello\r\n").verdict(), std::nullopt);
}

TEST(Conversation, RefusedTextFails) {
  Talk talk("refuse Segmentation\nexpect done\n");
  talk.says("Segmentation fault\n");
  EXPECT_EQ(talk.outcome(),
            (Outcome{Verdict::fail, "'Segmentation' came, which the script refuses"}));
}

TEST(Conversation, HangsWhenTheTimeIsUp) {
  Talk talk("expect hello\n");
  EXPECT_EQ(talk.waits(timeout - 1).verdict(), std::nullopt);
  talk.waits(1);
  EXPECT_EQ(talk.outcome(), (Outcome{Verdict::hang,
                                     "line 1 of the script: 'expect hello' did not "
                                     "happen within the 60 s of this test"}));
}

TEST(Conversation, AStepHasItsOwnTime) {
  Talk talk("expect a\ntimeout 2\nexpect b\n");
  talk.waits(30).says("a").waits(1.9);
  EXPECT_EQ(talk.verdict(), std::nullopt);
  talk.waits(0.2);
  EXPECT_EQ(talk.reason(), "line 3 of the script: 'expect b' did not happen within 2 s");
}

TEST(Conversation, FindsTheShellAtItsPrompt) {
  Talk talk("shell\n");
  talk.shell_comes();
  EXPECT_EQ(talk.verdict(), Verdict::pass);
  EXPECT_DOUBLE_EQ(talk.shell_seconds().value_or(0), 1);
}

TEST(Conversation, ABannerAndADeadPromptAreNoShell) {
  Talk talk("shell\n");
  talk.says("Welcome\n/ # ").waits(timeout);
  EXPECT_EQ(talk.verdict(), Verdict::hang);
}

TEST(Conversation, TheEchoOfTheQuestionIsNoShell) {
  Talk talk("shell\n");
  talk.says("# ").waits(0.1).says("echo @lb\\s=$((6*7))@\r\n").waits(1);
  EXPECT_EQ(talk.verdict(), std::nullopt);
}

TEST(Conversation, NothingIsTypedIntoABootLoader) {
  Talk talk("shell\n");
  talk.says("GNU GRUB version 2.06\n*Linux").waits(20);
  EXPECT_EQ(talk.typed(), "");
}

TEST(Conversation, AShellWithoutAPromptIsAskedWhenAllIsSilent) {
  Talk talk("shell\n");
  talk.says("[    0.693147] Run /init as init process\nready").waits(2);
  EXPECT_EQ(talk.typed(), "");
  talk.waits(2);
  EXPECT_NE(talk.typed(), "");
}

TEST(Conversation, AShellThatDoesNotAnswerIsInterrupted) {
  Talk talk("shell\n");
  talk.says("> ").waits(0.1).waits(3.1).typed();
  EXPECT_EQ(talk.waits(3.1).typed(),
            "\x03"
            "echo @lb\\s=$((6*7))@\n");
}

TEST(Conversation, APromptOfTheBootBeforeIsNone) {
  Talk talk("wait reset\nshell\n");
  talk.says("/ # ").ends(MachineEnd::reset).waits(5);
  EXPECT_EQ(talk.typed(), "");
}

TEST(Conversation, PressesEnterWhereItIsAskedTo) {
  Talk talk("shell\n");
  talk.says("\r\nPlease press Enter to activate this console. ");
  EXPECT_EQ(talk.typed(), "\n");
}

TEST(Conversation, RunsACommand) {
  Talk talk("shell\nrun uname\n  output Linux\n");
  talk.shell_comes();
  EXPECT_EQ(talk.verdict(), std::nullopt);
  talk.runs(1, "Linux\r\n", 0);
  EXPECT_EQ(talk.verdict(), Verdict::pass);
}

TEST(Conversation, ACommandIsTypedSoThatItsEchoHoldsNoMark) {
  Talk talk("shell\nrun echo 'a b' & # x\n");
  talk.shell_comes();
  EXPECT_EQ(talk.typed(),
            "echo \"@lb\"\"1b@\";eval 'echo '\\''a b'\\'' & # x';echo \"@lb\"\"1e=$?@\"\n");
}

TEST(Conversation, AWrongExitCodeFails) {
  Talk talk("shell\nrun false\n");
  talk.shell_comes().runs(1, "no\r\n", 1);
  EXPECT_EQ(talk.outcome(), (Outcome{Verdict::fail,
                                     "line 2 of the script: 'run false' exited with 1, "
                                     "not 0; its output: \"no\""}));
}

TEST(Conversation, TheOutputIsCompared) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"output a", "did not print \"a\"; its output: \"a\\nb\""},
      {"contains c", "printed no \"c\"; its output: \"a\\nb\""},
      {"lacks b", "printed \"b\"; its output: \"a\\nb\""},
      {"output a\n  output b", ""},
      {"contains b\n  lacks c", ""},
  };
  for (const auto& [check, message] : cases) {
    Talk talk("shell\nrun x\n  " + check + "\n");
    talk.shell_comes().runs(1, "a\r\nb\r\n", 0);
    const std::string reason = talk.reason();
    if (message.empty()) {
      EXPECT_EQ(talk.verdict(), Verdict::pass) << check;
    } else {
      EXPECT_EQ(reason, "line 2 of the script: 'run x' " + message) << check;
    }
  }
}

TEST(Conversation, OutputWithoutANewlineIsExact) {
  Talk talk("shell\nrun printf x\n  output x\n");
  talk.shell_comes().runs(1, "x", 0);
  EXPECT_EQ(talk.verdict(), Verdict::pass);
}

TEST(Conversation, KernelMessagesDoNotDisturbAnAnswer) {
  Talk talk("shell\nrun x\n  output ab\n");
  talk.shell_comes();
  talk.typed();
  talk.says(
      "echo ...\r\n@lb[    9.000001] a\r\n1b@\r\na[    9.000002] b\r\nb\r\n@lb1e=[    9.000003] "
      "c\r\n0@");
  EXPECT_EQ(talk.verdict(), Verdict::pass) << talk.reason();
}

TEST(Conversation, ASyntaxErrorIsNoticed) {
  Talk talk("shell\nrun echo (\n");
  talk.shell_comes();
  const std::string line = talk.typed();
  talk.says(line.substr(0, line.size() - 1) + "\r\n@lb1b@\r\nsh: syntax error\r\n/ # ").waits(1.1);
  EXPECT_EQ(talk.verdict(), Verdict::fail);
}

TEST(Conversation, MuchOutputIsNoTroubleUnlessItIsCompared) {
  for (const bool compared : {false, true}) {
    Talk talk(compared ? "shell\nrun x\n  contains y\n" : "shell\nrun x\n");
    talk.shell_comes();
    talk.typed();
    talk.says("\r\n@lb1b@\r\n");
    const std::string megabyte(1 << 20, 'y');
    for (int i = 0; i < 12; ++i) talk.says(megabyte);
    talk.says("\n@lb1e=0@");
    EXPECT_EQ(talk.verdict(), compared ? Verdict::fail : Verdict::pass);
  }
}

TEST(Conversation, APanicEndsIt) {
  Talk talk("expect hello\n");
  talk.says("[    1.277869] Kernel panic - not syncing: Attempted to kill init!\n");
  EXPECT_EQ(talk.verdict(), std::nullopt);  // its trace is still coming
  talk.says("[    1.28] Call Trace:\n").waits(1);
  EXPECT_EQ(talk.outcome(),
            (Outcome{Verdict::panic, "Kernel panic - not syncing: Attempted to kill init!"}));
}

TEST(Conversation, APanicEndsItAtItsLastLine) {
  Talk talk("expect hello\n");
  talk.says("[    1.000000] Kernel panic - not syncing: x\n");
  talk.says("[    1.000001] ---[ end Kernel panic - not syncing: x ]---\n");
  EXPECT_EQ(talk.verdict(), Verdict::panic);
}

TEST(Conversation, APanicThatResetsIsAPanic) {
  Talk talk("wait reset\n");
  talk.says("[    1.000000] Kernel panic - not syncing: x\n").ends(MachineEnd::reset);
  EXPECT_EQ(talk.verdict(), Verdict::panic);
}

TEST(Conversation, AnOopsIsAPanic) {
  Talk talk("expect hello\n");
  talk.says("[    1.000000] BUG: kernel NULL pointer dereference, address: 0\n").waits(1);
  EXPECT_EQ(talk.verdict(), Verdict::panic);
}

TEST(Conversation, AKernelWithoutTimeStampsPanicsToo) {
  Talk talk("expect hello\n");
  talk.says("Kernel panic - not syncing: x\n").waits(1);
  EXPECT_EQ(talk.verdict(), Verdict::panic);
}

TEST(Conversation, AProgramThatSpeaksOfAPanicIsNone) {
  Talk talk("expect hello\n");
  talk.says("[    0.100000] Linux\nKernel panic - not syncing: x\n").waits(5).says("hello");
  EXPECT_EQ(talk.verdict(), Verdict::pass);
}

TEST(Conversation, TheMachineTellsOfAPanic) {
  Talk talk("expect hello\n");
  EXPECT_EQ(talk.ends(MachineEnd::panic).verdict(), Verdict::panic);
}

TEST(Conversation, WaitsForThePowerOff) {
  Talk talk("expect bye\nwait poweroff\n");
  EXPECT_EQ(talk.says("bye\n").ends(MachineEnd::poweroff).verdict(), Verdict::pass);
}

TEST(Conversation, AnUnexpectedEndFails) {
  Talk talk("expect hello\n");
  talk.ends(MachineEnd::poweroff);
  EXPECT_EQ(talk.reason(),
            "line 1 of the script: the guest powered the machine off before 'expect hello'");
  Talk other("wait poweroff\n");
  other.ends(MachineEnd::reset);
  EXPECT_EQ(other.reason(),
            "line 1 of the script: the guest reset the machine before 'wait poweroff'");
}

TEST(Conversation, NothingCanFollowAPowerOff) {
  Talk talk("wait poweroff\nexpect hello\n");
  EXPECT_EQ(talk.ends(MachineEnd::poweroff).verdict(), Verdict::fail);
}

TEST(Conversation, GoesOnAfterAReset) {
  Talk talk("wait reset\nexpect hello\n");
  EXPECT_EQ(talk.says("hello").ends(MachineEnd::reset).verdict(), std::nullopt);
  EXPECT_EQ(talk.says("hello").verdict(), Verdict::pass);
}

TEST(Conversation, AResetMayBeToldTwice) {
  Talk talk("expect a\nwait reset\nexpect b\n");
  talk.says("a").ends(MachineEnd::reset).waits(0.1).ends(MachineEnd::reset);
  EXPECT_EQ(talk.verdict(), std::nullopt);
  EXPECT_EQ(talk.says("x").ends(MachineEnd::reset).verdict(), Verdict::fail);
}

// The log of a large memory takes its time to be read: what the machine said meanwhile comes
// together with the second reset, which was before it.
TEST(Conversation, ARepeatedResetMayBeHeardAfterWhatTheNextBootSays) {
  Talk talk("wait reset\nexpect b\n");
  talk.ends(MachineEnd::reset, 100).waits(2).says("Loading");
  EXPECT_EQ(talk.ends(MachineEnd::reset, 100.1).verdict(), std::nullopt) << talk.reason();
  Talk other("wait reset\nexpect b\n");
  other.ends(MachineEnd::reset, 100).waits(2).says("Loading");
  EXPECT_EQ(other.ends(MachineEnd::reset, 101).verdict(), Verdict::fail);
}

TEST(Conversation, AGuestThatOnlyHaltsFails) {
  Talk talk("wait poweroff\n");
  talk.says("[    2.000000] reboot: System halted\n").waits(1.1);
  EXPECT_EQ(talk.reason(), "the guest halted without powering the machine off");
}

// The outcome and what is typed must not depend on where the bytes are cut.
RC_GTEST_PROP(Conversation, ChunksDoNotMatter, ()) {
  const std::string bytes =
      "[    0.1] x\r\nlogin: root\r\nPass[    0.500000] usb: new\r\nword: \r\n"
      "Welcome\r\n[    0.600000] y\r\nready\r\nwrong\r\n";
  Talk talk(
      "expect login:\nsend root\nexpect Password:\nsend x\nexpect Welcome\nrefuse wrong\n"
      "expect ready\nexpect never\n");
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, rest.size() + 1);
    talk.says(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  RC_ASSERT(talk.typed() == "root\nx\n");
  RC_ASSERT(talk.reason() == "'wrong' came, which the script refuses");
}

RC_GTEST_PROP(Conversation, FindsATextWhereverItStands, ()) {
  const auto letters = rc::gen::container<std::string>(rc::gen::element('a', 'b', '\n'));
  const std::string text = *rc::gen::nonEmpty(letters);
  const std::string before = *letters;
  const std::string after = *letters;
  Script script(1);
  script[0].text = text;
  Conversation conversation(script, timeout);
  conversation.feed(before + text + after, 0);
  RC_ASSERT(conversation.outcome() == (Outcome{Verdict::pass, ""}));
}

TEST(Conversation, AProgramOfTheHostIsWaitedForAndChecked) {
  const auto conversation_at = [](std::string_view script) {
    Conversation conversation(script_of(script), timeout);
    conversation.feed("ready\n", 1);
    return conversation;
  };
  Conversation good = conversation_at("expect ready\nhost a \"b c\"\n  output one\nexpect end");
  EXPECT_EQ(good.take_host_program(), (std::vector<std::string>{"a", "b c"}));
  EXPECT_TRUE(good.take_host_program().empty());
  good.feed("end\n", 2);
  EXPECT_EQ(good.current_step(), "host a \"b c\"");
  good.host_ended("one\n", 0, 3);
  EXPECT_EQ(good.current_step(), "expect end");
  EXPECT_FALSE(good.outcome());

  Conversation bad = conversation_at("expect ready\nhost a");
  bad.host_ended("oops\n", 3, 2);
  ASSERT_TRUE(bad.outcome());
  EXPECT_EQ(bad.outcome()->reason,
            "line 2 of the script: 'host a' exited with 3, not 0; its output: \"oops\"");
}

TEST(Conversation, EjectsOnceAndGoesOn) {
  Conversation conversation(script_of("expect ready\neject\nwait reset"), 60);
  conversation.feed("ready\n", 1);
  EXPECT_TRUE(conversation.take_eject());
  EXPECT_FALSE(conversation.take_eject());
  EXPECT_EQ(conversation.current_step(), "wait reset");
}

// Each line that is typed is shorter than what a shell takes, and they make up the command.
TEST(Conversation, TypesALongCommandInPieces) {
  std::string command = "echo '";
  for (int i = 0; i < 300; ++i) command += "ü'x \\";
  Talk talk("shell\nrun " + command);
  talk.shell_comes();
  std::string typed;
  std::string together;
  for (int lines = 0; lines < 60; ++lines) {
    const std::string line = talk.typed();
    ASSERT_NE(line, "");
    ASSERT_LE(line.size(), 1000U);
    if (line.starts_with("echo ")) {
      EXPECT_EQ(line, "echo \"@lb\"\"1b@\";eval \"$_lb\";echo \"@lb\"\"1e=$?@\"\n");
      typed = line;
      break;
    }
    const std::string begin = lines == 0 ? "_lb='" : "_lb=$_lb'";
    ASSERT_TRUE(line.starts_with(begin)) << line;
    ASSERT_TRUE(line.ends_with("'\n"));
    std::string text = line.substr(begin.size(), line.size() - begin.size() - 2);
    for (std::size_t at = text.find("'\\''"); at != std::string::npos;
         at = text.find("'\\''", at + 1))
      text.replace(at, 4, "'");
    ASSERT_NE(static_cast<unsigned char>(text[0]) & 0xc0U, 0x80U) << "a letter is cut";
    together += text;
    talk.says(line.substr(0, 30)).waits(1);  // the echo is slow
    ASSERT_EQ(talk.typed(), "");
    talk.says(line.substr(30, line.size() - 31) + "\r\n/ # ").waits(0.1);
  }
  EXPECT_EQ(together, command);
  talk.says("x\r\n@lb1b@\r\n@lb1e=0@\r\n/ # ");
  EXPECT_EQ(talk.verdict(), Verdict::pass) << talk.reason();
}

TEST(Conversation, AnotherInitIsNotTheOneThatWasAskedFor) {
  for (const std::string_view stamp : {"", "[    0.700000] "}) {
    Talk talk("expect hello\n");
    talk.says(
        fmt::format("{0}Run /init as init process\r\n{0}Failed to execute /init (error -8)\r\n"
                    "{0}Run /sbin/init as init process\r\nhello\r\n",
                    stamp));
    EXPECT_EQ(talk.verdict(), Verdict::fail);
    EXPECT_EQ(talk.reason(),
              "the kernel could not start the init that was asked for: "
              "Failed to execute /init (error -8)");
  }
}

TEST(Conversation, AnInitThatIsNotThereIsNotReplacedInSilence) {
  Talk talk("expect hello\n");
  talk.says("[    0.000000] Kernel command line: console=ttyS0 rdinit=/mine quiet=no\r\n");
  EXPECT_EQ(talk.verdict(), std::nullopt);
  talk.says("[    0.700000] Run /sbin/init as init process\r\nhello\r\n");
  EXPECT_EQ(talk.verdict(), Verdict::fail);
  EXPECT_EQ(
      talk.reason(),
      "the kernel started the init /sbin/init and not /mine, which rdinit= asks for; is it in "
      "the initramfs, and executable?");

  for (const std::string_view words : {"rdinit=/mine", "console=ttyS0", "x=rdinit=/other"}) {
    Talk good("expect hello\n");
    good.says(
        fmt::format("Kernel command line: {}\r\nRun /mine as init process\r\nhello\r\n", words));
    EXPECT_EQ(good.verdict(), Verdict::pass) << good.reason();
  }
}

// What stands in the log of a kernel that says nothing over the serial line.
InitKnowledge hidden(AskedInit asked, const std::vector<std::string>& log) {
  return {std::move(asked), [log] {
            InitMessages messages;
            for (const std::string& message : log) messages.take(message);
            return messages;
          }};
}

const AskedInit mine{"/mine", false, "there is no /mine in the initramfs"};
const std::string not_mine =
    "the kernel started the init /sbin/init and not /mine, which rdinit= asks for; ";

TEST(Conversation, AQuietKernelHasAnotherInitInItsLog) {
  for (const auto& [asked, why] : std::vector<std::pair<AskedInit, std::string>>{
           {{}, "is it in the initramfs, and executable?"}, {mine, mine.cannot_start}}) {
    Talk talk("expect hello\n", hidden(asked, {"Kernel command line: rdinit=/mine quiet",
                                               "Run /sbin/init as init process"}));
    talk.says("hello\r\n");
    EXPECT_EQ(talk.verdict(), Verdict::fail);
    EXPECT_EQ(talk.reason(), not_mine + why);
  }
  // The log has lost the command line, which is known all the same; or both.
  Talk known("expect hello\n", hidden(mine, {"Run /sbin/init as init process"}));
  EXPECT_EQ(known.says("hello\r\n").reason(), not_mine + mine.cannot_start);
  Talk lost("expect hello\n", hidden(mine, {}));
  EXPECT_EQ(lost.says("hello\r\n").reason(),
            "the init that ran cannot be /mine, which was asked for: there is no /mine in the "
            "initramfs");
  Talk failed("expect hello\n",
              hidden({}, {"Run /mine as init process", "Failed to execute /mine (error -8)",
                          "Run /sbin/init as init process"}));
  EXPECT_EQ(failed.says("hello\r\n").reason(),
            "the kernel could not start the init that was asked for: "
            "Failed to execute /mine (error -8)");
}

TEST(Conversation, AQuietKernelPassesOnTheInitThatWasAskedFor) {
  for (const auto& log : std::vector<std::vector<std::string>>{
           {"Kernel command line: rdinit=/mine quiet", "Run /mine as init process"},
           {"Run /mine as init process"},  // from an initramfs of the kernel's own
       }) {
    Talk talk("expect hello\n", hidden(mine, log));
    EXPECT_EQ(talk.says("hello\r\n").verdict(), Verdict::pass) << talk.reason();
  }
  Talk nothing("expect hello\n", hidden({}, {"Run /sbin/init as init process"}));
  EXPECT_EQ(nothing.says("hello\r\n").verdict(), Verdict::pass) << "nobody asked for another";
}

TEST(Conversation, InitOfTheInitramfsIsAskedForWithoutBeingNamed) {
  const AskedInit init{"/init", true, "/init is not an executable file"};
  Talk talk("expect hello\n", {init, nullptr});
  talk.says("Kernel command line: quiet\r\nRun /sbin/init as init process\r\n");
  EXPECT_EQ(talk.verdict(), std::nullopt) << "a panic may follow, which says more";
  EXPECT_EQ(talk.says("hello\r\n").reason(),
            "the kernel started the init /sbin/init and not /init, which is in the initramfs; "
            "/init is not an executable file");
  Talk other("expect hello\n", {init, nullptr});
  other.says("Kernel command line: rdinit=/sbin/init\r\nRun /sbin/init as init process\r\n");
  EXPECT_EQ(other.says("hello\r\n").verdict(), Verdict::pass) << other.reason();
  Talk kexec("expect hello\n", {init, nullptr});
  kexec.says("Kernel command line: quiet\r\nRun /init as init process\r\n")
      .says("Kernel command line: root=/dev/vda\r\nRun /sbin/init as init process\r\nhello\r\n");
  EXPECT_EQ(kexec.verdict(), Verdict::pass) << "a second kernel, without the initramfs";
  Talk hang("expect hello\n", {init, nullptr});
  hang.says("Run /sbin/init as init process\r\n").waits(timeout);
  EXPECT_EQ(hang.verdict(), Verdict::fail);
  EXPECT_NE(hang.reason().find("'expect hello' did not happen within"), std::string::npos);
}

TEST(Conversation, TheLogIsReadBeforeItIsLost) {
  int looked = 0;
  Talk talk("expect one\nexpect two\nexpect three\n",
            {mine, [&looked] {
               InitMessages messages;
               if (++looked == 2) messages.take("Run /sbin/init as init process");
               return messages;
             }});
  talk.says("one\r\ntwo\r\nthree\r\n");
  EXPECT_EQ(looked, 3) << "with each step until it is found, and at the end";
  EXPECT_EQ(talk.reason(), not_mine + mine.cannot_start);
  looked = 0;
  const auto nothing = [&looked] {
    ++looked;
    return InitMessages();
  };
  std::string script, words;
  for (int step = 0; step < 50; ++step) {
    script += fmt::format("expect step {}.\n", step);
    words += fmt::format("step {}.\r\n", step);
  }
  Talk silent(script, {{}, nothing});
  EXPECT_EQ(silent.says(words).verdict(), Verdict::pass);
  EXPECT_EQ(looked, 9) << "a kernel that says nothing does not cost more with each step";
  looked = 0;
  Talk shown("expect one\n", {{}, nothing});
  shown.says("Run /init as init process\r\none\r\n");
  EXPECT_EQ(looked, 0);
}

TEST(Conversation, TheLogOfTheBootBeforeIsNotThatOfThisOne) {
  std::vector<std::string> log = {"Kernel command line: quiet rdinit=/mine",
                                  "Run /mine as init process"};
  Talk talk("wait reset\nexpect one\nexpect two\n", {{}, [&log] {
                                                       InitMessages messages;
                                                       for (const auto& one : log)
                                                         messages.take(one);
                                                       return messages;
                                                     }});
  talk.says("hello\r\n").ends(MachineEnd::reset);
  EXPECT_EQ(talk.verdict(), std::nullopt);
  talk.says("one\r\n");
  log.emplace_back("Run /sbin/init as init process");
  EXPECT_EQ(talk.says("two\r\n").verdict(), Verdict::fail) << talk.reason();
}

TEST(Conversation, NobodyLooksForTheLogOfABootThatHasJustBegun) {
  int looked = 0;
  Talk talk("wait reset\nexpect one\n", {{}, [&looked] {
                                           ++looked;
                                           return InitMessages{};
                                         }});
  talk.says("Run /init as init process\r\n").ends(MachineEnd::reset);
  EXPECT_EQ(looked, 0);
}

TEST(Conversation, EachBootHasItsInit) {
  const std::string script = "wait reset\nexpect hello\n";
  const std::string asks = "Kernel command line: quiet\r\n";
  Talk first(script);
  first.says(asks + "Run /init as init process\r\nFailed to execute /init (error -8)\r\n")
      .ends(MachineEnd::reset);
  EXPECT_EQ(first.verdict(), Verdict::fail) << "the fault of the first boot is forgotten";
  Talk second(script);
  second.says("Kernel command line: rdinit=/a\r\nRun /a as init process\r\n")
      .ends(MachineEnd::reset)
      .says("Kernel command line: rdinit=/b\r\nRun /b as init process\r\nhello\r\n");
  EXPECT_EQ(second.verdict(), Verdict::pass) << second.reason();
}

TEST(Conversation, APanicForWantOfAnInitMayBeExpected) {
  for (const std::string_view stamp : {"", "[    0.700000] "}) {
    Talk talk("expect No working init found\n", hidden(mine, {"Run /sbin/init as init process"}));
    talk.says(fmt::format("{}Kernel panic - not syncing: No working init found.", stamp));
    EXPECT_EQ(talk.verdict(), Verdict::pass) << talk.reason();
  }
  // The script's words may end before the kernel says why.
  for (const std::string_view words : {"Kernel panic - not syncing", "not syncing: VFS: Unable"}) {
    Talk talk(fmt::format("expect {}\n", words), hidden(mine, {"Run /sbin/init as init process"}));
    talk.says(fmt::format("Kernel panic - {}", words.substr(words.find("not"))));
    EXPECT_EQ(talk.verdict(), Verdict::pass) << talk.reason();
  }
  Talk other("expect Attempted to kill init\n", hidden(mine, {"Run /sbin/init as init process"}));
  other.says("Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100\r\n");
  EXPECT_EQ(other.verdict(), Verdict::fail) << "that was the panic of another init";
}

TEST(Conversation, TheRescueShellIsNoAnswer) {
  const std::string rescue =
      "\r\nlinuxbake-init: There is no init in /dev/sda (/dev/sda). Looked for: /missing\r\n"
      "linuxbake-init: Leave the shell (exit) to try again; 'reboot -f' starts the machine "
      "anew.\r\n";
  Talk talk("shell\n");
  talk.says(rescue).shell_comes();
  EXPECT_EQ(talk.verdict(), Verdict::fail);
  EXPECT_EQ(talk.reason(),
            "line 1 of the script: 'shell' was answered by the rescue shell of an init that is on "
            "the way to the root file system: There is no init in /dev/sda (/dev/sda). Looked for: "
            "/missing");
  for (const std::string_view words : {"There is no init", "rescue:"}) {
    Talk expected(fmt::format("expect {}\nshell\n", words));
    expected.says(rescue + "rescue:/# \r\n").shell_comes();
    EXPECT_EQ(expected.verdict(), Verdict::pass) << expected.reason();
  }
  Talk later("wait reset\nshell\n");
  later.says(rescue).ends(MachineEnd::reset).shell_comes();
  EXPECT_EQ(later.verdict(), Verdict::pass) << later.reason();
}

}  // namespace
}  // namespace linuxbake::boot
