// SPDX-License-Identifier: MIT
#include "bake/host/command.h"

#include <fmt/format.h>

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

}  // namespace

CommandEnd run_in_sight(const Command& command) {
  HostCommand host = host_command(command);
  host.has_our_streams = true;
  const HostCommandEnd end = linuxbake::run_program(host, {});
  return {end.success, end.end, {}};
}

Result<void> run_shown(const Command& command, std::string_view what) {
  const CommandEnd end = run_in_sight(command);
  if (end.success) return {};
  return fail(fmt::format("{} failed ({}).", what, end.end));
}

CommandEnd run_aside(const Command& command) {
  CommandEnd kept;
  Listener listener;
  listener.output = listener.errors = [&](std::string_view bytes) { kept.output += bytes; };
  const HostCommandEnd end = linuxbake::run_program(host_command(command), listener);
  kept.success = end.success;
  kept.end = end.end;
  return kept;
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
