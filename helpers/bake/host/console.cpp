// SPDX-License-Identifier: MIT
#include "bake/host/console.h"

#include <ostream>
#include <utility>

namespace linuxbake::bake {

Console::Console(std::string title, std::ostream& output, std::ostream& errors)
    : title_(std::move(title)), output_(output), errors_(errors) {}

void Console::say(std::string_view text) const {
  output_ << "-- " << title_ << ": " << text << '\n' << std::flush;
}

void Console::warn(std::string_view text) const {
  errors_ << title_ << ": " << text << '\n' << std::flush;
}

void Console::show(std::string_view output) const {
  errors_ << output << '\n' << std::flush;
}

}  // namespace linuxbake::bake
