// SPDX-License-Identifier: MIT
// linuxbake-boot - boots machines in QEMU, and says whether they work.
#include <optional>
#include <string>
#include <vector>

#include "boot/command/away.h"
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
        summary(app.add_command("summary", "prints a table of reports")),
        away(app.add_command("away",
                             "has `run` or `vm` done elsewhere, by a launcher such as srun")),
        back(app.add_command("back", "what `away` has started there")) {
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
    add_away_options(*away, away_options);
    add_back_options(*back, back_options);
  }

  Result<CommandEnd> carry_out() {
    if (summary->chosen()) return summarise(summary_options);
    if (result->chosen()) return tell_result(result_options);
    if (vm->chosen()) return run_in_machine(vm_options);
    if (away->chosen()) return take_away();
    if (back->chosen()) return run_and_send_back(back_options);
    return run->chosen() ? run_test(run_options) : start_on_terminal(start_options);
  }

  // What is taken away is read here, too: what is wrong with it is said at once.
  Result<CommandEnd> take_away() {
    CommandLine app("What is taken away.", "linuxbake-boot");
    Commands taken(app);
    std::vector<std::string> words = away_options.command;
    words.insert(words.begin(), "linuxbake-boot");
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    std::optional<Result<CommandEnd>> end;
    const int code =
        run_program(app, static_cast<int>(pointers.size()), pointers.data(), [&]() -> Result<int> {
          end = taken.have_done(away_options);
          return exit_done;
        });
    return end ? *end : Result<CommandEnd>(CommandEnd{code});
  }

  Result<CommandEnd> have_done(const AwayOptions& options) {
    if (run->chosen()) return have_run_done(options, run_options);
    if (vm->chosen()) return have_vm_done(options, vm_options);
    return fail("only `run` and `vm` can be done elsewhere");
  }

  Command *run, *start, *vm, *result, *summary, *away, *back;
  RunOptions run_options;
  StartOptions start_options;
  VmOptions vm_options;
  ResultOptions result_options;
  SummaryOptions summary_options;
  AwayOptions away_options;
  BackOptions back_options;
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
