// SPDX-License-Identifier: MIT
#include "kconfig/status_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

#include "kconfig/commands.h"

namespace linuxbake::kconfig {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::string_view erase_line = "\r\033[K";
constexpr auto till_shown = 1s;
constexpr auto interval = 500ms;

bool is_terminal() {
  const char* terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) != "dumb" && isatty(STDERR_FILENO) != 0;
}

}  // namespace

struct StatusLine::Shown {
  explicit Shown(std::string what_is_done) : what(std::move(what_is_done)) {}

  // Till `ended`.
  void run() {
    const Clock::time_point begin = Clock::now();
    bool is_there = false;
    std::unique_lock lock(mutex);
    for (Clock::time_point next = begin + till_shown;
         !end.wait_until(lock, next, [&] { return ended; }); next += interval) {
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begin);
      const std::size_t all = of;
      const std::string count = all == 0 ? "" : fmt::format(": {} of {} lines", done.load(), all);
      fmt::print(stderr, "{}{}: {}{}, {} s", erase_line, program, what, count, seconds.count());
      std::fflush(stderr);
      is_there = true;
    }
    if (is_there) fmt::print(stderr, "{}", erase_line);
  }

  std::string what;
  std::atomic<std::size_t> done = 0;
  std::atomic<std::size_t> of = 0;
  std::mutex mutex;
  std::condition_variable end;
  bool ended = false;
  std::thread thread;
};

StatusLine::StatusLine(std::string what) {
  if (!is_terminal()) return;
  shown_ = std::make_unique<Shown>(std::move(what));
  shown_->thread = std::thread([shown = shown_.get()] { shown->run(); });
}

StatusLine::~StatusLine() {
  if (!shown_) return;
  {
    const std::scoped_lock lock(shown_->mutex);
    shown_->ended = true;
  }
  shown_->end.notify_one();
  shown_->thread.join();
}

void StatusLine::count(std::size_t done, std::size_t of) {
  if (!shown_) return;
  shown_->done = done;
  shown_->of = of;
}

}  // namespace linuxbake::kconfig
