// SPDX-License-Identifier: MIT
#include "boot/vm/prepare.h"

#include <fmt/format.h>

#include <memory>
#include <set>
#include <utility>

#include "boot/machine/timestamp_counter.h"
#include "boot/vm/archives.h"
#include "boot/vm/contents.h"
#include "boot/vm/end.h"
#include "boot/vm/kernel_needs.h"
#include "boot/vm/mailbox.h"
#include "boot/vm/orders.h"
#include "common/architecture.h"
#include "common/sha256.h"
#include "guest/vm-init/protocol.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

// no_timer_check: a starved host makes the kernel believe that its timers do not work.
constexpr std::string_view vm_cmdline = "quiet panic=-1 no_timer_check";

// What the kernel is told. The counter of a machine that counts instructions is no processor's.
void complete_cmdline(const fs::path& machines, Machine& machine) {
  const Architecture& arch = architecture(machine.arch);
  if (machine.cmdline.empty()) {
    machine.cmdline = fmt::format("console={} {}", arch.console, vm_cmdline);
  }
  if (!arch.machine.pc || !machine.instructions.empty()) return;
  if (machine.cmdline.find("tsc_early_khz=") != std::string::npos) return;
  if (const auto khz = timestamp_counter(machines)) {
    machine.cmdline += fmt::format(" tsc_early_khz={}", *khz);
  }
}

Result<void> add_run(const VmProgram& program, const Run& run, Contents& contents) {
  const auto modules = modules_for_kernel(program, contents.needed.has_script(), run.made_by);
  if (!modules) return tl::unexpected(modules.error());
  if (auto done = add_init(program, *modules, run.directory, contents.machine); !done) return done;
  return add_orders(program, environment_of(program, contents.needed, contents.search),
                    run.directory, contents.test);
}

// A libc does not say what it has not found.
void tell_absent(const Absent& absent, std::string_view console, Outcome& outcome) {
  const std::optional<VmEnd> end = vm_end(console);
  const bool has_run =
      end && (end->kind == VmEnd::Kind::exited || end->kind == VmEnd::Kind::killed);
  if (outcome.verdict != Verdict::fail || !has_run) return;
  for (const std::string& sentence : std::set(absent.begin(), absent.end())) {
    outcome.reason += "; " + sentence;
  }
}

void set_up_run(const std::shared_ptr<const std::string>& test, const Absent& absent,
                StandardInput* input, VmStreams& streams, Run& run) {
  const fs::path joined = run.directory / "initramfs";
  std::error_code ignored;
  fs::remove(joined, ignored);
  run.by_hand_initramfs = joined.string();
  run.channel = [&streams, test, input] {
    return std::make_unique<Mailbox>(
        *test,
        [&streams](std::uint32_t stream, std::string_view packet) { streams.take(stream, packet); },
        input);
  };
  run.script.resize(1);
  run.script[0].text = VM_SAYS VM_DONE;
  run.judge = [&streams, test, absent, joined, machine = fs::path(run.machine.initramfs)](
                  const Outcome& outcome, std::string_view console) {
    Outcome ours = vm_outcome(outcome, console, streams.collecting());
    if (ours.verdict == Verdict::pass && !streams.missing().empty()) {
      ours = {Verdict::fail, streams.missing()};
    }
    tell_absent(absent, console, ours);
    // What has failed can be started again by hand.
    if (ours.verdict != Verdict::pass) join_archives(machine, *test, joined);
    return ours;
  };
}

}  // namespace

Result<bool> prepare_vm(const VmProgram& program, VmStreams& streams, Run& run) {
  std::error_code problem;
  fs::create_directories(run.directory, problem);
  if (problem) return fail("cannot be made: " + problem.message(), run.directory.string());
  Contents contents(program);
  Result<void> done = fill(program, run.machine.arch, run.directory, contents);
  if (done) done = add_run(program, run, contents);
  if (!done) return tl::unexpected(done.error());

  run.initramfs_identity = contents.machine.identity();
  const fs::path& place = run.saved_machines.empty() ? run.directory : run.saved_machines;
  const fs::path machine = place / (sha256(run.initramfs_identity).substr(0, 32) + ".initramfs");
  run.machine.initramfs = machine.string();
  done = pack_machine(contents.machine, run.machine, machine);
  if (!done) return tl::unexpected(done.error());
  Result<std::string> test = pack_test(contents.test, run.machine);
  if (!test) return tl::unexpected(test.error());
  complete_cmdline(place, run.machine);
  add_devices(program.devices, run.machine);
  run.machine.shared_memory = true;
  set_up_run(std::make_shared<const std::string>(*std::move(test)), contents.absent, program.input,
             streams, run);
  return true;
}

}  // namespace linuxbake::boot
