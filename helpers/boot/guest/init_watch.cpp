// SPDX-License-Identifier: MIT
#include "boot/guest/init_watch.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <string.h>  // memmem()

#include <algorithm>
#include <array>
#include <optional>

#include "common/kernel_command_line.h"

namespace linuxbake::boot {
namespace {

constexpr std::string_view command_line_words = "Kernel command line: ";
constexpr std::string_view started_words = "Run /";
constexpr std::string_view started_end = " as init process";
constexpr std::string_view failed_words = "Failed to execute /";
constexpr std::size_t longest_message = 4096;     // with a path of the greatest length
constexpr std::string_view line_goes_on = " \\";  // a long command line of newer kernels
constexpr std::size_t level_size = 2;             // of a message: KERN_SOH and a digit

// Before the text of a record stands the number of its descriptor, which begins a little below
// 2^62 (2^30 with 32 bits) and goes on at 0; in older kernels a facility, that of the kernel being
// 0, and a byte with flags; with CONFIG_PRINTK_CALLER the number of a task or processor. So the
// last byte but one tells it from a text.
bool begins_record(std::string_view before) {
  if (before.size() < 2) return false;
  const auto last = static_cast<unsigned char>(before[before.size() - 1]);
  const auto last_but_one = static_cast<unsigned char>(before[before.size() - 2]);
  return last_but_one == 0 || (last_but_one == 0xff && last == 0x3f);
}

std::string_view until_control_character(std::string_view text) {
  const auto* const end = std::find_if(text.begin(), text.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < ' '; });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// In the log nothing but a length that is kept elsewhere tells where a text ends. It was made with
// its level in front and a newline behind, and then moved to the left over the level: so the last
// two characters stand there twice, and the newline behind them.
std::string_view without_moved_end(std::string_view text) {
  if (text.size() < 2 * level_size) return text;
  const std::string_view before = text.substr(0, text.size() - level_size);
  return before.ends_with(text.substr(before.size())) ? before : text;
}

// Older kernels put no newline there, and with some lengths the next record follows at once: what
// such a line names last is not known.
bool has_certain_end(std::string_view command_line, std::string_view memory) {
  if (memory.substr(command_line.size()).starts_with('\n')) return true;
  const std::size_t last_word = command_line.find_last_of(' ') + 1;
  return !requested_rdinit(command_line.substr(last_word)) &&
         command_line.find('"') == std::string_view::npos;
}

void add_new(std::vector<std::string>& texts, std::string text) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
}

// The programs that may run: those that the kernel's command lines ask for, as far as they are
// known. None: any.
std::vector<std::string> asked_paths(const AskedInit& asked, const InitMessages& messages) {
  std::vector<std::string> paths;
  // Another line is that of a kernel that the first one has started (kexec).
  const bool is_one_kernel = messages.command_lines.size() == 1;
  const std::optional<std::string> otherwise =
      asked.is_default && is_one_kernel ? asked.path : std::nullopt;
  for (const std::string& line : messages.command_lines) {
    const std::optional<std::string> requested = requested_rdinit(line);
    const std::optional<std::string>& path = requested ? requested : otherwise;
    if (!path) return {};
    add_new(paths, *path);
  }
  if (messages.command_lines.empty() && asked.path) paths.push_back(*asked.path);
  return paths;
}

// A message at the beginning of a memory.
void take_record(std::string_view memory, InitMessages& messages) {
  const std::string_view text = until_control_character(memory.substr(0, longest_message));
  if (!text.starts_with(command_line_words)) {
    messages.take(text);
  } else if (has_certain_end(text, memory)) {
    messages.take(without_moved_end(text));
  }
}

}  // namespace

std::string shown_path(const std::string& path) {
  return path.empty() ? "the empty path" : path;
}

void InitMessages::take(std::string_view message) {
  message = until_control_character(message.substr(0, longest_message));
  if (message.starts_with(command_line_words)) {
    message.remove_prefix(command_line_words.size());
    if (!command_lines.empty() && command_lines.back().ends_with(line_goes_on)) {
      command_lines.back().pop_back();
      command_lines.back() += message;
    } else {
      add_new(command_lines, std::string(message));
    }
  } else if (message.starts_with(started_words)) {
    const std::size_t end = message.find(started_end);
    constexpr std::size_t begin = started_words.size() - 1;
    if (end != std::string_view::npos)
      add_new(started, std::string(message.substr(begin, end - begin)));
  } else if (message.starts_with(failed_words)) {
    const std::size_t end = message.find(" (error -");
    const std::size_t bracket = message.find(')', std::min(end, message.size()));
    if (bracket != std::string_view::npos)
      add_new(failed, std::string(message.substr(0, bracket + 1)));
  }
}

void InitMessages::add(const InitMessages& other) {
  for (const std::string& text : other.command_lines) add_new(command_lines, text);
  for (const std::string& text : other.started) add_new(started, text);
  for (const std::string& text : other.failed) add_new(failed, text);
}

void take_messages(std::string_view memory, InitMessages& messages) {
  for (const std::string_view words : {command_line_words, started_words, failed_words}) {
    for (std::size_t at = 0; at < memory.size(); at += words.size()) {
      const void* const found =
          ::memmem(memory.data() + at, memory.size() - at, words.data(), words.size());
      if (found == nullptr) break;
      at = static_cast<std::size_t>(static_cast<const char*>(found) - memory.data());
      if (begins_record(memory.substr(0, at))) take_record(memory.substr(at), messages);
    }
  }
}

std::string another_init(const AskedInit& asked, const InitMessages& messages) {
  const std::vector<std::string> paths = asked_paths(asked, messages);
  if (paths.empty()) return {};
  for (const std::string& program : messages.started) {
    if (std::find(paths.begin(), paths.end(), program) != paths.end()) continue;
    const std::string_view by = asked.is_default ? "is in the initramfs" : "rdinit= asks for";
    std::vector<std::string> shown;
    for (const std::string& path : paths) shown.push_back(shown_path(path));
    return fmt::format("the kernel started the init {} and not {}, which {}; {}", program,
                       fmt::join(shown, ", "), by,
                       asked.cannot_start.empty() ? "is it in the initramfs, and executable?"
                                                  : asked.cannot_start);
  }
  return {};
}

std::string fault_of_init(const AskedInit& asked, const InitMessages& messages) {
  if (!messages.failed.empty()) {
    return "the kernel could not start the init that was asked for: " + messages.failed.front();
  }
  if (std::string fault = another_init(asked, messages); !fault.empty()) return fault;
  if (!messages.started.empty() || asked.cannot_start.empty()) return {};
  return fmt::format("the init that ran cannot be {}, which was asked for: {}",
                     shown_path(asked.path.value_or("")), asked.cannot_start);
}

}  // namespace linuxbake::boot
