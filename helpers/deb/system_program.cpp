// SPDX-License-Identifier: MIT
#include "deb/system_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace linuxbake::deb {
namespace {

constexpr int cannot_start = 127;

[[noreturn]] void become(const std::vector<std::string>& command, const RunOptions& options,
                         int output) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  for (const auto& [name, value] : options.environment) ::setenv(name.c_str(), value.c_str(), 1);
  if (options.has_plain_umask) ::umask(022);
  const int empty = ::open("/dev/null", O_RDONLY);
  ::dup2(empty, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::execvp(words.front(), words.data());
  const std::string text = fmt::format("cannot be started: {}\n", std::strerror(errno));
  const ssize_t ignored = ::write(STDERR_FILENO, text.data(), text.size());
  ::_exit(ignored < 0 ? cannot_start : cannot_start);
}

std::string read_until_end(int pipe) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t count = ::read(pipe, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

Result<std::string> run_system_program(const std::vector<std::string>& command,
                                       const RunOptions& options) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return fail(std::strerror(errno), command.front());
  const pid_t child = ::fork();
  if (child == 0) become(command, options, pipe[1]);
  ::close(pipe[1]);
  std::string text = child < 0 ? std::strerror(errno) : read_until_end(pipe[0]);
  ::close(pipe[0]);
  int status = -1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return text;
  while (text.ends_with('\n')) text.pop_back();
  return fail(text.empty() ? "fails" : text, command.front());
}

}  // namespace linuxbake::deb
