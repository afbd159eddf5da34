// SPDX-License-Identifier: MIT
#include "jobs/jobserver.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace linuxbake::jobs {
namespace {

using namespace std::chrono_literals;
constexpr auto idle_limit = 15ms;   // how long a byte may lie in the pipe unused
constexpr auto offer_pause = 40ms;  // until the next offer, after one that nobody wanted

}  // namespace

Result<Jobserver> Jobserver::start(Pool& pool) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return fail(std::string("no pipe for the job server: ") + std::strerror(errno));
  const int own =
      open(fmt::format("/proc/self/fd/{}", ends[0]).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (own >= 0) return Jobserver(pool, ends[0], ends[1], own);
  const int reason = errno;
  close(ends[0]);
  close(ends[1]);
  return fail(std::string("the job server's pipe cannot be opened: ") + std::strerror(reason));
}

Jobserver::Jobserver(Jobserver&& other) noexcept
    : pool_(other.pool_),
      read_end_(std::exchange(other.read_end_, -1)),
      write_end_(std::exchange(other.write_end_, -1)),
      own_end_(std::exchange(other.own_end_, -1)) {}

Jobserver::~Jobserver() {
  for (const int descriptor : {read_end_, write_end_, own_end_})
    if (descriptor >= 0) close(descriptor);
}

std::string Jobserver::makeflags() const {
  return fmt::format(" -j{} --jobserver-auth={},{}", pool_.size(), read_end_, write_end_);
}

void Jobserver::inherit() const {
  fcntl(read_end_, F_SETFD, 0);
  fcntl(write_end_, F_SETFD, 0);
}

bool Jobserver::offered() const {
  int bytes = 0;
  return ioctl(own_end_, FIONREAD, &bytes) == 0 && bytes > 0;
}

void Jobserver::offer(Clock::time_point now) {
  if (now < no_offer_before_ || !pool_.try_acquire()) return;
  const char token = '+';
  if (write(write_end_, &token, 1) == 1)
    offered_since_ = now;
  else
    pool_.release();
}

bool Jobserver::fetch_back(Clock::time_point now) {
  char token = 0;
  if (read(own_end_, &token, 1) != 1) return false;  // make was quicker
  pool_.release();
  no_offer_before_ = now + offer_pause;
  return true;
}

void Jobserver::balance(Clock::time_point now) {
  others_wait_ = pool_.held() > 1 && pool_.others_wait();
  if (others_wait_) {
    fetch_back(now);
  } else if (!offered()) {
    offered_since_ = now;
    offer(now);
  } else if (now - offered_since_ > idle_limit) {
    fetch_back(now);
  }
}

int Jobserver::watched_descriptor() const {
  return others_wait_ ? own_end_ : -1;
}

}  // namespace linuxbake::jobs
