// SPDX-License-Identifier: MIT
#include "boot/away/slurm.h"

#include <array>

#include "common/lines.h"

namespace linuxbake::boot {
namespace {

// The more telling come first: a job that was cancelled has tasks that were killed.
constexpr std::array<std::string_view, 9> slurm_faults = {
    " DUE TO ",   "Node failure on ", "oom_kill",
    "oom-kill",   " CANCELLED AT ",   "failed on node ",
    "Unable to ", "Zero Bytes were",  "io error with slurmstepd"};

std::string first_line_with(std::string_view said, std::string_view words) {
  while (!said.empty()) {
    const std::string_view line = take_line(said);
    if (line.find(words) != std::string_view::npos) return std::string(trimmed(line));
  }
  return {};
}

// What follows a phrase, up to a blank or a colon.
std::optional<std::string> name_after(std::string_view said, std::string_view phrase) {
  const std::size_t at = said.find(phrase);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = said.substr(at + phrase.size());
  const std::string_view name = rest.substr(0, rest.find_first_of(" :\n\r\t"));
  if (name.empty()) return std::nullopt;
  return std::string(name);
}

}  // namespace

std::string slurm_fault(std::string_view said) {
  for (const std::string_view words : slurm_faults) {
    if (std::string line = first_line_with(said, words); !line.empty()) return line;
  }
  return {};
}

std::string launcher_fault(std::string_view said, const std::string& end) {
  if (std::string fault = slurm_fault(said); !fault.empty()) return fault;
  if (std::string error = first_line_with(said, "error:"); !error.empty()) return error;
  const std::string_view last = trimmed(last_lines(said, 1));
  if (last.empty()) return "the launcher has ended with " + end + ", and said nothing";
  return std::string(last) + " (" + end + ")";
}

std::optional<std::string> lost_node(std::string_view said) {
  for (const std::string_view phrase : {"Node failure on ", "failed on node "}) {
    if (auto name = name_after(said, phrase)) return name;
  }
  return std::nullopt;
}

}  // namespace linuxbake::boot
