// SPDX-License-Identifier: MIT
#include "bake/program_run.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace linuxbake::bake {
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

[[noreturn]] void become(const Program& program, int output, int errors, int problem_line,
                         pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);  // it died before the line above
  ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  if (!program.locale.empty()) ::setenv("LC_ALL", program.locale.c_str(), 1);
  std::vector<char*> words;
  for (const std::string& word : program.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  if (program.directory.empty() || ::chdir(program.directory.c_str()) == 0)
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

// What a program prints, and the line every 20 seconds.
class Watcher {
 public:
  Watcher(const Program& program, Console& console)
      : program_(program), console_(console), lines_(program.progress) {}

  // To the end of both.
  void watch(int output, int errors, ProgramEnd& end) {
    std::array<pollfd, 2> entries{{{output, POLLIN, 0}, {errors, POLLIN, 0}}};
    while (entries[0].fd >= 0 || entries[1].fd >= 0) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_ - Clock::now());
      ::poll(entries.data(), entries.size(), static_cast<int>(std::max(left, 0ms).count()));
      std::string bytes;
      if (read_entry(entries[0], bytes)) take_output(bytes, end.output);
      if (read_entry(entries[1], bytes)) end.errors += bytes;
      remind();
    }
  }

 private:
  static bool read_entry(pollfd& entry, std::string& bytes) {
    bytes.clear();
    if (entry.fd < 0 || entry.revents == 0) return false;
    if (!read_some(entry.fd, bytes)) entry.fd = -1;
    return true;
  }

  void take_output(const std::string& bytes, std::string& output) {
    if (program_.progress == Progress::none) output += bytes;
    for (const std::string& line : lines_.feed(bytes)) console_.say(line);
  }

  void remind() {
    if (Clock::now() < next_) return;
    seconds_ += 20;
    next_ += 20s;
    console_.say(fmt::format("still {}, for {} seconds", program_.what, seconds_));
  }

  const Program& program_;
  Console& console_;
  ProgressLines lines_;
  Clock::time_point next_ = Clock::now() + 20s;
  unsigned seconds_ = 0;
};

ProgramEnd cannot_start(int problem) {
  ProgramEnd end;
  end.end = fmt::format("cannot be started: {}", std::strerror(problem));
  end.errors = end.end;
  return end;
}

void set_end(ProgramEnd& end, int status) {
  end.success = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  end.end = WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                                : fmt::format("{}", WEXITSTATUS(status));
}

}  // namespace

ProgramEnd run_to_the_end(const Program& program, Console& console) {
  PipeEnds output = make_pipe(), errors = make_pipe(), problem_line = make_pipe();
  const pid_t parent = ::getpid();
  const pid_t process = problem_line.read < 0 ? -1 : ::fork();
  if (process == 0) become(program, output.write, errors.write, problem_line.write, parent);
  const int no_process = errno;
  for (PipeEnds* pipe : {&output, &errors, &problem_line}) close_end(pipe->write);
  ProgramEnd end;
  if (process > 0) {
    Watcher(program, console).watch(output.read, errors.read, end);
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    set_end(end, status);
  }
  int problem = process > 0 ? 0 : no_process;
  if (process > 0 && ::read(problem_line.read, &problem, sizeof problem) <= 0) problem = 0;
  for (PipeEnds* pipe : {&output, &errors, &problem_line}) close_end(pipe->read);
  return problem == 0 ? end : cannot_start(problem);
}

std::filesystem::path find_program(const std::string& name,
                                   const std::vector<std::string>& further) {
  const char* path = std::getenv("PATH");
  std::string directories = path != nullptr ? path : "";
  for (const std::string& directory : further) directories += ":" + directory;
  for (std::size_t at = 0; at <= directories.size();) {
    const std::size_t end = std::min(directories.find(':', at), directories.size());
    const std::filesystem::path file =
        std::filesystem::path(directories.substr(at, end - at)) / name;
    if (end > at && ::access(file.c_str(), X_OK) == 0) return file;
    at = end + 1;
  }
  return {};
}

std::vector<std::string> ProgressLines::feed(std::string_view bytes) {
  std::vector<std::string> said;
  if (kind_ == Progress::none) return said;
  rest_ += bytes;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = rest_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    std::string text = line(std::string_view(rest_).substr(begin, end - begin));
    if (!text.empty()) said.push_back(std::move(text));
  }
  rest_.erase(0, begin);
  return said;
}

// apt: "dlstatus:<number>:<per cent>:<words>".
std::string ProgressLines::line(std::string_view text) {
  if (kind_ == Progress::files)
    return ++files_ % 10'000 == 0 ? fmt::format("{} files", files_) : std::string();
  if (!text.starts_with("dlstatus:")) return {};
  const std::size_t colon = text.find(':', std::strlen("dlstatus:"));
  if (colon == std::string_view::npos) return {};
  const double percent = std::strtod(std::string(text.substr(colon + 1)).c_str(), nullptr);
  if (percent < last_ + 10) return {};
  last_ = percent;
  return fmt::format("{} %", static_cast<int>(percent));
}

}  // namespace linuxbake::bake
