// SPDX-License-Identifier: MIT
// http.h - a file of a server, by libcurl.
//
// A request for one byte goes first, with a short limit: it tells whether the server is there, how
// long the file is, and whether a transfer can be resumed. Only then is it known what to do with
// one that breaks off.
//
// Proxies are those of the environment (http_proxy …). An address may hold a user and a password.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace linuxbake::fetch {

struct Answer {
  bool there = false;                  // it has the file
  bool silent = false;                 // it did not answer in time
  std::string reason;                  // why it is not there
  std::optional<std::uint64_t> total;  // bytes of the file, where the server says so
  bool ranges = false;                 // it can begin in the middle
};

// Waits `seconds` at most.
[[nodiscard]] Answer ask_for_one_byte(const std::string& url, unsigned seconds);

struct Request {
  std::string url;
  std::filesystem::path file;  // what comes is written there, after the first `start` bytes
  std::uint64_t start = 0;     // 0: the file is made anew
  unsigned stall_timeout = 30;
  std::function<void(int percent)> progress;  // called when it changes; may be empty
};

struct Transfer {
  bool complete = false;
  bool stalled = false;   // nothing came for stall_timeout
  bool resumed = false;   // the file's first bytes are those of before
  int write_problem = 0;  // errno
  std::uint64_t got = 0;  // bytes of this transfer
  std::string reason;     // why it is not complete
};

[[nodiscard]] Transfer transfer(const Request& request);

// Of the headers of one answer: what stands in "Content-Range: bytes 0-0/<total>", or the
// "Content-Length". A function of its own for its tests.
struct Lengths {
  std::optional<std::uint64_t> of_range, of_content;
};
[[nodiscard]] Lengths lengths_of(const std::string& headers);

}  // namespace linuxbake::fetch
