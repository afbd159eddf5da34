// SPDX-License-Identifier: MIT
#include "boot/run/interruptions.h"

#include <sys/signalfd.h>
#include <unistd.h>

namespace linuxbake::boot {

Interruptions::Interruptions() {
  sigset_t watched;
  sigemptyset(&watched);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&watched, number);
  ::sigprocmask(SIG_BLOCK, &watched, &before_);
  descriptor_ = Descriptor(::signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK));
  pipe_before_ = ::signal(SIGPIPE, SIG_IGN);
}

Interruptions::~Interruptions() {
  ::signal(SIGPIPE, pipe_before_);
  ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

int Interruptions::next() const {
  signalfd_siginfo signal{};
  const ssize_t count = ::read(descriptor_.get(), &signal, sizeof signal);
  return count == sizeof signal ? static_cast<int>(signal.ssi_signo) : 0;
}

}  // namespace linuxbake::boot
