// SPDX-License-Identifier: MIT
#include "boot/vm/end.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include "guest/vm-init/protocol.h"

namespace linuxbake::boot {

std::optional<VmEnd> vm_end(std::string_view console) {
  using Kind = VmEnd::Kind;
  std::optional<VmEnd> end;
  for (const auto& [word, kind] : {std::pair{std::string_view(VM_EXIT), Kind::exited},
                                   {VM_SIGNAL, Kind::killed},
                                   {VM_NOT_STARTED, Kind::not_started},
                                   {VM_NO_MODULE, Kind::no_module},
                                   {VM_NO_NETWORK, Kind::no_network},
                                   {VM_NO_SHARE, Kind::no_share},
                                   {VM_NOT_UNPACKED, Kind::not_unpacked}}) {
    const std::string text = std::string(VM_SAYS).append(word);
    const std::size_t at = console.rfind(text);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = console.substr(at + text.size());
    int number = -1;
    const auto [stop, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (problem == std::errc{}) end = VmEnd{kind, number};
  }
  return end;
}

namespace {

std::string_view no_memory(std::string_view console) {
  const bool killed = console.find("Out of memory: Killed process") != std::string_view::npos;
  return killed ? "; the machine ran out of memory, MEMORY gives it more" : "";
}

// What the init speaks of stands in the line before.
std::string_view line_before(std::string_view console, std::string_view text) {
  console = console.substr(0, console.rfind(text));
  while (console.ends_with('\n') || console.ends_with('\r')) console.remove_suffix(1);
  return console.substr(console.rfind('\n') + 1);
}

Outcome not_unpacked(const VmEnd& end, std::string_view console) {
  const std::string_view name = line_before(console, VM_SAYS VM_NOT_UNPACKED);
  const bool is_full = end.number == ENOSPC || end.number == ENOMEM;
  return {Verdict::fail,
          fmt::format("{} cannot be made in the guest: {}{}", name, std::strerror(end.number),
                      is_full ? "; the program, what it needs and FILES have to fit into half of "
                                "the guest's memory, MEMORY gives it more"
                              : "")};
}

// "sleep (73), cat (74)" of the lines in which the init names who holds the output.
std::string processes_in(std::string_view lines) {
  constexpr std::string_view still = VM_SAYS VM_STILL;
  std::string names;
  for (std::size_t at = 0; (at = lines.find(still, at)) != std::string_view::npos;) {
    at += still.size();
    const std::string_view line = lines.substr(at, lines.find_first_of("\r\n", at) - at);
    const std::size_t blank = std::min(line.find(' '), line.size());
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ",
                         line.substr(std::min(blank + 1, line.size())), line.substr(0, blank));
  }
  return names;
}

// Whom the program has left behind. The last list may be cut off: the machine has been stopped.
std::string left_behind(std::string_view console) {
  constexpr std::string_view list = VM_SAYS VM_WAITS;
  std::string names;
  for (std::size_t at; names.empty() && (at = console.rfind(list)) != std::string_view::npos;) {
    names = processes_in(console.substr(at));
    console = console.substr(0, at);
  }
  return names;
}

Outcome hung(std::string_view console, const std::string& collecting) {
  const bool started = console.find(VM_SAYS VM_START) != std::string::npos;
  if (!started) {
    return {Verdict::hang, "the machine did not come as far as starting the program"};
  }
  if (!collecting.empty()) {
    return {Verdict::hang, fmt::format("the program has ended, but COLLECT did not come to the end "
                                       "of {} in time",
                                       collecting)};
  }
  if (console.find(VM_SAYS VM_WAITS) == std::string::npos) {
    return {Verdict::hang, "the program did not end in time"};
  }
  const std::string names = left_behind(console);
  return {Verdict::hang, fmt::format("the program has ended, but processes that it has left behind "
                                     "held its output until the end of the time{}{}",
                                     names.empty() ? "" : ": ", names)};
}

}  // namespace

Outcome vm_outcome(const Outcome& outcome, std::string_view console,
                   const std::string& collecting) {
  if (outcome.verdict == Verdict::hang) return hung(console, collecting);
  if (outcome.verdict == Verdict::fail) {
    return {Verdict::fail, "the machine was switched off or reset before the program had ended"};
  }
  if (outcome.verdict != Verdict::pass) return outcome;
  const std::optional<VmEnd> end = vm_end(console);
  if (!end) return {Verdict::infra, "the machine's init did not say how the program ended"};
  switch (end->kind) {
    case VmEnd::Kind::not_started:
      return {Verdict::fail, fmt::format("the program cannot be started in the machine: {}",
                                         std::strerror(end->number))};
    case VmEnd::Kind::no_module:
      return {Verdict::fail, fmt::format("the machine's kernel does not load a module: {}",
                                         std::strerror(end->number))};
    case VmEnd::Kind::no_network:
      return {Verdict::fail, fmt::format("the machine's kernel has no network card: {}; a driver "
                                         "for NETWORK may be missing (VIRTIO_PCI, VIRTIO_NET)",
                                         std::strerror(end->number))};
    case VmEnd::Kind::no_share:
      return {Verdict::fail, fmt::format("the machine's kernel does not mount the directories of "
                                         "SHARE: {}; a driver may be missing (VIRTIO_PCI, 9P_FS, "
                                         "NET_9P_VIRTIO)",
                                         std::strerror(end->number))};
    case VmEnd::Kind::not_unpacked:
      return not_unpacked(*end, console);
    case VmEnd::Kind::killed:
      return {Verdict::fail, fmt::format("the program was killed by signal {} ({}){}", end->number,
                                         ::strsignal(end->number), no_memory(console))};
    case VmEnd::Kind::exited:
      break;
  }
  if (end->number == 0) return outcome;
  return {Verdict::fail, fmt::format("the program exited with {}", end->number)};
}

}  // namespace linuxbake::boot
