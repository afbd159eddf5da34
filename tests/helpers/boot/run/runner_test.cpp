// SPDX-License-Identifier: MIT
#include "boot/run/runner.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "boot/run/accelerator.h"
#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// Seconds for what comes at once on an idle host, and later on a busy one. What never comes ends
// here.
constexpr double patience = 100;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

class Runner : public testing::Test {
 protected:
  Runner() {
    run_.name = "test";
    run_.directory = directory_ / "run";
    run_.machine.qemu = FAKE_QEMU;
    run_.machine.kernel = FAKE_QEMU;  // any file
    run_.timeout = patience;
    run_.script.resize(1);
    run_.script[0].text = "done";
  }

  Report run(const std::string& behaviour) {
    run_.machine.more = {behaviour};
    const auto report = run_machine(run_);
    if (!report) throw std::runtime_error(report.error().text());
    return *report;
  }
  std::string log() { return read_file(run_.directory / "serial.log").value_or("no log"); }
  std::vector<pid_t> pids(const fs::path& file) {
    std::ifstream list(file);
    std::vector<pid_t> numbers;
    for (pid_t pid = 0; list >> pid;) numbers.push_back(pid);
    return numbers;
  }

  TemporaryDirectory temporary_{"linuxbake boot é "};
  fs::path directory_ = temporary_.path;
  boot::Run run_;
};

bool runs(pid_t pid) {
  std::ifstream status(fmt::format("/proc/{}/stat", pid));
  std::string text;
  std::getline(status, text);
  const std::size_t name_end = text.rfind(')');
  return name_end != std::string::npos && text.compare(name_end + 2, 1, "Z") != 0;
}

bool all_gone(const std::vector<pid_t>& pids) {
  const auto start = Clock::now();
  while (seconds_since(start) < patience) {
    if (std::none_of(pids.begin(), pids.end(), runs)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

TEST_F(Runner, PassesAtOnce) {
  const auto start = Clock::now();
  const Report report = run("stubborn say=done wait");
  EXPECT_EQ(report.outcome, (Outcome{Verdict::pass, ""}));
  EXPECT_LT(seconds_since(start), patience);
  EXPECT_EQ(log(), "done\n");
  const auto written = read_file(run_.directory / "report.json");
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, report_json(report));
}

TEST_F(Runner, StopsAtItsOwnTimeOut) {
  run_.timeout = 0.5;
  const auto start = Clock::now();
  const Report report = run("stubborn say=x wait");
  EXPECT_EQ(report.outcome.verdict, Verdict::hang);
  EXPECT_LT(seconds_since(start), patience);
}

TEST_F(Runner, AProgramThatFailsIsInfra) {
  const Report report = run("error=could_not_load_kernel exit=1");
  EXPECT_EQ(report.outcome,
            (Outcome{Verdict::infra, std::string(FAKE_QEMU) + " ended by itself: exit code 1"}));
  EXPECT_EQ(report.last_lines, "could_not_load_kernel\n");
}

TEST_F(Runner, AProgramThatCrashesIsInfra) {
  run_.machine.qemu = "/bin/sh";
  run_.machine.kernel = "/bin/sh";
  // sh takes the options for its own and fails.
  EXPECT_EQ(run("").outcome.verdict, Verdict::infra);
}

TEST_F(Runner, AMissingProgramIsSkipped) {
  run_.machine.qemu = "qemu-system-none";
  const Report report = run("");
  EXPECT_EQ(report.outcome.verdict, Verdict::skip);
  EXPECT_NE(report.outcome.reason.find("apt install qemu-system-x86"), std::string::npos);
}

TEST_F(Runner, AFileThatIsNotAProgramIsInfra) {
  const fs::path file = directory_ / "qemu";
  ASSERT_TRUE(write_file_if_different(file, "no program"));
  fs::permissions(file, fs::perms::owner_all);
  run_.machine.qemu = file.string();
  const Report report = run("");
  EXPECT_EQ(report.outcome.verdict, Verdict::infra);
}

TEST_F(Runner, AMissingImageNamesItsTarget) {
  run_.machine.kernel = "/no/kernel";
  run_.made_by = "tiny-kernel";
  EXPECT_EQ(run("").outcome,
            (Outcome{Verdict::infra, "/no/kernel does not exist; build target tiny-kernel first"}));
}

TEST_F(Runner, TheMachinesEndIsTold) {
  EXPECT_EQ(run("say=x event=guest-shutdown exit=0").outcome.reason,
            "the guest powered the machine off before 'expect done'");
  EXPECT_EQ(run("say=x event=guest-reset exit=0").outcome.reason,
            "the guest reset the machine before 'expect done'");
  EXPECT_EQ(run("say=x event=guest-panic exit=0").outcome.verdict, Verdict::panic);
}

TEST_F(Runner, AProcessorThatWentWrongIsNoPanicOfTheKernels) {
  const std::string trace = "say=RSP:_0018:ffffd27a400134d0_EFLAGS:_";
  const Report wrong = run(trace + "1f4fbf72 say=Kernel_panic event=guest-panic exit=0");
  EXPECT_EQ(wrong.outcome.verdict, Verdict::infra);
  EXPECT_NE(wrong.outcome.reason.find("EFLAGS: 1f4fbf72"), std::string::npos);
  EXPECT_NE(wrong.cause.find("QEMU before 8.0"), std::string::npos);
  const Report right = run(trace + "00010246 say=Kernel_panic event=guest-panic exit=0");
  EXPECT_EQ(right.outcome.verdict, Verdict::panic);
}

TEST_F(Runner, AMachineThatWentWrongIsStartedOnceMore) {
  const std::string panic =
      "say=Kernel_panic_-_not_syncing:_IO-APIC_+_timer_doesn't_work! event=guest-panic exit=0";
  const auto busy = [&](const std::string& afterwards) {
    const fs::path mark = fs::temp_directory_path() / fmt::format("once-{}", ::getpid());
    fs::remove(mark);
    run_.machine.more = {fmt::format("once={} {} then {}", mark.string(), panic, afterwards)};
    const auto report = run_with_accelerator(run_, "tcg");
    fs::remove(mark);
    return report ? report->outcome : Outcome{Verdict::infra, report.error().text()};
  };
  EXPECT_EQ(busy("say=done wait").verdict, Verdict::pass);
  EXPECT_EQ(busy("say=Kernel_panic event=guest-panic exit=0").verdict, Verdict::panic);
  const Outcome always = busy(panic);
  EXPECT_EQ(always.verdict, Verdict::infra);
  EXPECT_NE(always.reason.find("too busy"), std::string::npos) << always.reason;
}

TEST_F(Runner, WhatWasSaidBeforeTheEndCounts) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(run("say=done event=guest-shutdown exit=0").outcome.verdict, Verdict::pass);
    EXPECT_EQ(run("say=done exit=3").outcome.verdict, Verdict::pass);
  }
}

TEST_F(Runner, HundredMegabytesAreNoTrouble) {
  const Report report = run("flood=100000000 say=done wait");
  EXPECT_EQ(report.outcome, (Outcome{Verdict::pass, ""}));
  EXPECT_LT(fs::file_size(run_.directory / "serial.log"), 12U << 20U);
  EXPECT_NE(log().find("bytes are left out here"), std::string::npos);
  EXPECT_TRUE(log().ends_with("done\n"));
}

TEST_F(Runner, OneLineOfHundredMegabytesIsNoTrouble) {
  EXPECT_EQ(run("flood-line=100000000 say=done wait").outcome, (Outcome{Verdict::pass, ""}));
}

TEST_F(Runner, AnEndlessFloodIsStopped) {
  run_.timeout = 1;
  const auto start = Clock::now();
  EXPECT_EQ(run("flood-line=999999999999").outcome.verdict, Verdict::hang);
  EXPECT_LT(seconds_since(start), patience);
}

TEST_F(Runner, LeavesNothingBehind) {
  const fs::path file = run_.directory / "pids";
  fs::create_directories(run_.directory);
  run_.machine.more = {fmt::format("leave=pids say=done wait")};
  const fs::path before = fs::current_path();
  fs::current_path(run_.directory);
  const auto report = run_machine(run_);
  fs::current_path(before);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->outcome.verdict, Verdict::pass);
  EXPECT_FALSE(pids(file).empty());
  EXPECT_TRUE(all_gone(pids(file)));
}

TEST_F(Runner, LeavesNothingBehindWhenItIsKilled) {
  for (const int signal : {SIGKILL, SIGTERM, SIGINT, SIGHUP}) {
    fs::remove_all(run_.directory);
    fs::create_directories(run_.directory);
    const pid_t runner = ::fork();
    if (runner == 0) {
      fs::current_path(run_.directory);
      run_.machine.more = {"stubborn leave=pids wait"};
      ::_exit(run_machine(run_) ? 0 : 1);
    }
    const auto start = Clock::now();
    while (pids(run_.directory / "pids").size() < 4 && seconds_since(start) < patience) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const std::vector<pid_t> left = pids(run_.directory / "pids");
    ASSERT_EQ(left.size(), 4U);
    ::kill(runner, signal);
    int status = 0;
    ::waitpid(runner, &status, 0);
    EXPECT_TRUE(all_gone(left)) << signal;
    if (signal == SIGKILL) continue;
    const auto text = read_file(run_.directory / "report.json");
    ASSERT_TRUE(text) << signal;
    EXPECT_NE(text->find("interrupted by"), std::string::npos);
  }
}

TEST_F(Runner, ReadsTheLogOfAQuietKernelInItsMemory) {
  run_.machine.shared_memory = true;
  run_.machine.memory = 16;
  const std::string command_line = "log=Kernel_command_line:_rdinit=/mine_quiet ";
  const auto verdict = [&](const std::string& log) { return run(log + " say=done wait").outcome; };
  run_.init.emplace();
  EXPECT_EQ(verdict(command_line + "log=Run_/mine_as_init_process").verdict, Verdict::pass);
  const Outcome other = verdict(command_line + "log=Run_/sbin/init_as_init_process");
  EXPECT_EQ(other.verdict, Verdict::fail);
  EXPECT_EQ(
      other.reason,
      "the kernel started the init /sbin/init and not /mine, which rdinit= asks for; is it in "
      "the initramfs, and executable?");
  // Its memory is there even if the machine is off.
  run_.script[0] = Step{};
  run_.script[0].kind = StepKind::poweroff;
  EXPECT_EQ(run(command_line + "log=Run_/sbin/init_as_init_process event=guest-shutdown exit=0")
                .outcome.verdict,
            Verdict::fail);
  run_.init.reset();
  EXPECT_EQ(
      run("log=Failed_to_execute_/init_(error_-8) event=guest-shutdown exit=0").outcome.verdict,
      Verdict::pass)
      << "nobody wants to know";
}

// Or the signal for too large a file would end the test.
TEST_F(Runner, HasNoMemoryInAFileWhereFilesAreLimited) {
  run_.machine.shared_memory = true;
  run_.machine.memory = 16;
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit less{rlim_t{4} << 20U, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &less), 0);
  const Outcome needed = run("say=done wait").outcome;
  run_.init.emplace();
  const Outcome not_needed = run("say=done wait").outcome;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_EQ(needed.verdict, Verdict::infra);
  EXPECT_EQ(needed.reason,
            "no file for the machine's memory, 16 MB: files are limited to 4 MB here (ulimit -f)");
  EXPECT_EQ(not_needed.verdict, Verdict::pass) << not_needed.reason;
}

}  // namespace
}  // namespace linuxbake::boot
