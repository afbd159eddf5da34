// SPDX-License-Identifier: MIT
#include "deb/system_program.h"

namespace linuxbake::deb {

Result<std::string> run_system_program(const HostCommand& command) {
  std::string output, errors;
  Listener listener;
  listener.output = [&](std::string_view bytes) { output += bytes; };
  listener.errors = [&](std::string_view bytes) { errors += bytes; };
  const HostCommandEnd end = run_program(command, listener);
  if (end.success) return output;
  std::string said = output + errors;
  while (said.ends_with('\n')) said.pop_back();
  return fail(said.empty() ? "fails: " + end.end : said, command.words.front());
}

}  // namespace linuxbake::deb
