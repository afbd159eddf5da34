// SPDX-License-Identifier: MIT
// linuxbake-boot - boots machines in QEMU, and says whether they work.
#include "boot/command/result.h"
#include "boot/command/run.h"
#include "boot/command/start.h"
#include "boot/command/vm.h"
#include "boot/process/process_end.h"
#include "common/command_line.h"
#include "common/program.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::boot;

struct Commands {
  explicit Commands(Command& app)
      : run(app.add_command("run", "boots a machine, carries a script out, reports")),
        start(app.add_command("start", "boots a machine on this terminal")),
        vm(app.add_command("vm", "runs a program of this host in a machine")),
        result(app.add_command("result", "reports one result of vm --results, or the whole")),
        summary(app.add_command("summary", "prints a table of reports")) {
    add_system_options(*run, run_options.machine);
    add_machine_options(*run, run_options.machine);
    add_run_options(*run, run_options);
    add_system_options(*start, start_options.machine);
    add_machine_options(*start, start_options.machine);
    add_start_options(*start, start_options);
    add_kernel_options(*vm, vm_options.machine)->required();
    add_machine_options(*vm, vm_options.machine);
    add_vm_options(*vm, vm_options);
    add_result_options(*result, result_options);
    add_summary_options(*summary, summary_options);
  }

  Result<CommandEnd> carry_out() {
    if (summary->chosen()) return summarise(summary_options);
    if (result->chosen()) return tell_result(result_options);
    if (vm->chosen()) return run_in_machine(vm_options);
    return run->chosen() ? run_test(run_options) : start_on_terminal(start_options);
  }

  Command *run, *start, *vm, *result, *summary;
  RunOptions run_options;
  StartOptions start_options;
  VmOptions vm_options;
  ResultOptions result_options;
  SummaryOptions summary_options;
};

}  // namespace

int main(int argc, char** argv) {
  CommandLine app("Boots machines in QEMU, and says whether they work.", "linuxbake-boot");
  Commands commands(app);
  bool is_decided = false;
  const int code = run_program(app, argc, argv, [&]() -> Result<int> {
    const Result<CommandEnd> end = commands.carry_out();
    if (!end) return tl::unexpected(end.error());
    is_decided = !end->is_undecided;
    return end->code;
  });
  // Who has started us, a shell's loop for one, sees that it was interrupted.
  if (interruption() != 0) end_by_signal(interruption());
  const bool is_before_tests = commands.vm_options.results.before_tests;
  return is_decided || code == exit_done || is_before_tests ? code : end_undecided(code);
}
