// SPDX-License-Identifier: MIT
#include "deb/gpg_home.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>

#include "deb/system_program.h"

namespace linuxbake::deb {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "linuxbake-gpg-";

// The path of a socket has up to 107 bytes, and the agent's is below it.
constexpr std::size_t base_path_limit = 70;

constexpr int attempts = 10;

fs::path directory_of_homes() {
  std::error_code error;
  fs::path base = fs::temp_directory_path(error);
  if (error || base.string().size() > base_path_limit) base = "/tmp";
  return base;
}

// Ends the agent, then removes its sockets (in /run, where there is a directory of the user's) and
// the key.
void remove_home(const fs::path& home) {
  const std::string name = home.string();
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"gpgconf", "--homedir", name, "--kill", "all"},
        std::vector<std::string>{"gpgconf", "--homedir", name, "--remove-socketdir"}})
    static_cast<void>(run_system_program({words, {}, {}, false}));
  std::error_code ignored;
  fs::remove_all(home, ignored);
}

// A directory of the user's that nobody else has locked.
std::optional<Descriptor> lock_home(const fs::path& directory) {
  constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  Descriptor lock(::open(directory.c_str(), flags));
  struct stat locked {
  }, named{};
  if (!lock.open() || ::fstat(lock.get(), &locked) != 0 || locked.st_uid != ::geteuid() ||
      ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return std::nullopt;
  // Whoever had it before may have removed it meanwhile.
  if (::lstat(directory.c_str(), &named) != 0 || named.st_ino != locked.st_ino) return std::nullopt;
  return lock;
}

void remove_homes_left_behind(const fs::path& base) {
  std::error_code error;
  for (fs::directory_iterator place(base, error); !error && place != fs::directory_iterator();
       place.increment(error)) {
    if (!place->path().filename().string().starts_with(prefix)) continue;
    if (const auto lock = lock_home(place->path())) remove_home(place->path());
  }
}

sigset_t block_signals_that_end() {
  sigset_t ending, before;
  ::sigemptyset(&ending);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&ending, signal);
  ::pthread_sigmask(SIG_BLOCK, &ending, &before);
  return before;
}

}  // namespace

Result<GpgHome> GpgHome::make() {
  const fs::path base = directory_of_homes();
  remove_homes_left_behind(base);
  const sigset_t before = block_signals_that_end();
  std::string problem = "it is removed as soon as it is made";
  for (int attempt = 0; attempt < attempts; ++attempt) {
    std::string name = (base / (std::string(prefix) + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr) {
      problem = std::strerror(errno);
      break;
    }
    // In between another process may have taken it for one that is left behind.
    if (auto lock = lock_home(name)) return GpgHome(name, std::move(*lock), before);
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return fail(problem, (base / prefix).string());
}

GpgHome::GpgHome(GpgHome&& other) noexcept
    : path_(std::exchange(other.path_, fs::path())),
      lock_(std::move(other.lock_)),
      before_(other.before_) {}

GpgHome::~GpgHome() {
  if (path_.empty()) return;
  remove_home(path_);
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace linuxbake::deb
