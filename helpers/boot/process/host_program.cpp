// SPDX-License-Identifier: MIT
#include "boot/process/host_program.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>

namespace linuxbake::boot {
namespace {

constexpr int did_not_start = 127;
constexpr int signal_base = 128;

}  // namespace

HostProgram::HostProgram(const std::vector<std::string>& command) {
  Result<Child> child = start_child(command);
  if (!child) {
    end_ = {child.error().message, did_not_start};
    return;
  }
  child_ = std::move(*child);
  child_.input.close();
  started_ = true;
}

HostProgram::~HostProgram() {
  if (started_) kill_child(child_);
}

void HostProgram::take_output() {
  for (Descriptor* stream : {&child_.output, &child_.errors}) {
    bool at_end = !stream->open();
    while (!at_end) {
      const std::string bytes = read_available(*stream, at_end);
      if (bytes.empty()) break;
      if (end_.output.size() < output_limit) end_.output += bytes;
    }
    if (at_end) stream->close();
  }
}

bool HostProgram::ended() {
  if (!started_) return true;
  take_output();
  pollfd status = {child_.status.get(), POLLIN, 0};
  return ::poll(&status, 1, 0) == 1;
}

HostProgram::End HostProgram::end() {
  if (!started_) return end_;
  take_output();
  const ChildEnd end = read_end(child_);
  if (end.start_error != 0) {
    return {end_text(end), did_not_start};
  }
  end_.exit_code = WIFSIGNALED(end.wait_status) ? signal_base + WTERMSIG(end.wait_status)
                                                : WEXITSTATUS(end.wait_status);
  return end_;
}

Result<unsigned> free_port() {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  // The interface of sockets is made of such casts.
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (!socket.open() || ::bind(socket.get(), generic, size) != 0 ||
      ::getsockname(socket.get(), generic, &size) != 0) {
    return fail(std::string("no free port: ") + std::strerror(errno));
  }
  return ntohs(address.sin_port);
}

}  // namespace linuxbake::boot
