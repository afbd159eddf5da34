// SPDX-License-Identifier: MIT
// run_program.h - runs a program of the host to its end. It does not outlive us.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace linuxbake {

struct HostCommand {
  std::vector<std::string> words;                                // the first one is found in PATH
  std::filesystem::path directory;                               // empty: ours
  std::vector<std::pair<std::string, std::string>> environment;  // besides ours
  bool has_plain_umask = false;  // 022, whatever that of the user is
  bool has_our_streams = false;  // it writes where we write, a terminal perhaps; nobody listens
  int input = -1;                // a descriptor that it reads; -1: it reads nothing
  int output = -1;               // a descriptor that it writes to; -1: the listener hears it
};

struct HostCommandEnd {
  bool success = false;
  std::string end;  // "1", "signal 9", "cannot be started: …"
};

// Who listens meanwhile: what it writes to its two streams, and `reminder` after each `period`.
struct Listener {
  std::function<void(std::string_view bytes)> output, errors;
  std::function<void()> reminder;
  std::chrono::seconds period{20};
};

[[nodiscard]] HostCommandEnd run_program(const HostCommand& command, const Listener& listener);

}  // namespace linuxbake
