// SPDX-License-Identifier: MIT
// parse.h - the text form of a Description.
//
// One statement a line; '#' at the begin of a word starts a comment. Words are separated by blanks;
// a word that holds blanks, '#' or '"' stands in double quotes, with \" \\ \n \t \xHH as in C.
// UTF-8 is taken as it is. The statements are those of `grammar`;
// console, mount, environment, run and service may stand as often as wanted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "init/description.h"

namespace linuxbake::init {

inline constexpr std::string_view grammar = R"(A description has one statement a line:
  hostname NAME
  console NAME [BAUD]                 a terminal for a shell: ttyS0, tty1, console ...
  mount WHAT WHERE TYPE [OPTIONS]     beside /proc /sys /dev /dev/pts /dev/shm /run /tmp
  environment NAME VALUE
  run PROGRAM [ARGUMENT...]           in this order
  service PROGRAM [ARGUMENT...]       kept running (busybox)
  login                               consoles ask for name and password (busybox)
  network dhcp                        an address for the first card (busybox)
  hotplug                             modules are loaded as devices come (busybox)
  root NAME                           [live:]/dev/..., UUID=, LABEL=, PARTLABEL= (switch_root)
  then shell|poweroff|reboot|halt|respawn
  banner TEXT
Words with blanks stand in "...", with \" \\ \n \t \xHH as in C; # starts a comment.)";

// The words of one line. Errors: an open quote, an unknown escape, text right after a quote.
[[nodiscard]] Result<std::vector<std::string>> words_of(std::string_view line);

// Errors name `file` and the line.
[[nodiscard]] Result<Description> parse_description(std::string_view text, const std::string& file);

}  // namespace linuxbake::init
