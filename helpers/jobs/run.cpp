// SPDX-License-Identifier: MIT
#include "jobs/run.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <utility>

#include "common/descriptor.h"
#include "common/files.h"
#include "jobs/confine.h"
#include "jobs/jobserver.h"
#include "jobs/outer.h"
#include "jobs/pool.h"
#include "jobs/progress.h"

namespace linuxbake::jobs {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr const char* pool_variable = "LINUXBAKE_JOBS_POOL";
constexpr const char* outer_variable = "LINUXBAKE_JOBSERVER";
constexpr int tick = 5;               // milliseconds between two looks at the pool
constexpr int slow_tick = 1000;       // and where there is no pool to look at
constexpr auto silence = 3s;          // until we say that we are waiting for a slot
constexpr auto grace_period = 300ms;  // SIGTERM is often sent to the whole group: do not repeat it
constexpr int exit_not_started = 127;

unsigned processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
}

// The signals that we take as data, and the mask that the command starts with.
struct Signals {
  Descriptor descriptor;
  sigset_t previous{};
};

Signals take_signals() {
  Signals signals;
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGCHLD, SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, number);
  sigprocmask(SIG_BLOCK, &set, &signals.previous);
  signals.descriptor = Descriptor(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  return signals;
}

// 0: none is pending.
int next_signal(const Signals& signals) {
  signalfd_siginfo info{};
  if (read(signals.descriptor.get(), &info, sizeof info) != sizeof info) return 0;
  return static_cast<int>(info.ssi_signo);
}

Display display_of(const RunOptions& options) {
  if (options.quiet) return Display::none;
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::strcmp(terminal, "dumb") == 0;
  return isatty(STDOUT_FILENO) != 0 && !dumb ? Display::terminal : Display::lines;
}

unsigned terminal_columns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20) return 80;
  return size.ws_col;
}

void show(std::string_view text) {
  if (text.empty()) return;
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

// Takes a slot, or borrows one at last. The exit code if a signal ended the wait.
std::optional<int> wait_for_slot(Pool& pool, const Signals& signals, const RunOptions& options) {
  const Clock::time_point start = Clock::now();
  bool said = options.quiet;
  pool.set_waiting(true);
  while (!pool.try_acquire()) {
    const auto waited = Clock::now() - start;
    if (waited > options.patience) {
      pool.borrow();
      break;
    }
    if (!said && waited > silence) {
      show(fmt::format("{}: waiting for a free job; other builds use all {}\n", options.title,
                       pool.size()));
      said = true;
    }
    pollfd entry{signals.descriptor.get(), POLLIN, 0};
    poll(&entry, 1, tick);
    const int number = next_signal(signals);
    if (number != 0 && number != SIGCHLD) return 128 + number;
  }
  pool.set_waiting(false);
  return std::nullopt;
}

class Command {
 public:
  Command(const RunOptions& options, Progress& progress, const Signals& signals)
      : options_(options), progress_(progress), signals_(signals) {}

  [[nodiscard]] Result<void> start(const Jobserver* jobserver);
  [[nodiscard]] int wait(Jobserver* jobserver);

 private:
  [[noreturn]] void become_command(const Jobserver* jobserver, int output, pid_t parent);
  void read_output();
  void handle_signal(int number);
  [[nodiscard]] bool ended();

  const RunOptions& options_;
  Progress& progress_;
  const Signals& signals_;
  pid_t process_ = -1;
  int status_ = 0;
  Descriptor output_;
  Descriptor log_;
  std::optional<Clock::time_point> terminate_at_;
};

Result<void> Command::start(const Jobserver* jobserver) {
  Descriptor child_output;
  if (!options_.log.empty()) {
    log_ = Descriptor(open(options_.log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (log_.get() < 0)
      return fail(std::string("cannot be written: ") + std::strerror(errno), options_.log.string());
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return fail(std::string("no pipe: ") + std::strerror(errno));
    output_ = Descriptor(ends[0]);
    child_output = Descriptor(ends[1]);
    fcntl(output_.get(), F_SETFL, O_NONBLOCK);
  }
  std::fflush(nullptr);
  const pid_t parent = getpid();
  process_ = fork();
  if (process_ < 0) return fail(std::string("no further process: ") + std::strerror(errno));
  if (process_ == 0) become_command(jobserver, child_output.get(), parent);
  return {};
}

void Command::become_command(const Jobserver* jobserver, int output, pid_t parent) {
  if (output >= 0) {
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
  }
  if (!options_.writable.empty()) {
    if (const Result<void> confined = confine(options_.writable); !confined) {
      fmt::print(stderr, "linuxbake-jobs: error: {}\n", confined.error().message);
      _exit(exit_not_started);
    }
  }
  // After what may change who the process is: that ends it.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(128 + SIGTERM);
  if (jobserver != nullptr) {
    jobserver->inherit();
    setenv("MAKEFLAGS", jobserver->makeflags().c_str(), 1);
    unsetenv("MAKELEVEL");
    unsetenv("MFLAGS");
    unsetenv(outer_variable);
    setenv(pool_variable, options_.pool.c_str(), 1);
  }
  std::vector<char*> arguments;
  for (const std::string& argument : options_.command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  sigprocmask(SIG_SETMASK, &signals_.previous, nullptr);
  umask(022);
  execvp(arguments[0], arguments.data());
  fmt::print(stderr, "linuxbake-jobs: error: '{}' cannot be started: {}\n", arguments[0],
             std::strerror(errno));
  _exit(exit_not_started);
}

void Command::read_output() {
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t count = read(output_.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) output_.close();
    if (count <= 0) return;
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
    for (std::string_view rest = bytes; !rest.empty();) {
      const ssize_t written = write(log_.get(), rest.data(), rest.size());
      if (written <= 0) break;  // a full disk ends the build itself soon enough
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    show(progress_.feed(bytes, Clock::now()));
  }
}

void Command::handle_signal(int number) {
  // Ctrl-C reaches the command without us: it is in our process group.
  if (number == SIGTERM || number == SIGHUP) terminate_at_ = Clock::now() + grace_period;
}

bool Command::ended() {
  return waitpid(process_, &status_, WNOHANG) == process_;
}

int Command::wait(Jobserver* jobserver) {
  while (!ended()) {
    if (jobserver != nullptr) jobserver->balance(Clock::now());
    if (terminate_at_ && Clock::now() > *terminate_at_) {
      kill(process_, SIGTERM);
      terminate_at_.reset();
    }
    std::array<pollfd, 3> entries{
        {{signals_.descriptor.get(), POLLIN, 0},
         {output_.get(), POLLIN, 0},
         {jobserver != nullptr ? jobserver->watched_descriptor() : -1, POLLIN, 0}}};
    const bool idle = jobserver == nullptr && !terminate_at_;
    poll(entries.data(), entries.size(), idle ? slow_tick : tick);
    for (int number = next_signal(signals_); number != 0; number = next_signal(signals_))
      handle_signal(number);
    if (output_.get() >= 0) read_output();
    show(progress_.remind(Clock::now()));
  }
  if (output_.get() >= 0) read_output();
  return WIFSIGNALED(status_) ? 128 + WTERMSIG(status_) : WEXITSTATUS(status_);
}

// A file system that is read-only for this command alone is a riddle to who looks at it: the last
// line of the log says what it means, in the word that Landlock's refusal has as well. Nothing
// where nothing failed by that.
std::string explain_read_only(const RunOptions& options) {
  if (options.writable.empty()) return "";
  const Result<std::string> log = read_file(options.log);
  if (!log || log->find(std::strerror(EROFS)) == std::string::npos) return "";
  std::string line = "linuxbake-jobs: Permission denied: this command may write below";
  for (const std::filesystem::path& directory : options.writable)
    line += fmt::format(" '{}'", directory.string());
  line += " only, and all else is a read-only file system to it";
  std::ofstream(options.log, std::ios::app) << line << '\n';
  return line + "\n";
}

void report_end(const RunOptions& options, Progress& progress, int code) {
  if (options.log.empty()) return;
  show(progress.finish());
  if (code != 0 && code < 128) {
    for (const std::string& line : progress.last_lines()) fmt::print(stderr, "{}\n", line);
    fmt::print(stderr, "{}", explain_read_only(options));
    fmt::print(stderr, "{}: failed; everything that was printed is in {}\n", options.title,
               options.log.string());
  }
  if (code == 0 && !options.steps.empty())
    static_cast<void>(
        write_file_if_different(options.steps, fmt::format("{}\n", progress.steps())));
}

Result<int> run_command(const RunOptions& options, const Signals& signals, Jobserver* jobserver) {
  Progress progress({options.title, options.expected, display_of(options), terminal_columns()});
  Command command(options, progress, signals);
  const Result<void> started = command.start(jobserver);
  if (!started) return tl::unexpected(started.error());
  const int code = command.wait(jobserver);
  report_end(options, progress, code);
  return code;
}

// What the program says of itself: "GNU Make 4.4.1" knows job servers by name.
Jobserver::Style style_for(const std::string& program) {
  if (std::filesystem::path(program).filename().string().find("make") == std::string::npos)
    return Jobserver::Style::pipes;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return Jobserver::Style::pipes;
  Descriptor output(ends[0]), input(ends[1]);
  const pid_t process = fork();
  if (process == 0) {
    dup2(input.get(), STDOUT_FILENO);
    execlp(program.c_str(), program.c_str(), "--version", nullptr);
    _exit(exit_not_started);
  }
  input.close();
  std::array<char, 64> text{};
  std::size_t length = 0;
  for (ssize_t count = 1; count > 0 && length < text.size() - 1;
       length += static_cast<std::size_t>(std::max<ssize_t>(count, 0)))
    count = read(output.get(), text.data() + length, text.size() - 1 - length);
  output.close();
  if (process > 0) waitpid(process, nullptr, 0);
  unsigned major = 0, minor = 0;
  const bool known = std::sscanf(text.data(), "GNU Make %u.%u", &major, &minor) == 2;
  return known && (major > 4 || (major == 4 && minor >= 4)) ? Jobserver::Style::name
                                                            : Jobserver::Style::pipes;
}

bool inside_pool(const std::filesystem::path& pool) {
  const char* present = std::getenv(pool_variable);
  return present != nullptr && pool == present;
}

// The make around us is asked as well, from the first job on, which is that recipe's own.
Result<Pool> open_pool(const RunOptions& options) {
  const char* makeflags = std::getenv(outer_variable);
  const OuterFlags outer = parse_outer_flags(makeflags != nullptr ? makeflags : "");
  const unsigned jobs = outer.jobs > 0 ? outer.jobs : processors();
  Result<Pool> pool = Pool::open(options.pool, options.jobs > 0 ? options.jobs : jobs);
  if (pool)
    if (std::optional<Outer> server = Outer::open(outer.server))
      pool->take_part_in(std::move(*server));
  return pool;
}

}  // namespace

Result<int> run(const RunOptions& options) {
  const Signals signals = take_signals();
  if (inside_pool(options.pool)) return run_command(options, signals, nullptr);
  Result<Pool> pool = open_pool(options);
  if (!pool) return tl::unexpected(pool.error());
  if (const std::optional<int> interrupted = wait_for_slot(*pool, signals, options))
    return *interrupted;
  Result<Jobserver> jobserver = Jobserver::start(*pool, style_for(options.command[0]));
  if (!jobserver) return tl::unexpected(jobserver.error());
  return run_command(options, signals, &*jobserver);
}

}  // namespace linuxbake::jobs
