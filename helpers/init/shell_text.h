// SPDX-License-Identifier: MIT
// shell_text.h - the pieces of POSIX shell that a description decides; what is always the same
// stands in helpers/guest/init (embedded/init.h).
//
// They need nothing beyond POSIX but the programs that are named in LinuxBakeInit.cmake, and each
// survives the absence of what it uses.
#pragma once

#include <string>
#include <string_view>

#include "init/description.h"

namespace linuxbake::init {

// "export PATH=…" and the variables of the description.
[[nodiscard]] std::string environment_text(const Description& description);

// A call of mount_one(), as a line.
[[nodiscard]] std::string mount_call(const Mount& mount);

// The calls of mount_one(), the links in /dev, the host name, the loopback interface.
[[nodiscard]] std::string set_up_text(const Description& description);

// console_shell TTY [BAUD]: turns the process, a session leader without a terminal, into a login
// shell on that terminal; waits for one that is not there, and slows down one that ends at once.
// With login it is console_login, for the program that asks for a name and a password.
[[nodiscard]] std::string console_functions(const Description& description);

// Each command, with a report.
[[nodiscard]] std::string commands_text(const Description& description,
                                        std::string_view indent = "");

// After the commands: poweroff, reboot or halt without asking init; needs clean_up().
[[nodiscard]] std::string ending_text(const Description& description, std::string_view indent = "");

// "console tty1 9600" and so on: the arguments for console_shell.
[[nodiscard]] std::string console_arguments(const Console& console);

inline constexpr std::string_view search_path =
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

}  // namespace linuxbake::init
