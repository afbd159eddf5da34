// SPDX-License-Identifier: MIT
#include "bake/host/command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <future>

#include "common/descriptor.h"
#include "common/lines.h"
#include "common/run_program.h"

namespace linuxbake::bake {
namespace {

HostCommand host_command(const Command& command) {
  HostCommand host;
  host.words = command.words;
  host.directory = command.directory;
  host.environment = command.environment;
  return host;
}

// Runs it to its end, and hears it; `host` may already read or write elsewhere.
CommandEnd run_heard(const Command& command, HostCommand host, const Listener& listener) {
  const Descriptor input(
      command.input.empty() ? -1 : ::open(command.input.c_str(), O_RDONLY | O_CLOEXEC));
  if (!command.input.empty() && !input.open())
    return {
        false, fmt::format("cannot read {}: {}", command.input.string(), std::strerror(errno)), {}};
  if (input.open()) host.input = input.get();
  const HostCommandEnd end = linuxbake::run_program(host, listener);
  return {end.success, end.end, {}};
}

CommandEnd run_keeping_errors(const Command& command, const HostCommand& host) {
  std::string errors;
  Listener listener;
  listener.errors = [&](std::string_view bytes) { errors += bytes; };
  CommandEnd end = run_heard(command, host, listener);
  end.output = std::move(errors);
  return end;
}

}  // namespace

CommandEnd run_in_sight(const Command& command) {
  HostCommand host = host_command(command);
  host.has_our_streams = true;
  return run_heard(command, host, {});
}

CommandEnd run_on_terminal(const Command& command) {
  HostCommand host = host_command(command);
  host.has_our_streams = true;
  host.input = STDIN_FILENO;
  return run_heard(command, host, {});
}

Result<void> run_shown(const Command& command, std::string_view what) {
  const CommandEnd end = run_in_sight(command);
  if (end.success) return {};
  return fail(fmt::format("{} failed ({}).", what, end.end));
}

CommandEnd run_aside(const Command& command) {
  std::string output;
  Listener listener;
  listener.output = listener.errors = [&](std::string_view bytes) { output += bytes; };
  CommandEnd end = run_heard(command, host_command(command), listener);
  end.output = std::move(output);
  return end;
}

CommandEnd run_for_errors(const Command& command) {
  return run_keeping_errors(command, host_command(command));
}

// Each end is closed as soon as its program has ended: the other one then sees the end of the file,
// or that nobody reads.
Result<PipeEnd> run_piped(const Command& writer, const Command& reader) {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return fail(fmt::format("no pipe can be made: {}", std::strerror(errno)));
  Descriptor read_end(ends[0]), write_end(ends[1]);
  std::future<CommandEnd> writing = std::async(std::launch::async, [&] {
    HostCommand host = host_command(writer);
    host.output = write_end.get();
    CommandEnd end = run_keeping_errors(writer, host);
    write_end.close();
    return end;
  });
  HostCommand host = host_command(reader);
  host.input = read_end.get();
  CommandEnd end = run_keeping_errors(reader, host);
  read_end.close();
  return PipeEnd{writing.get(), std::move(end)};
}

std::string output_of(const std::vector<std::string>& words) {
  std::string output;
  Listener listener;
  listener.output = [&](std::string_view bytes) { output += bytes; };
  if (!linuxbake::run_program(host_command({words, {}, {}}), listener).success) return {};
  return std::string(trimmed(output, "\n"));
}

Result<void> run_quietly(const Command& command, std::string_view what, const Console& console,
                         std::string_view advice) {
  const CommandEnd end = run_aside(command);
  if (end.success) return {};
  console.show(end.output);
  return fail(fmt::format("{} failed ({}).{}", what, end.end, advice));
}

}  // namespace linuxbake::bake
