// SPDX-License-Identifier: MIT
#include "boot/process/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

#include "boot/process/pipe.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

Result<Pipe> make_socket_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return fail(fmt::format("no socket can be made: {}", std::strerror(errno)));
  }
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// What the supervisor inherits and hands on.
struct Lines {
  std::vector<int> handed_on;  // they become the program's descriptors 0, 1, 2 …
  int status, control;
};

[[noreturn]] void run_program(const std::vector<char*>& words, const Lines& lines, int report,
                              pid_t supervisor) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != supervisor) ::_exit(127);  // it died before the line above
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  // First out of the way of the low numbers that they are to get.
  const int first_free = static_cast<int>(lines.handed_on.size());
  std::vector<int> from;
  from.reserve(lines.handed_on.size());
  for (const int line : lines.handed_on) {
    from.push_back(::fcntl(line, F_DUPFD_CLOEXEC, first_free));
  }
  const int kept_report = ::fcntl(report, F_DUPFD_CLOEXEC, first_free);
  for (int to = 0; to < first_free; ++to) ::dup2(from[static_cast<std::size_t>(to)], to);
  ::execvp(words[0], words.data());
  const int problem = errno;
  [[maybe_unused]] const auto written = ::write(kept_report, &problem, sizeof problem);
  ::_exit(127);
}

// Our children, that is the program and what it left behind.
std::vector<pid_t> children() {
  std::ifstream list(fmt::format("/proc/self/task/{}/children", ::getpid()));
  std::vector<pid_t> pids;
  for (pid_t pid = 0; list >> pid;) pids.push_back(pid);
  return pids;
}

// A kernel without CONFIG_PROC_CHILDREN has no such list; then the process group has to do.
void kill_everything(pid_t group) {
  do {
    ::kill(-group, SIGKILL);
    for (const pid_t pid : children()) ::kill(pid, SIGKILL);
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {
    }
    const timespec moment{0, 1'000'000};
    ::nanosleep(&moment, nullptr);
  } while (::waitpid(-1, nullptr, WNOHANG) >= 0);
}

// The end of the program, if it has come. What it left behind is reaped on the way.
std::optional<int> reap(pid_t program) {
  std::optional<int> end;
  int status = 0;
  for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
    if (pid == program) end = status;
  }
  return end;
}

// Nothing else of ours: as long as it holds our end of another child's lines, that child would not
// see us close them.
void close_all_but(const Lines& lines) {
  std::vector<int> others;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd", problem)) {
    const int line = std::atoi(entry.path().filename().c_str());
    const bool kept =
        line <= 2 || line == lines.status || line == lines.control ||
        std::find(lines.handed_on.begin(), lines.handed_on.end(), line) != lines.handed_on.end();
    if (!kept) others.push_back(line);
  }
  for (const int line : others) ::close(line);
}

void report_end(int line, const ChildEnd& end) {
  [[maybe_unused]] const auto written = ::write(line, &end, sizeof end);
}

[[noreturn]] void supervise(const std::vector<char*>& words, const Lines& lines) {
  close_all_but(lines);
  ::setsid();  // out of reach of the terminal's signals: our starter gets them and tells us
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::prctl(PR_SET_NAME, "linuxbake-guard");
  sigset_t watched;
  sigfillset(&watched);
  ::sigprocmask(SIG_SETMASK, &watched, nullptr);
  sigset_t child_ended;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  const int signals = ::signalfd(-1, &child_ended, SFD_CLOEXEC | SFD_NONBLOCK);

  std::array<int, 2> report{};
  if (::pipe2(report.data(), O_CLOEXEC) != 0) ::_exit(1);
  const pid_t self = ::getpid();
  const pid_t program = ::fork();
  if (program == 0) run_program(words, lines, report[1], self);
  ::close(report[1]);
  for (const int line : lines.handed_on) ::close(line);
  ChildEnd end;
  if (program < 0) end.start_error = errno;
  const bool started =
      program > 0 && ::read(report[0], &end.start_error, sizeof end.start_error) <= 0;
  bool running = started;
  while (running) {
    std::array<pollfd, 2> waits = {pollfd{lines.control, POLLIN, 0}, pollfd{signals, POLLIN, 0}};
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) break;
    signalfd_siginfo ignored{};
    while (::read(signals, &ignored, sizeof ignored) > 0) {
    }
    if (const auto status = reap(program)) {
      end.wait_status = *status;
      running = false;
    }
    if (waits[0].revents != 0) break;
  }
  if (!running) report_end(lines.status, end);
  if (program > 0) kill_everything(program);
  ::_exit(0);
}

}  // namespace

Result<Child> start_child(const std::vector<std::string>& command,
                          const std::vector<int>& further) {
  Result<Pipe> input = make_pipe();
  Result<Pipe> output = make_pipe();
  Result<Pipe> errors = make_pipe();
  Result<Pipe> status = make_pipe();
  Result<Pipe> control = make_pipe();
  for (const Result<Pipe>* pipe : {&input, &output, &errors, &status, &control}) {
    if (!*pipe) return tl::unexpected(pipe->error());
  }
  Lines lines{{input->read.get(), output->write.get(), errors->write.get()},
              status->write.get(),
              control->read.get()};
  Result<Pipe> monitor = make_socket_pair();
  if (!monitor) return tl::unexpected(monitor.error());
  lines.handed_on.push_back(monitor->write.get());
  lines.handed_on.insert(lines.handed_on.end(), further.begin(), further.end());
  std::vector<char*> words;
  words.reserve(command.size() + 1);
  std::vector<std::string> copies = command;
  for (std::string& word : copies) words.push_back(word.data());
  words.push_back(nullptr);

  Child child;
  child.supervisor = ::fork();
  if (child.supervisor < 0) {
    return fail(fmt::format("no process can be made: {}", std::strerror(errno)));
  }
  if (child.supervisor == 0) {
    supervise(words, lines);
  }
  child.input = std::move(input->write);
  child.output = std::move(output->read);
  child.errors = std::move(errors->read);
  child.status = std::move(status->read);
  child.control = std::move(control->write);
  child.monitor = std::move(monitor->read);
  for (const Descriptor* line : {&child.input, &child.output, &child.errors, &child.monitor}) {
    set_non_blocking(*line);
  }
  return child;
}

ChildEnd read_end(const Child& child) {
  ChildEnd end;
  if (::read(child.status.get(), &end, sizeof end) != sizeof end) end.wait_status = SIGKILL;
  return end;
}

void kill_child(Child& child) {
  child.control.close();
  while (::waitpid(child.supervisor, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::string end_text(const ChildEnd& end) {
  if (end.start_error != 0) {
    return fmt::format("cannot be started: {}", std::strerror(end.start_error));
  }
  if (WIFSIGNALED(end.wait_status)) {
    const int number = WTERMSIG(end.wait_status);
    return fmt::format("signal {} ({})", number, ::strsignal(number));
  }
  return fmt::format("exit code {}", WEXITSTATUS(end.wait_status));
}

std::string read_available(const Descriptor& descriptor, bool& at_end, std::size_t limit) {
  std::string bytes(limit, '\0');
  const ssize_t count = ::read(descriptor.get(), bytes.data(), bytes.size());
  at_end = count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

void write_available(const Descriptor& descriptor, std::string& bytes) {
  if (bytes.empty() || !descriptor.open()) return;
  const ssize_t count = ::write(descriptor.get(), bytes.data(), bytes.size());
  if (count > 0) bytes.erase(0, static_cast<std::size_t>(count));
  if (count < 0 && errno == EPIPE) bytes.clear();
}

}  // namespace linuxbake::boot
