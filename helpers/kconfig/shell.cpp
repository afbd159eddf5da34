// SPDX-License-Identifier: MIT
#include "kconfig/shell.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "common/files.h"

namespace linuxbake::kconfig {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_output = 4095;
constexpr std::chrono::seconds patience{60};
constexpr std::size_t most_answers = 20'000;
constexpr std::string_view cache_header = "linuxbake-kconfig answers 1";

// Trailing newlines go, others become spaces.
std::string as_one_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// A directory for the files that macros leave, removed with everything in it.
class ScratchDirectory {
 public:
  ScratchDirectory() {
    const char* base = std::getenv("TMPDIR");
    std::string pattern = fmt::format("{}/linuxbake-kconfig-XXXXXX", base ? base : "/tmp");
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
  explicit SystemShell(Environment environment) {
    for (const char* name : {"PATH", "HOME", "TMPDIR"})
      if (const char* value = std::getenv(name)) environment.try_emplace(name, value);
    for (const auto& [name, value] : environment) words_.push_back(name + "=" + value);
    for (std::string& word : words_) pointers_.push_back(word.data());
    pointers_.push_back(nullptr);
  }

  Result<std::string> run(const std::string& command) override {
    if (scratch_ == nullptr) scratch_ = std::make_unique<ScratchDirectory>();
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
      return fail("no pipe for a command of the Kconfig tree");
    const pid_t child = fork();
    if (child == 0) execute(command, ends[1]);
    close(ends[1]);
    if (child < 0) {
      close(ends[0]);
      return fail("no process for a command of the Kconfig tree");
    }
    std::string output;
    const bool in_time = read_all(ends[0], output);
    close(ends[0]);
    if (!in_time) kill(-child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!in_time) return fail(fmt::format("'{}' did not end within a minute", command));
    return as_one_line(std::move(output));
  }

 private:
  // In the child: only what is safe after fork().
  [[noreturn]] void execute(const std::string& command, int output) const {
    setpgid(0, 0);
    const int null = open("/dev/null", O_RDWR);
    dup2(null, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    if (!scratch_->path().empty() && chdir(scratch_->path().c_str()) != 0) _exit(127);
    const char* arguments[] = {"sh", "-c", command.c_str(), nullptr};
    execve("/bin/sh", const_cast<char* const*>(arguments),
           const_cast<char* const*>(pointers_.data()));
    _exit(127);
  }

  // False where the time is over.
  static bool read_all(int from, std::string& output) {
    const Clock::time_point deadline = Clock::now() + patience;
    std::array<char, 4096> buffer{};
    while (output.size() < most_output) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
      pollfd waiting{from, POLLIN, 0};
      const int ready = left > 0 ? poll(&waiting, 1, static_cast<int>(left)) : 0;
      if (ready == 0) return false;
      if (ready < 0) continue;
      const ssize_t count = read(from, buffer.data(), buffer.size());
      if (count <= 0) break;
      output.append(buffer.data(), static_cast<std::size_t>(count));
    }
    if (output.size() > most_output) output.resize(most_output);
    return true;
  }

  std::vector<std::string> words_;
  std::vector<char*> pointers_;
  std::unique_ptr<ScratchDirectory> scratch_;
};

class RefusingShell final : public Shell {
 public:
  Result<std::string> run(const std::string& command) override {
    return fail(fmt::format("'{}' may not run here", command));
  }
};

// Two FNV-1a sums with different beginnings: 128 bits, against chance, not against malice.
struct Key {
  std::uint64_t first = 0xcbf29ce484222325U;
  std::uint64_t second = 0x84222325cbf29ce4U;

  void add(std::string_view text) {
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0xff);
  }
  void add_byte(unsigned char byte) {
    first = (first ^ byte) * 0x100000001b3U;
    second = (second ^ byte) * 0x100000001b3U;
    second ^= second >> 31;
  }
  [[nodiscard]] std::string text() const { return fmt::format("{:016x}{:016x}", first, second); }
};

bool is_path_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("/._+-@:").find(c) != std::string_view::npos;
}

class CachingShell final : public Shell {
 public:
  CachingShell(std::unique_ptr<Shell> shell, std::string directory, const Environment& environment,
               const std::vector<std::string>& tools)
      : shell_(std::move(shell)), path_(std::move(directory) + "/kconfig-answers") {
    for (const auto& [name, value] : environment) base_.add(name + "=" + value);
    for (const std::string& tool : tools) base_.add(identity(find_program(tool)));
    for (const char* place : {"/usr/include", "/usr/lib", "/usr/lib32", "/usr/libx32",
                              "/usr/local/include", "/usr/local/lib", "/usr/local/bin"})
      base_.add(identity(place));
    load(answers_);
  }
  CachingShell(const CachingShell&) = delete;
  CachingShell& operator=(const CachingShell&) = delete;
  ~CachingShell() override {
    if (changed_) save();
  }

  Result<std::string> run(const std::string& command) override {
    const std::string key = key_of(command);
    if (const auto found = answers_.find(key); found != answers_.end()) return found->second;
    Result<std::string> answer = shell_->run(command);
    if (answer && answer->find('\n') == std::string::npos) {
      answers_.emplace(key, *answer);
      changed_ = true;
    }
    return answer;
  }

 private:
  std::string key_of(const std::string& command) {
    Key key = base_;
    key.add(command);
    for (auto at = command.find('/'); at != std::string::npos; at = command.find('/', at)) {
      const bool begins = at == 0 || !is_path_character(command[at - 1]);
      std::size_t end = at;
      while (end < command.size() && is_path_character(command[end])) ++end;
      if (begins) key.add(identity(command.substr(at, end - at)));
      at = end;
    }
    return key.text();
  }

  const std::string& identity(const std::string& path) {
    const auto [place, is_new] = identities_.try_emplace(path);
    if (!is_new) return place->second;
    struct stat status {};
    if (stat(path.c_str(), &status) == 0)
      place->second = fmt::format("{} {} {}.{}", path, S_ISDIR(status.st_mode) ? 0 : status.st_size,
                                  status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    return place->second;
  }

  void load(std::unordered_map<std::string, std::string>& into) const {
    const Result<std::string> text = read_file(path_);
    if (!text || !text->starts_with(cache_header)) return;
    std::string_view rest = *text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.size() > 32 && line[32] == ' ')
        into.emplace(std::string(line.substr(0, 32)), std::string(line.substr(33)));
    }
  }

  void save() {
    load(answers_);  // what others have added meanwhile
    if (answers_.size() > most_answers) return;
    std::vector<std::string> lines;
    for (const auto& [key, answer] : answers_) lines.push_back(key + " " + answer + "\n");
    std::ranges::sort(lines);
    std::string text = std::string(cache_header) + "\n";
    for (const std::string& line : lines) text += line;
    (void)write_file_if_different(path_, text);
  }

  std::unique_ptr<Shell> shell_;
  std::string path_;
  Key base_;
  std::unordered_map<std::string, std::string> answers_;
  std::unordered_map<std::string, std::string> identities_;
  bool changed_ = false;
};

}  // namespace

std::unique_ptr<Shell> system_shell(Environment environment) {
  return std::make_unique<SystemShell>(std::move(environment));
}

std::unique_ptr<Shell> caching_shell(std::unique_ptr<Shell> shell, std::string directory,
                                     const Environment& environment,
                                     const std::vector<std::string>& tools) {
  return std::make_unique<CachingShell>(std::move(shell), std::move(directory), environment, tools);
}

std::unique_ptr<Shell> refusing_shell() {
  return std::make_unique<RefusingShell>();
}

std::string find_program(std::string_view name) {
  name = name.substr(0, name.find(' '));
  if (name.find('/') != std::string_view::npos) return std::string(name);
  const char* path = std::getenv("PATH");
  std::string_view rest = path ? path : "/usr/bin:/bin";
  while (!rest.empty() && !name.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    std::string candidate = fmt::format("{}/{}", rest.substr(0, end), name);
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

}  // namespace linuxbake::kconfig
