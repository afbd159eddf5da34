// SPDX-License-Identifier: MIT
#include "boot/away/far_side.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>

#include "boot/away/frames.h"
#include "boot/process/child.h"
#include "boot/run/interruptions.h"
#include "common/files.h"
#include "common/program.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr int signalled = 128;  // as a shell says it
// In which we learn that the signal which has ended the command was meant for all of the job.
constexpr int moment_milliseconds = 300;

bool was_asked_to_end(int wait_status) {
  if (!WIFSIGNALED(wait_status)) return false;
  const int number = WTERMSIG(wait_status);
  return number == SIGTERM || number == SIGINT || number == SIGHUP || number == SIGKILL;
}

// What a machine works with, and nobody wants back: disks, and archives that it boots with.
bool is_working_file(const fs::path& file, const fs::path& place) {
  if (file.parent_path() != place) return false;  // below that is what was collected
  const fs::path kind = file.extension();
  return kind == ".initramfs" || kind == ".img" || kind == ".fd";
}

class FarRun {
 public:
  FarRun(const FarSide& far_side, Child child) : far_side_(far_side), child_(std::move(child)) {}

  int finish() {
    while (interrupted_by_ == 0 && !broken_ && !(end_ && output_at_end_ && errors_at_end_)) round();
    if (end_ && interrupted_by_ == 0 && was_asked_to_end(end_->wait_status)) {
      pollfd wait{interruptions_.descriptor().get(), POLLIN, 0};
      ::poll(&wait, 1, moment_milliseconds);
      interrupted_by_ = interruptions_.next();
    }
    kill_child(child_);
    if (interrupted_by_ != 0) return signalled + interrupted_by_;
    if (broken_ || !end_) return exit_failed;
    if (end_->start_error != 0) {
      print_message("linuxbake-boot", "error", far_side_.command[0] + " " + end_text(*end_));
      return exit_failed;
    }
    for (const std::string& place : far_side_.bring) bring(place);
    send(frame_of_end(end_->wait_status));
    return broken_ ? exit_failed : exit_done;
  }

 private:
  void round() {
    std::array<pollfd, 7> waits = {pollfd{output_at_end_ ? -1 : child_.output.get(), POLLIN, 0},
                                   pollfd{errors_at_end_ ? -1 : child_.errors.get(), POLLIN, 0},
                                   pollfd{end_ ? -1 : child_.status.get(), POLLIN, 0},
                                   pollfd{interruptions_.descriptor().get(), POLLIN, 0},
                                   pollfd{takes_input() ? STDIN_FILENO : -1, POLLIN, 0},
                                   pollfd{input_.empty() ? -1 : child_.input.get(), POLLOUT, 0},
                                   pollfd{STDOUT_FILENO, 0, 0}};  // for its end
    if (::poll(waits.data(), waits.size(), -1) < 0) return;
    if (waits[0].revents != 0) pass_on(child_.output, FrameKind::output, output_at_end_);
    if (waits[1].revents != 0) pass_on(child_.errors, FrameKind::errors, errors_at_end_);
    if (waits[2].revents != 0) end_ = read_end(child_);
    if (waits[3].revents != 0) interrupted_by_ = interruptions_.next();
    if (waits[4].revents != 0) take_input();
    if (waits[5].revents != 0) write_available(child_.input, input_);
    if (waits[6].revents != 0) broken_ = true;
    if (input_at_end_ && input_.empty()) child_.input.close();
  }

  [[nodiscard]] bool takes_input() const { return !input_at_end_ && input_.empty() && !end_; }

  void take_input() {
    std::array<char, 1U << 16U> bytes{};
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count > 0)
      input_.assign(bytes.data(), static_cast<std::size_t>(count));
    else if (count == 0 || (errno != EINTR && errno != EAGAIN))
      input_at_end_ = true;
  }

  void pass_on(const Descriptor& from, FrameKind kind, bool& at_end) {
    std::string bytes = read_available(from, at_end);
    if (!bytes.empty()) send({kind, std::move(bytes)});
  }

  void send(const Frame& frame) {
    const std::string bytes = frame_bytes(far_side_.token, frame);
    std::string_view rest = bytes;
    while (!rest.empty() && !broken_) {
      const ssize_t count = ::write(STDOUT_FILENO, rest.data(), rest.size());
      if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
      if (count < 0 && errno == EAGAIN) {
        pollfd wait{STDOUT_FILENO, POLLOUT, 0};
        ::poll(&wait, 1, -1);
      } else if (count < 0 && errno != EINTR) {
        broken_ = true;
      }
    }
  }

  void bring_file(const fs::path& file) {
    if (auto bytes = read_file(file)) send(frame_of_file({file.string(), *std::move(bytes)}));
  }

  void bring(const fs::path& place) {
    std::error_code ignored;
    if (fs::is_regular_file(place, ignored)) bring_file(place);
    for (const auto& entry : fs::recursive_directory_iterator(place, ignored)) {
      const bool is_file = entry.is_regular_file(ignored) && !entry.is_symlink(ignored);
      if (is_file && !is_working_file(entry.path(), place)) bring_file(entry.path());
    }
    fs::remove_all(place, ignored);
  }

  const FarSide& far_side_;
  Child child_;
  Interruptions interruptions_;
  std::string input_;
  std::optional<ChildEnd> end_;
  int interrupted_by_ = 0;
  bool output_at_end_ = false, errors_at_end_ = false, input_at_end_ = false;
  bool broken_ = false;  // nobody takes what we send
};

}  // namespace

Result<int> run_far_side(const FarSide& far_side) {
  Result<Child> child = start_child(far_side.command);
  if (!child) return tl::unexpected(child.error());
  return FarRun(far_side, *std::move(child)).finish();
}

}  // namespace linuxbake::boot
