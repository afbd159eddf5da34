// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "boot/accelerator.h"
#include "boot/commands.h"
#include "common/files.h"
#include "common/shell_words.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

// Everything for a debugger but QEMU itself; we go to the directory that has the socket.
Result<Machine> prepare_debugging(Machine machine, Debugger debugger, const fs::path& directory) {
  debugger.directory = directory;
  std::error_code error;
  if (!fs::is_regular_file(debugger.symbols, error)) {
    return fail("there is no such file; its target makes it", debugger.symbols);
  }
  wait_for_debugger(machine, debugger);
  const fs::path file = gdb_commands_file(debugger);
  const auto written = write_file_if_different(file, gdb_commands(debugger));
  if (!written) return tl::unexpected(written.error());
  fs::current_path(directory, error);
  if (error) return fail("cannot be entered: " + error.message(), directory.string());
  std::cout << "The machine waits for a debugger. In another terminal:\n  "
            << shell_line({"gdb", "-x", file.string()}) << '\n';
  return machine;
}

}  // namespace

// Replaces us by QEMU, on the terminal.
Result<int> start_on_terminal(Options& options) {
  Run run;
  if (const auto missing = choose_firmware(options)) return fail(missing->reason);
  if (const auto chosen = choose_ports(options); !chosen) return tl::unexpected(chosen.error());
  if (const auto made = make_blank_disks(options, EarlierDisks::are_kept); !made)
    return tl::unexpected(made.error());
  run.machine = options.machine;
  run.made_by = options.made_by;
  if (const auto known = obstacle(run)) return fail(known->reason);
  const fs::path directory = fs::absolute(options.directory);
  if (const auto copied = copy_uefi_variables(run.machine, directory); !copied) {
    return tl::unexpected(copied.error());
  }
  run.machine.no_reboot = false;
  run.machine.accelerator = accelerator_to_start_with(run.machine, options.accelerator);
  if (!options.debugger.symbols.empty()) {
    const Result<Machine> waiting = prepare_debugging(run.machine, options.debugger, directory);
    if (!waiting) return tl::unexpected(waiting.error());
    run.machine = *waiting;
  }
  warn_of_init(asked_init(run.machine));
  std::vector<std::string> words =
      qemu_command(run.machine, options.window ? Connection::window : Connection::terminal);
  std::cout << shell_line(words) << "\nThe serial line of the machine is this terminal. "
            << "Ctrl-A X ends the machine, Ctrl-A C gives QEMU's monitor.\n"
            << std::flush;
  for (const Forward& forward : run.machine.forwards) {
    std::cout << fmt::format("Its port {} is port {} of 127.0.0.1.\n", forward.guest, forward.host)
              << std::flush;
  }
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execvp(pointers[0], pointers.data());
  return fail(fmt::format("{} cannot be started: {}", words[0], std::strerror(errno)));
}

}  // namespace linuxbake::boot
