// SPDX-License-Identifier: MIT
// linuxbake-boot - boots machines in QEMU, and says whether they work.
#include <charconv>

#include "boot/commands.h"
#include "boot/process_end.h"
#include "common/architecture.h"
#include "common/command_line.h"
#include "common/program.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::boot;

constexpr const char* script_help = R"(
The script, one step a line:
  expect TEXT           wait until TEXT comes (never the echo of what was typed)
  refuse TEXT           fail as soon as TEXT comes
  shell                 wait for a shell that answers
  run COMMAND           type COMMAND at the shell; its exit code has to be 0
    exit N|any            … has to be N, or does not matter
    output TEXT           its output has to be exactly TEXT; several lines: several times
    contains TEXT         its output has to hold TEXT
    lacks TEXT            its output must not hold TEXT
  host PROGRAM [ARGUMENT...]
                        run a program of the host meanwhile; with the checks of run. There are
                        $PORT_22 (see --forward), $DIRECTORY (of the log), $SCRIPTS (of the script)
  send TEXT             type TEXT and Enter
  type TEXT             type TEXT as it is
  eject                 take the medium that the machine was started from out of its drive
  wait poweroff|reset   wait until the guest does it
  timeout SECONDS       for each of the steps that follow
TEXT is the rest of the line, or a string in double quotes with \n \r \t \e \\ \" \xHH.
Without --expect, --run and --script the step is: shell.

Verdicts: PASS, FAIL, PANIC, HANG, INFRA (exit code 1), SKIP (exit code 77).)";

// The bytes that hexadecimal digits stand for; none if something else is among them.
std::string bytes_of(std::string_view digits) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < digits.size(); at += 2) {
    unsigned value = 0;
    const char* const end = digits.data() + at + 2;
    if (std::from_chars(digits.data() + at, end, value, 16).ptr != end) return {};
    bytes += static_cast<char>(value);
  }
  return bytes;
}

std::string fault_of_name(const std::string& file) {
  return file.empty() ? "the name of a file is missing: it is empty" : "";
}

Option* add_kernel_options(Command& command, Options& options) {
  Machine& machine = options.machine;
  auto* kernel = command.add_option("--kernel", machine.kernel, "a kernel to boot directly");
  kernel->check(fault_of_name);
  auto* cmdline = command.add_option("--cmdline", machine.cmdline, "its command line");
  cmdline->needs(kernel);
  command
      .add_option_function(
          "--cmdline-hex",
          [&machine](const std::string& text) { machine.cmdline = bytes_of(text); },
          "the same, each byte as two hexadecimal digits")
      ->check([](const std::string& text) {
        return bytes_of(text).size() * 2 == text.size() ? "" : "not hexadecimal digits in pairs";
      })
      ->needs(kernel)
      ->excludes(cmdline);
  return kernel;
}

// Of a whole system: `vm` makes its own around a program.
void add_system_options(Command& command, Options& options) {
  Machine& machine = options.machine;
  auto* kernel = add_kernel_options(command, options);
  command.add_option("--initramfs", machine.initramfs, "its initramfs")->needs(kernel);
  auto* image = command.add_option("--image", machine.image, "an image to boot from");
  image->excludes(kernel)->check(fault_of_name);
  command.add_option("--medium", machine.medium, "what the image is: cdrom, disk or floppy")
      ->one_of({"cdrom", "disk", "floppy"})
      ->needs(image);
  command.add_option("--firmware", options.firmware, "bios (SeaBIOS) or uefi (OVMF)")
      ->one_of({"bios", "uefi"});
  command.require_one({kernel, image}, "--kernel or --image");
}

void add_machine_options(Command& command, Options& options) {
  Machine& machine = options.machine;
  command.add_option("--arch", machine.arch, "x86_64, i386, i486, aarch64 or riscv64")
      ->one_of(architecture_names());
  command.add_option("--memory", machine.memory, "MiB; 256 by default")->in_range(16U, 1U << 20U);
  command.add_option("--cpus", machine.cpus, "1 by default")->in_range(1U, 255U);
  command
      .add_option("--accel", options.accelerator,
                  "auto (KVM where a trial boot proved it, else TCG), tcg or kvm")
      ->one_of({"auto", "tcg", "kvm"});
  command
      .add_option(
          "--forward", options.forwards,
          "a port of the machine that can be reached from here; gives it a network card and "
          "a network with DHCP that leads nowhere else; repeatable")
      ->one_value()
      ->in_range(1U, 65535U);
  command
      .add_option(
          "--blank-disk", options.blank_disks,
          "a further disk of so many bytes, in --directory: empty at first, by 'start' kept; "
          "repeatable")
      ->one_value()
      ->in_range(std::uint64_t{1} << 20, std::uint64_t{1} << 42);
  command.add_option("--qemu", machine.qemu, "QEMU's program; qemu-system-<arch> by default");
  command.add_option("--qemu-argument", machine.more, "a further argument for QEMU; repeatable")
      ->one_value();
  command.add_option("--directory", options.directory, "for the log, the report and so on")
      ->required();
  command.add_option("--made-by", options.made_by, "the target that makes the files, for messages");
}

void add_start_options(Command& command, Options& options) {
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

void add_run_options(Command& command, Options& options) {
  command.footer(script_help);
  command.add_option("--name", options.name, "the name in the report");
  command.add_option("--script", options.script, "a file with the steps; see below")
      ->existing_file();
  command
      .add_option("--expect", options.expected, "the step: expect TEXT; repeatable, before others")
      ->one_value();
  command
      .add_option("--run", options.commands, "the step: run COMMAND; repeatable, after --expect")
      ->one_value();
  command.add_option("--timeout", options.timeout, "seconds for the whole; 60 by default")
      ->positive();
  command.add_flag(
      "--icount", options.icount,
      "report how many instructions the machine executed until the shell's prompt was there, or "
      "the "
      "last expected text: a figure that does not depend on the host. Such a machine is slow and "
      "takes no input");
  command.add_flag("--timeline", options.timeline,
                   "write down when each line came, to timeline.json in --directory");
  command.add_flag("--verbose", options.verbose, "show the serial line as it comes");
}

void add_library_options(Command& command, Options& options) {
  VmProgram& program = options.program;
  command
      .add_option("--sysroot", program.places.sysroots,
                  "a directory with libraries for programs of another architecture, as they are "
                  "below / in the machine; repeatable")
      ->one_value();
  command
      .add_option("--libraries", program.places.directories,
                  "a further directory with such libraries, which are beside the libc in the "
                  "machine; repeatable")
      ->one_value();
}

void add_vm_options(Command& command, Options& options) {
  VmProgram& program = options.program;
  command.add_option("--name", options.name, "the name in the report");
  command.add_option("--timeout", options.timeout, "seconds for the whole; 60 by default")
      ->positive();
  command.add_option("--init", program.init, "vm-init, compiled")->required();
  command.add_option("--environment", program.environment, "NAME=VALUE; repeatable")->one_value();
  command.add_option("--file", program.files, "a further file for the machine; repeatable")
      ->one_value();
  command
      .add_option(
          "--collect", program.collect,
          "a file of the machine that comes back, into collected/ of --directory; repeatable")
      ->one_value();
  command.add_option("--failure-file", options.failure_file,
                     "a file that gets the reason if the program could not run to its end");
  command.add_flag("--emulator", options.emulator,
                   "take the working directory, the environment and the files among the arguments "
                   "from here; end as the program does; leave nothing behind if it exits with 0");
  command.add_flag("--verbose", options.verbose,
                   "with --emulator: say how the program ended, if not with 0");
  command.add_option("--machines", options.machines,
                     "a directory for machines that have booted, which other runs begin from");
  command.add_option("--config", program.config, "the kernel's .config, where it is known");
  command.add_option("--require", options.requirements,
                     "what has to be in it: OPTION:WHO,OPTION:WHO…");
  command.add_option("--library-directories", program.library_directories,
                     "DIRECTORY:DIRECTORY…, where shared libraries are that are found in no other "
                     "way; the program's LD_LIBRARY_PATH names them then");
  command.add_option("--working-directory", program.directory, "/ by default");
  command
      .add_option("--network", program.devices.network,
                  "a network card: isolated, or open to what this host reaches")
      ->one_of({"isolated", "open"});
  command
      .add_option("--share", program.devices.shares,
                  "a directory of this host that is there at the same path; repeatable")
      ->one_value();
  command.add_option("--modules", program.module_directory, "the kernel's lib/modules/<release>");
  command
      .add_option("--module", program.modules,
                  "a module to load, besides those that the test needs; repeatable")
      ->one_value();
  command
      .add_option("--results", options.results,
                  "the results of the program are told one by one by `result`; what they are "
                  "written in: TAP, GTEST or CATCH2")
      ->one_of({"TAP", "GTEST", "CATCH2"});
  command.add_option("--list", options.list, "a file for ctest, with a test for each of them");
  command.add_option("--label", options.labels, "of these tests; repeatable")->one_value();
  command.add_flag("--before-tests", options.before_tests, "ctest reads the file after this run");
  command.add_option("command", program.command, "the program and its arguments, after --")
      ->required();
}

}  // namespace

int main(int argc, char** argv) {
  CommandLine app("Boots machines in QEMU, and says whether they work.", "linuxbake-boot");
  Options options;
  Command* run = app.add_command("run", "boots a machine, carries a script out, reports");
  add_system_options(*run, options);
  add_machine_options(*run, options);
  add_run_options(*run, options);
  Command* start = app.add_command("start", "boots a machine on this terminal");
  add_system_options(*start, options);
  add_machine_options(*start, options);
  add_start_options(*start, options);
  Command* vm = app.add_command("vm", "runs a program of this host in a machine");
  add_kernel_options(*vm, options)->required();
  add_machine_options(*vm, options);
  add_library_options(*vm, options);
  add_vm_options(*vm, options);
  Command* result = app.add_command("result", "reports one result of vm --results, or the whole");
  result->add_option("--directory", options.directory, "that of the run")->required();
  result->add_option("--name", options.result, "of the result; without it, the whole is reported");
  Command* summary = app.add_command("summary", "prints a table of reports");
  summary->add_option("places", options.reports, "report.json files, or directories with them")
      ->required()
      ->existing_path();
  const auto carry_out = [&]() -> Result<int> {
    if (summary->chosen()) return summarise(options);
    if (result->chosen()) return tell_result(options);
    if (vm->chosen()) return run_in_machine(options);
    return run->chosen() ? run_test(options) : start_on_terminal(options);
  };
  bool is_decided = false;
  const int code = run_program(app, argc, argv, [&] {
    Result<int> ended = carry_out();
    is_decided = ended && !options.undecided;
    return ended;
  });
  // Who has started us, a shell's loop for one, sees that it was interrupted.
  if (interruption() != 0) end_by_signal(interruption());
  return is_decided || code == exit_done || options.before_tests ? code : end_undecided(code);
}
