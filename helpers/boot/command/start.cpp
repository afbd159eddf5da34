// SPDX-License-Identifier: MIT
#include "boot/command/start.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "boot/run/accelerator.h"
#include "boot/run/asked_init.h"
#include "boot/run/obstacle.h"
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

// The machine with all that it needs on this host.
Result<Machine> prepare_machine(StartOptions& options) {
  MachineOptions& wanted = options.machine;
  if (const auto missing = choose_firmware(wanted)) return fail(missing->reason);
  if (const auto chosen = choose_ports(wanted); !chosen) return tl::unexpected(chosen.error());
  if (const auto chosen = choose_servers(wanted); !chosen) return tl::unexpected(chosen.error());
  if (const auto made = make_blank_disks(wanted, EarlierDisks::are_kept); !made)
    return tl::unexpected(made.error());
  Run run;
  run.machine = wanted.machine;
  run.made_by = wanted.made_by;
  if (const auto known = obstacle(run)) return fail(known->reason);
  Machine machine = wanted.machine;
  const fs::path directory = fs::absolute(wanted.directory);
  if (const auto copied = copy_uefi_variables(machine, directory); !copied) {
    return tl::unexpected(copied.error());
  }
  machine.no_reboot = false;
  machine.accelerator = accelerator_to_start_with(machine, wanted.accelerator);
  if (options.debugger.symbols.empty()) return machine;
  return prepare_debugging(machine, options.debugger, directory);
}

void tell_how_to_use(const Machine& machine, const std::vector<std::string>& words) {
  std::cout << shell_line(words) << "\nThe serial line of the machine is this terminal. "
            << "Ctrl-A X ends the machine, Ctrl-A C gives QEMU's monitor.\n"
            << std::flush;
  for (const Forward& forward : machine.forwards) {
    std::cout << fmt::format("Its port {} is port {} of 127.0.0.1.\n", forward.guest, forward.host)
              << std::flush;
  }
}

}  // namespace

void add_start_options(Command& command, StartOptions& options) {
  command.add_flag("--window", options.window, "show the machine's screen in a window as well");
  auto* symbols =
      command.add_option("--symbols", options.debugger.symbols,
                         "the kernel's vmlinux: the machine waits for gdb, and its commands are "
                         "written to commands.gdb in --directory");
  command
      .add_option("--gdb-port", options.debugger.port,
                  "a port of 127.0.0.1 where gdb is waited for, instead of a socket in --directory")
      ->in_range(1U, 65535U)
      ->needs(symbols);
}

Result<CommandEnd> start_on_terminal(StartOptions& options) {
  const Result<Machine> machine = prepare_machine(options);
  if (!machine) return tl::unexpected(machine.error());
  warn_of_init(asked_init(*machine));
  std::vector<std::string> words =
      qemu_command(*machine, options.window ? Connection::window : Connection::terminal);
  tell_how_to_use(*machine, words);
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execvp(pointers[0], pointers.data());
  return fail(fmt::format("{} cannot be started: {}", words[0], std::strerror(errno)));
}

}  // namespace linuxbake::boot
