// SPDX-License-Identifier: MIT
#include "kconfig/shell.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>

#include "common/programs.h"
#include "kconfig/simple_command.h"

namespace linuxbake::kconfig {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_output = 4095;
constexpr std::chrono::seconds patience{60};

// Trailing newlines go, others become spaces; a NUL ends it.
std::string as_one_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  text.resize(std::min(text.find('\0'), text.size()));
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// A directory for the files that macros leave, removed with everything in it.
class ScratchDirectory {
 public:
  ScratchDirectory() {
    const char* base = std::getenv("TMPDIR");
    std::string pattern =
        fmt::format("{}/linuxbake-kconfig-XXXXXX", base != nullptr ? base : "/tmp");
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class SystemShell final : public Shell {
 public:
  explicit SystemShell(Environment environment) : programs_(programs_of(environment)) {
    for (const char* name : {"PATH", "HOME", "TMPDIR"})
      if (const char* value = std::getenv(name)) environment.try_emplace(name, value);
    for (const auto& [name, value] : environment) words_.push_back(name + "=" + value);
    for (std::string& word : words_) pointers_.push_back(word.data());
    pointers_.push_back(nullptr);
  }

  Result<std::string> run(const std::string& command) override {
    std::call_once(scratch_once_, [this] { scratch_ = std::make_unique<ScratchDirectory>(); });
    if (const auto simple = simple_command(command, fmt::format(".tmp_{}", ++directories_)))
      if (std::optional<Result<std::string>> answer = run_simple(*simple, command)) return *answer;
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
      return fail("no pipe for a command of the Kconfig tree");
    const pid_t child = start("/bin/sh", {"sh", "-c", command}, ends[1]);
    close(ends[1]);
    if (child < 0) {
      close(ends[0]);
      return fail("no process for a command of the Kconfig tree");
    }
    std::string output;
    const bool in_time = read_all(ends[0], output);
    close(ends[0]);
    end(child, in_time);
    if (!in_time) return too_long(command);
    return as_one_line(std::move(output));
  }

 private:
  // The answer without a shell; nothing where it takes one.
  std::optional<Result<std::string>> run_simple(const SimpleCommand& simple,
                                                const std::string& command) {
    const std::string& program = simple.words[0];
    if (program.find('/') == std::string::npos && !programs_.contains(program)) return std::nullopt;
    if (scratch_->path().empty()) return std::nullopt;
    const std::string directory = scratch_->path() + "/" + simple.directory;
    if (!simple.directory.empty() && mkdir(directory.c_str(), 0777) != 0) return std::nullopt;
    const pid_t child = start(program, simple.words, -1);
    if (child < 0) return std::nullopt;
    const bool in_time = wait_for_end(child);
    const int status = end(child, in_time);
    if (!in_time) return too_long(command);
    const bool done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return done ? simple.if_done : simple.if_failed;
  }

  // The process, or -1. posix_spawn() does not copy our page tables for each of 100 commands.
  pid_t start(const std::string& program, const std::vector<std::string>& arguments, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDWR, 0);
    if (output < 0)
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_RDWR, 0);
    else
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_RDWR, 0);
    if (!scratch_->path().empty())
      posix_spawn_file_actions_addchdir_np(&actions, scratch_->path().c_str());
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    std::vector<char*> words;
    for (const std::string& argument : arguments)
      words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    pid_t child = -1;
    if (posix_spawnp(&child, program.c_str(), &actions, &attributes, words.data(),
                     pointers_.data()) != 0)
      child = -1;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return child;
  }

  // The status of a process that has ended, or is ended here with all that it has started.
  static int end(pid_t child, bool in_time) {
    if (!in_time) kill(-child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
  }

  static Result<std::string> too_long(const std::string& command) {
    return fail(fmt::format("'{}' did not end within a minute", command));
  }

  // False where the time is over. A kernel without pidfd_open() (before 5.3) does not tell it.
  static bool wait_for_end(pid_t child) {
    const int process = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    if (process < 0) return true;
    const Clock::time_point deadline = Clock::now() + patience;
    int ready = -1;
    while (ready < 0) ready = wait_until(process, deadline);
    close(process);
    return ready > 0;
  }

  // As poll(): 0 where the time is over.
  static int wait_until(int from, Clock::time_point deadline) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd waiting{from, POLLIN, 0};
    return left > 0 ? poll(&waiting, 1, static_cast<int>(left)) : 0;
  }

  // False where the time is over.
  static bool read_all(int from, std::string& output) {
    const Clock::time_point deadline = Clock::now() + patience;
    std::array<char, 4096> buffer{};
    while (output.size() < most_output) {
      const int ready = wait_until(from, deadline);
      if (ready == 0) return false;
      if (ready < 0) continue;
      const ssize_t count = read(from, buffer.data(), buffer.size());
      if (count <= 0) break;
      output.append(buffer.data(), static_cast<std::size_t>(count));
    }
    if (output.size() > most_output) output.resize(most_output);
    return true;
  }

  std::set<std::string> programs_;
  std::vector<std::string> words_;
  std::vector<char*> pointers_;
  std::once_flag scratch_once_;
  std::unique_ptr<ScratchDirectory> scratch_;
  std::atomic<unsigned> directories_ = 0;
};

class RefusingShell final : public Shell {
 public:
  Result<std::string> run(const std::string& command) override {
    return fail(fmt::format("'{}' may not run here", command));
  }
};

}  // namespace

std::unique_ptr<Shell> system_shell(Environment environment) {
  return std::make_unique<SystemShell>(std::move(environment));
}

std::unique_ptr<Shell> refusing_shell() {
  return std::make_unique<RefusingShell>();
}

std::set<std::string> programs_of(const Environment& environment) {
  std::set<std::string> programs;
  for (const char* name : {"CC", "LD", "AR", "NM", "OBJCOPY", "RUSTC", "PYTHON3"})
    if (const auto tool = environment.find(name); tool != environment.end())
      programs.insert(tool->second.substr(0, tool->second.find(' ')));
  return programs;
}

std::string program_of_command(std::string_view command) {
  const std::string name(command.substr(0, command.find(' ')));
  if (name.find('/') != std::string::npos) return name;
  const auto program = find_program(name);
  return program ? program->string() : "";
}

}  // namespace linuxbake::kconfig
