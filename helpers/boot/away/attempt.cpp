// SPDX-License-Identifier: MIT
#include "boot/away/attempt.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "boot/process/child.h"
#include "boot/process/pipe.h"
#include "boot/run/interruptions.h"
#include "common/descriptor.h"

namespace linuxbake::boot {
namespace {

using AttemptClock = std::chrono::steady_clock;
constexpr std::chrono::seconds patience{20};  // srun waits for KillWait and more
constexpr int round_milliseconds = 200;

[[noreturn]] void become_launcher(const std::vector<char*>& words, int output, int errors,
                                  pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(127);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  ::execvp(words[0], words.data());
  const std::string text = fmt::format("{}: error: {}\n", words[0], std::strerror(errno));
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
  ::_exit(127);
}

class Launcher {
 public:
  Launcher(const Descriptor& output, const Descriptor& errors, pid_t process,
           const std::string& token)
      : output_(output), errors_(errors), process_(process), reader_(token) {}

  Attempt finish() {
    while (!ended_) {
      wait();
      // First whether it has ended, then what it wrote: nothing comes in between.
      ended_ = ::waitpid(process_, &status_, WNOHANG) == process_;
      take_all();
    }
    attempt_.said += reader_.stray();
    attempt_.launcher_end = end_text(ChildEnd{0, status_});
    return std::move(attempt_);
  }

 private:
  void wait() {
    std::array<pollfd, 3> waits = {pollfd{output_at_end_ ? -1 : output_.get(), POLLIN, 0},
                                   pollfd{errors_at_end_ ? -1 : errors_.get(), POLLIN, 0},
                                   pollfd{interruptions_.descriptor().get(), POLLIN, 0}};
    ::poll(waits.data(), waits.size(), round_milliseconds);
    if (const int signal = interruptions_.next(); signal != 0) {
      if (attempt_.interrupted_by == 0) asked_to_end_ = AttemptClock::now();
      attempt_.interrupted_by = signal;
      ::kill(process_, SIGTERM);
    }
    if (attempt_.interrupted_by != 0 && AttemptClock::now() - asked_to_end_ > patience) {
      ::kill(process_, SIGKILL);
    }
  }

  void take_all() {
    for (std::string bytes; !output_at_end_;) {
      bytes = read_available(output_, output_at_end_);
      for (Frame& frame : reader_.take(bytes)) {
        if (frame.kind == FrameKind::end)
          attempt_.end = end_of_frame(frame);
        else
          attempt_.frames.push_back(std::move(frame));
      }
      if (bytes.empty()) break;
    }
    for (std::string bytes; !errors_at_end_;) {
      bytes = read_available(errors_, errors_at_end_);
      attempt_.said += bytes;
      if (bytes.empty()) break;
    }
  }

  const Descriptor& output_;
  const Descriptor& errors_;
  pid_t process_;
  FrameReader reader_;
  Interruptions interruptions_;
  Attempt attempt_;
  AttemptClock::time_point asked_to_end_;
  int status_ = 0;
  bool ended_ = false, output_at_end_ = false, errors_at_end_ = false;
};

}  // namespace

Result<Attempt> attempt(const std::vector<std::string>& words, const std::string& token) {
  Result<Pipe> output = make_pipe();
  if (!output) return tl::unexpected(output.error());
  Result<Pipe> errors = make_pipe();
  if (!errors) return tl::unexpected(errors.error());
  set_non_blocking(output->read);
  set_non_blocking(errors->read);
  std::vector<std::string> copies = words;
  std::vector<char*> pointers;
  for (std::string& word : copies) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const pid_t self = ::getpid();
  const pid_t process = ::fork();
  if (process < 0) return fail(fmt::format("no process can be made: {}", std::strerror(errno)));
  if (process == 0) become_launcher(pointers, output->write.get(), errors->write.get(), self);
  output->write.close();
  errors->write.close();
  return Launcher(output->read, errors->read, process, token).finish();
}

}  // namespace linuxbake::boot
