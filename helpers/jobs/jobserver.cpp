// SPDX-License-Identifier: MIT
#include "jobs/jobserver.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace linuxbake::jobs {
namespace {

using namespace std::chrono_literals;
constexpr auto idle_limit = 15ms;   // how long a byte may lie in the pipe unused
constexpr auto offer_pause = 40ms;  // until the next offer, after one that nobody wanted

}  // namespace

Result<Jobserver> Jobserver::start(Pool& pool, Style style) {
  if (style == Style::name)
    if (std::optional<Jobserver> server = start_with_name(pool)) return std::move(*server);
  return start_with_pipes(pool);
}

// What we write to the master, make reads; what it writes, the master gives.
std::optional<Jobserver> Jobserver::start_with_name(Pool& pool) {
  const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (master < 0) return std::nullopt;
  std::array<char, 128> name{};
  const int second = fcntl(master, F_DUPFD_CLOEXEC, 0);
  int own = -1;
  if (grantpt(master) == 0 && unlockpt(master) == 0 &&
      ptsname_r(master, name.data(), name.size()) == 0)
    own = open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  Jobserver server(pool, {-1, master}, {second, -1}, own, name.data());
  termios settings{};
  if (second < 0 || own < 0 || tcgetattr(own, &settings) != 0) return std::nullopt;
  cfmakeraw(&settings);
  if (tcsetattr(own, TCSANOW, &settings) != 0) return std::nullopt;
  return server;
}

Result<Jobserver> Jobserver::start_with_pipes(Pool& pool) {
  int offered[2], returned[2];
  if (pipe2(offered, O_CLOEXEC) != 0)
    return fail(std::string("no pipe for the job server: ") + std::strerror(errno));
  if (pipe2(returned, O_CLOEXEC) != 0) {
    const int reason = errno;
    for (const int end : offered) close(end);
    return fail(std::string("no pipe for the job server: ") + std::strerror(reason));
  }
  fcntl(returned[0], F_SETFL, O_NONBLOCK);
  const std::string name = fmt::format("/proc/self/fd/{}", offered[0]);
  const int own = open(name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  const int reason = errno;
  Jobserver server(pool, {offered[0], offered[1]}, {returned[0], returned[1]}, own);
  if (own < 0)
    return fail(std::string("the job server's pipe cannot be opened: ") + std::strerror(reason));
  return server;
}

Jobserver::Jobserver(Jobserver&& other) noexcept
    : pool_(other.pool_),
      offered_(std::exchange(other.offered_, {})),
      returned_(std::exchange(other.returned_, {})),
      own_end_(std::exchange(other.own_end_, -1)),
      name_(std::move(other.name_)) {}

Jobserver::~Jobserver() {
  for (const int descriptor :
       {offered_.read_end, offered_.write_end, returned_.read_end, returned_.write_end, own_end_})
    if (descriptor >= 0) close(descriptor);
}

std::string Jobserver::makeflags() const {
  if (!name_.empty()) return fmt::format(" -j{} --jobserver-auth=fifo:{}", pool_.size(), name_);
  return fmt::format(" -j{} --jobserver-auth={},{}", pool_.size(), offered_.read_end,
                     returned_.write_end);
}

void Jobserver::inherit() const {
  if (!name_.empty()) return;
  fcntl(offered_.read_end, F_SETFD, 0);
  fcntl(returned_.write_end, F_SETFD, 0);
}

bool Jobserver::is_offered() const {
  int bytes = 0;
  return ioctl(own_end_, FIONREAD, &bytes) == 0 && bytes > 0;
}

void Jobserver::put(Clock::time_point now) {
  const char token = '+';
  if (write(offered_.write_end, &token, 1) == 1)
    offered_since_ = now;
  else
    pool_.release();
}

void Jobserver::offer(Clock::time_point now) {
  if (now >= no_offer_before_ && pool_.try_acquire()) put(now);
}

void Jobserver::fetch_back(Clock::time_point now) {
  char token = 0;
  if (read(own_end_, &token, 1) != 1) return;  // make was quicker
  pool_.release();
  no_offer_before_ = now + offer_pause;
}

// Straight back to make, which has more to do as a rule, if nobody waits.
void Jobserver::pass_on_returned(Clock::time_point now) {
  char token = 0;
  while (read(returned_.read_end, &token, 1) == 1) {
    if (pool_.held() > 1 && pool_.others_wait()) {
      pool_.release();
      no_offer_before_ = now + offer_pause;
    } else {
      put(now);
    }
  }
}

void Jobserver::balance(Clock::time_point now) {
  pass_on_returned(now);
  const bool is_wanted_elsewhere = pool_.held() > 1 && pool_.others_wait();
  if (!is_wanted_elsewhere && !is_offered()) {
    offered_since_ = now;
    offer(now);
  } else if (is_wanted_elsewhere || now - offered_since_ > idle_limit) {
    fetch_back(now);
  }
}

}  // namespace linuxbake::jobs
