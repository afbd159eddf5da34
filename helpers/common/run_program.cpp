// SPDX-License-Identifier: MIT
#include "common/run_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace linuxbake {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct PipeEnds {
  int read = -1, write = -1;
};

// Without a pipe the process has no descriptors left: the read end is -1 then.
PipeEnds make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  return {ends[0], ends[1]};
}

void close_end(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

void connect(const HostCommand& command, int output, int errors) {
  const bool reads = command.input >= 0;
  ::dup2(reads ? command.input : ::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
  if (command.has_our_streams) return;
  ::dup2(command.output >= 0 ? command.output : output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
}

[[noreturn]] void become(const HostCommand& command, int output, int errors, int problem_line,
                         pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);  // it died before the line above
  connect(command, output, errors);
  for (const auto& [name, value] : command.environment) ::setenv(name.c_str(), value.c_str(), 1);
  if (command.has_plain_umask) ::umask(022);
  std::vector<char*> words;
  for (const std::string& word : command.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  if (command.directory.empty() || ::chdir(command.directory.c_str()) == 0)
    ::execvp(words[0], words.data());
  const int problem = errno;
  [[maybe_unused]] const auto written = ::write(problem_line, &problem, sizeof problem);
  ::_exit(127);
}

// Reads what is there; false at the end.
bool read_some(int descriptor, std::string& bytes) {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  bytes.assign(buffer.data(), static_cast<std::size_t>(count));
  return count > 0;
}

// To the end of both streams.
void listen(const Listener& listener, int output, int errors) {
  auto next = Clock::now() + listener.period;
  std::array<pollfd, 2> entries{{{output, POLLIN, 0}, {errors, POLLIN, 0}}};
  const std::array heard = {&listener.output, &listener.errors};
  while (entries[0].fd >= 0 || entries[1].fd >= 0) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now());
    ::poll(entries.data(), entries.size(), static_cast<int>(std::max(left, 0ms).count()));
    for (std::size_t at = 0; at < entries.size(); ++at) {
      if (entries[at].fd < 0 || entries[at].revents == 0) continue;
      std::string bytes;
      if (!read_some(entries[at].fd, bytes)) entries[at].fd = -1;
      if (!bytes.empty() && *heard[at]) (*heard[at])(bytes);
    }
    if (Clock::now() < next) continue;
    next += listener.period;
    if (listener.reminder) listener.reminder();
  }
}

HostCommandEnd end_of(int status) {
  return {WIFEXITED(status) && WEXITSTATUS(status) == 0,
          WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                              : fmt::format("{}", WEXITSTATUS(status))};
}

}  // namespace

HostCommandEnd run_program(const HostCommand& command, const Listener& listener) {
  PipeEnds output = make_pipe(), errors = make_pipe(), problem_line = make_pipe();
  const pid_t parent = ::getpid();
  const pid_t process = problem_line.read < 0 ? -1 : ::fork();
  if (process == 0) become(command, output.write, errors.write, problem_line.write, parent);
  const int no_process = errno;
  for (PipeEnds* pipe : {&output, &errors, &problem_line}) close_end(pipe->write);
  HostCommandEnd end;
  if (process > 0) {
    listen(listener, output.read, errors.read);
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    end = end_of(status);
  }
  int problem = process > 0 ? 0 : no_process;
  if (process > 0 && ::read(problem_line.read, &problem, sizeof problem) <= 0) problem = 0;
  for (PipeEnds* pipe : {&output, &errors, &problem_line}) close_end(pipe->read);
  if (problem == 0) return end;
  return {false, fmt::format("cannot be started: {}", std::strerror(problem))};
}

}  // namespace linuxbake
