// SPDX-License-Identifier: MIT
// qemu_process.h - QEMU as it runs: its serial line, its monitor, what it says, and its end.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "boot/machine/monitor.h"
#include "boot/process/child.h"

namespace linuxbake::boot {

class QemuProcess {
 public:
  // Started with Connection::runner. The monitor is greeted.
  explicit QemuProcess(Child child);

  // Until there is something to be read of it or of `also`, or room for what is to be sent; at most
  // so many milliseconds.
  void wait(const Descriptor& also, int milliseconds);
  // Whether it has ended, as the last wait() saw.
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] ChildEnd end() const { return read_end(child_); }
  void kill() { kill_child(child_); }
  [[nodiscard]] pid_t supervisor() const { return child_.supervisor; }

  // What has come over the serial line; empty if nothing has, or if it has come to its end.
  [[nodiscard]] std::string read_serial();
  [[nodiscard]] MonitorNews read_monitor();
  // Answers that have come over the monitor in all.
  [[nodiscard]] std::size_t answers() const { return answers_; }
  // What it has written to its standard error; read_errors() looks whether there is more.
  void read_errors();
  [[nodiscard]] const std::string& said() const { return said_; }

  // Bytes for the serial line and for the monitor; send() sends what is taken now.
  void type(std::string_view bytes) { to_guest_ += bytes; }
  void command(std::string_view text) { to_monitor_ += text; }
  void send();

 private:
  Child child_;
  Monitor monitor_;
  std::string to_guest_, to_monitor_, said_;
  std::size_t answers_ = 0;
  bool ended_ = false;
};

}  // namespace linuxbake::boot
