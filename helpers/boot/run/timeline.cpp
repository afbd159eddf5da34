// SPDX-License-Identifier: MIT
#include "boot/run/timeline.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "boot/machine/instructions.h"
#include "common/files.h"
#include "common/json.h"

namespace linuxbake::boot {
namespace {

constexpr std::size_t most_lines = 10000;  // a guest may print without end
// SeaBIOS, src/boot.c: "Booting from DVD/CD...", and then where it jumps to.
constexpr std::string_view firmware_is_done = "Booting from ";

}  // namespace

Timeline::Timeline(std::filesystem::path firmware_log)
    : firmware_log_(std::move(firmware_log)),
      serial_([this](std::string_view text, Source source) { take(text, source); }) {}

void Timeline::feed(std::string_view bytes, double now) {
  now_ = now;
  serial_.feed(bytes);
}

void Timeline::take(std::string_view text, Source source) {
  Open& open = open_[static_cast<std::size_t>(source)];
  if (text == "\n") {
    open.begun = false;
    return;
  }
  if (text == "\b") {
    if (open.begun && !lines_[open.index].text.empty()) lines_[open.index].text.pop_back();
    return;
  }
  if (!open.begun) {
    if (lines_.size() == most_lines) return;
    open = {true, lines_.size()};
    const std::size_t before = serial_.position() - std::min(serial_.position(), text.size());
    lines_.push_back({now_, before, std::nullopt, {}});
  }
  lines_[open.index].text += text;
}

void Timeline::tick(double now) {
  if (firmware_seconds_ || firmware_log_.empty()) return;
  const auto said = read_file(firmware_log_);
  if (said && said->find(firmware_is_done) != std::string::npos) firmware_seconds_ = now;
}

void Timeline::count(std::string_view record) {
  std::vector<std::size_t> first;
  first.reserve(lines_.size());
  for (const TimelineLine& line : lines_) first.push_back(line.bytes + 1);
  const auto counts = instructions_until(record, first);
  for (std::size_t i = 0; i < lines_.size(); ++i) lines_[i].instructions = counts[i];
}

std::string Timeline::json() const {
  Json lines = Json::array();
  for (const TimelineLine& line : lines_) {
    Json entry = {{"seconds", line.seconds}};
    entry["instructions"] = nullptr;
    if (line.instructions) entry["instructions"] = *line.instructions;
    entry["text"] = line.text;
    lines.push_back(std::move(entry));
  }
  Json all = {{"linuxbake_timeline", 1}, {"firmware_seconds", nullptr}};
  if (firmware_seconds_) all["firmware_seconds"] = *firmware_seconds_;
  all["lines"] = std::move(lines);
  // A guest may send any bytes.
  return json_text(all, 1) + "\n";
}

}  // namespace linuxbake::boot
