// SPDX-License-Identifier: MIT
#include "boot/machine/qemu_process.h"

#include <poll.h>

#include <array>
#include <utility>

namespace linuxbake::boot {
namespace {

constexpr std::size_t said_limit = std::size_t{64} << 10U;

// Closes the descriptor at its end.
std::string read_open(Descriptor& descriptor) {
  if (!descriptor.open()) return {};
  bool at_end = false;
  std::string bytes = read_available(descriptor, at_end);
  if (at_end) descriptor.close();
  return bytes;
}

}  // namespace

QemuProcess::QemuProcess(Child child) : child_(std::move(child)), to_monitor_(monitor_greeting) {}

void QemuProcess::wait(const Descriptor& also, int milliseconds) {
  const auto wants = [](const Descriptor& line, int events) {
    return pollfd{line.get(), static_cast<short>(events), 0};
  };
  std::array waits = {wants(child_.status, POLLIN),
                      wants(child_.output, POLLIN),
                      wants(child_.errors, POLLIN),
                      wants(child_.monitor, to_monitor_.empty() ? POLLIN : POLLIN | POLLOUT),
                      wants(child_.input, to_guest_.empty() ? 0 : POLLOUT),
                      wants(also, POLLIN)};
  ::poll(waits.data(), waits.size(), milliseconds);
  ended_ = (waits[0].revents & (POLLIN | POLLHUP)) != 0;
}

std::string QemuProcess::read_serial() {
  return read_open(child_.output);
}

MonitorNews QemuProcess::read_monitor() {
  MonitorNews news = monitor_.feed(read_open(child_.monitor));
  answers_ += news.answers.size();
  return news;
}

void QemuProcess::read_errors() {
  const std::string bytes = read_open(child_.errors);
  if (said_.size() < said_limit) said_ += bytes;
}

void QemuProcess::send() {
  write_available(child_.input, to_guest_);
  write_available(child_.monitor, to_monitor_);
}

}  // namespace linuxbake::boot
