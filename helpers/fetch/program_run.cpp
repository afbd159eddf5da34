// SPDX-License-Identifier: MIT
#include "fetch/program_run.h"

#include <fmt/format.h>

#include <cstdlib>
#include <cstring>

#include "common/run_program.h"

namespace linuxbake::fetch {

ProgramEnd run_to_the_end(const Program& program, Console& console) {
  HostCommand command;
  command.words = program.words;
  command.directory = program.directory;
  if (!program.locale.empty()) command.environment = {{"LC_ALL", program.locale}};
  ProgramEnd end;
  ProgressLines lines(program.progress);
  Listener listener;
  listener.output = [&](std::string_view bytes) {
    if (program.progress == Progress::none) end.output += bytes;
    for (const std::string& line : lines.feed(bytes)) console.say(line);
  };
  listener.errors = [&](std::string_view bytes) { end.errors += bytes; };
  std::chrono::seconds passed{0};
  listener.reminder = [&] {
    passed += listener.period;
    console.say(fmt::format("still {}, for {} seconds", program.what, passed.count()));
  };
  const HostCommandEnd ended = run_program(command, listener);
  end.success = ended.success;
  end.end = ended.end;
  if (end.end.starts_with("cannot be started")) end.errors = end.end;
  return end;
}

std::vector<std::string> ProgressLines::feed(std::string_view bytes) {
  std::vector<std::string> said;
  if (kind_ == Progress::none) return said;
  rest_ += bytes;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = rest_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    std::string text = line(std::string_view(rest_).substr(begin, end - begin));
    if (!text.empty()) said.push_back(std::move(text));
  }
  rest_.erase(0, begin);
  return said;
}

// apt: "dlstatus:<number>:<per cent>:<words>".
std::string ProgressLines::line(std::string_view text) {
  if (kind_ == Progress::files)
    return ++files_ % 10'000 == 0 ? fmt::format("{} files", files_) : std::string();
  if (!text.starts_with("dlstatus:")) return {};
  const std::size_t colon = text.find(':', std::strlen("dlstatus:"));
  if (colon == std::string_view::npos) return {};
  const double percent = std::strtod(std::string(text.substr(colon + 1)).c_str(), nullptr);
  if (percent < last_ + 10) return {};
  last_ = percent;
  return fmt::format("{} %", static_cast<int>(percent));
}

}  // namespace linuxbake::fetch
