// SPDX-License-Identifier: MIT
#include "boot/runner.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>

#include "boot/cause.h"
#include "boot/child.h"
#include "boot/conversation.h"
#include "boot/emulation_fault.h"
#include "boot/host_program.h"
#include "boot/instructions.h"
#include "boot/monitor.h"
#include "boot/process_end.h"
#include "boot/programs.h"
#include "boot/saved_machine.h"
#include "boot/screen.h"
#include "boot/serial_log.h"
#include "boot/starvation.h"
#include "boot/timeline.h"
#include "common/architecture.h"
#include "common/files.h"
#include "common/shell_words.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int tick_milliseconds = 20;
constexpr int busy_tick_milliseconds = 1;
constexpr double busy_seconds = 0.1;
constexpr double screen_patience = 1;  // seconds for QEMU to show the screen
constexpr double quit_patience = 5;
constexpr double longest_extension = 3;  // of the time-out, in time-outs
constexpr const char* timeline_file = "timeline.json";
constexpr std::size_t shown_serial_lines = 15;
constexpr std::size_t trace_lines = 80;  // of a panic: registers, call trace, modules
constexpr std::size_t qemu_log_limit = std::size_t{64} << 10U;
constexpr std::size_t serial_round = std::size_t{1} << 20U;  // taken before looking elsewhere

// SIGINT, SIGTERM and SIGHUP, read instead of delivered, for as long as this object lives.
class Interruptions {
 public:
  Interruptions() {
    sigset_t watched;
    sigemptyset(&watched);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&watched, number);
    ::sigprocmask(SIG_BLOCK, &watched, &before_);
    descriptor_ = Descriptor(::signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK));
    pipe_before_ = ::signal(SIGPIPE, SIG_IGN);
  }
  ~Interruptions() {
    ::signal(SIGPIPE, pipe_before_);
    ::sigprocmask(SIG_SETMASK, &before_, nullptr);
  }
  Interruptions(const Interruptions&) = delete;
  Interruptions& operator=(const Interruptions&) = delete;

  [[nodiscard]] const Descriptor& descriptor() const { return descriptor_; }
  // The number of a signal that has come; 0 for none.
  [[nodiscard]] int next() const {
    signalfd_siginfo signal{};
    const ssize_t count = ::read(descriptor_.get(), &signal, sizeof signal);
    return count == sizeof signal ? static_cast<int>(signal.ssi_signo) : 0;
  }

 private:
  sigset_t before_{};
  void (*pipe_before_)(int) = nullptr;
  Descriptor descriptor_;
};

// The memory of a machine that shares it with us, and where it comes from or goes to.
struct Memory {
  SharedMemory file;
  std::filesystem::path restored_from;  // empty: it boots
  std::unique_ptr<MachineSaver> saver;
};

class Session {
 public:
  Session(const Run& run, Child child, std::optional<Memory> memory,
          const Interruptions& interruptions)
      : run_(run),
        child_(std::move(child)),
        memory_(std::move(memory)),
        channel_(memory_ && run.channel ? run.channel() : nullptr),
        interruptions_(interruptions),
        conversation_(run.script, run.timeout, !run.machine.instructions.empty(), init_knowledge()),
        starvation_(child_.supervisor),
        log_(run.directory / "serial.log"),
        started_(Clock::now()) {
    if (run.timeline) timeline_.emplace(run.machine.firmware_log);
    to_monitor_ = monitor_greeting;
    if (!memory_ || memory_->restored_from.empty()) return;
    to_monitor_ += restore_commands(memory_->restored_from);
    channel_->restored();
  }

  // Whether the guest has said nothing at all; and whether QEMU ended before it could.
  [[nodiscard]] bool silent() const { return log_.text().empty(); }
  [[nodiscard]] bool never_ran() const { return ended_ && silent(); }

  Report finish() {
    while (!conversation_.outcome() && !other_outcome_) round();
    Report report;
    report.seconds = now();
    report.waited_seconds = waited();
    report.outcome = other_outcome_.value_or(conversation_.outcome().value_or(Outcome{}));
    const bool done = report.outcome.verdict == Verdict::pass;
    attend();
    if (run_.judge) report.outcome = run_.judge(report.outcome, log_.text());
    const bool passed = report.outcome.verdict == Verdict::pass;
    const bool shown = !done && !ended_ && !other_outcome_;
    const std::string screen = shown ? read_screen() : std::string{};
    if (!run_.machine.instructions.empty()) report.instructions = count_instructions();
    if (timeline_) keep(timeline_file, timeline_->json());
    kill_child(child_);
    log_.close();
    report.log = "serial.log";
    report.shell_seconds = conversation_.shell_seconds();
    keep("qemu.log", qemu_said_);
    if (!passed) explain(report, screen);
    blame_emulation(report);
    return report;
  }

 private:
  InitKnowledge init_knowledge() {
    if (!run_.init) return {};
    InitKnowledge knowledge{*run_.init, nullptr};
    if (memory_) knowledge.look_into_log = [this] { return messages_in_memory(); };
    return knowledge;
  }
  InitMessages messages_in_memory() {
    InitMessages messages;
    memory_->file.for_each_part(
        [&messages](std::string_view part) { take_messages(part, messages); });
    return messages;
  }

  [[nodiscard]] double now() const {
    return std::chrono::duration<double>(Clock::now() - started_).count();
  }
  // In which the guest could not go on, because of the host: no time of the script's.
  double waited() { return std::min(starvation_.seconds(now()), longest_extension * run_.timeout); }
  double guest_now() { return now() - waited(); }

  void wait() {
    const auto wants = [](const Descriptor& line, short events) {
      return pollfd{line.get(), events, 0};
    };
    std::vector<pollfd> waits = {wants(child_.output, POLLIN),
                                 wants(child_.errors, POLLIN),
                                 wants(child_.monitor, POLLIN),
                                 wants(child_.status, POLLIN),
                                 wants(interruptions_.descriptor(), POLLIN),
                                 wants(child_.input, 0)};
    if (!to_guest_.empty()) waits[5].events = POLLOUT;
    if (!to_monitor_.empty()) waits[2].events = POLLIN | POLLOUT;
    ::poll(waits.data(), waits.size(), busy_ ? busy_tick_milliseconds : tick_milliseconds);
    status_is_there_ = (waits[3].revents & (POLLIN | POLLHUP)) != 0;
  }

  void round() {
    wait();
    take_serial(serial_round);
    attend();
    take_errors();
    take_monitor();
    if (status_is_there_) take_end();
    conversation_.tick(guest_now());
    attend_to_host_program();
    if (timeline_) timeline_->tick(now());
    to_guest_ += conversation_.take_typing();
    if (conversation_.take_eject()) to_monitor_ += monitor_eject;
    write_available(child_.input, to_guest_);
    write_available(child_.monitor, to_monitor_);
    if (const int signal = interruptions_.next(); signal != 0) {
      note_interruption(signal);
      other_outcome_ = {Verdict::infra, fmt::format("interrupted by {}", ::strsignal(signal))};
    }
  }

  void attend_to_host_program() {
    if (const std::vector<std::string> command = conversation_.take_host_program();
        !command.empty()) {
      host_program_.emplace(command);
    }
    if (!host_program_ || !host_program_->ended()) return;
    const HostProgram::End end = host_program_->end();
    host_program_.reset();
    conversation_.host_ended(end.output, end.exit_code, guest_now());
  }

  void take_serial(std::size_t limit) {
    bool at_end = !child_.output.open();
    for (std::size_t taken = 0; !at_end && taken < limit;) {
      const std::string bytes = read_available(child_.output, at_end);
      if (at_end) child_.output.close();
      if (bytes.empty()) return;
      taken += bytes.size();
      log_.feed(bytes);
      if (timeline_) timeline_->feed(bytes, now());
      if (run_.live) run_.live(bytes);
      if (channel_) channel_->console(bytes);
      conversation_.feed(bytes, guest_now());
      to_guest_ += conversation_.take_typing();
    }
  }

  // Whether the machine is to be saved first; it waits for that.
  bool save() {
    if (!memory_->saver || memory_->saver->finished() || !channel_->awaited()) return false;
    to_monitor_ += memory_->saver->step(std::exchange(monitor_answers_, {}), memory_->file);
    return true;
  }

  // The guest is slower than we are; in the end all that was sent before has to be taken.
  void attend() {
    if (!channel_ || save()) return;
    const Result<bool> moved = channel_->attend(memory_->file);
    if (!moved) {
      if (!other_outcome_) other_outcome_ = {Verdict::infra, moved.error().message};
      busy_ = false;
      return;
    }
    if (*moved) busy_until_ = now() + busy_seconds;
    busy_ = *moved || now() < busy_until_;
  }

  void take_errors() {
    if (!child_.errors.open()) return;
    bool at_end = false;
    const std::string bytes = read_available(child_.errors, at_end);
    if (at_end) child_.errors.close();
    if (qemu_said_.size() < qemu_log_limit) qemu_said_ += bytes;
  }

  void take_monitor() {
    if (!child_.monitor.open()) return;
    bool at_end = false;
    const MonitorNews news = monitor_.feed(read_available(child_.monitor, at_end));
    if (at_end) child_.monitor.close();
    answers_ += news.answers.size();
    if (memory_ && memory_->saver) {
      monitor_answers_.insert(monitor_answers_.end(), news.answers.begin(), news.answers.end());
    }
    for (const MachineEnd end : news.ends) {
      // What the guest said before it did this is on its way or here already.
      take_serial(std::string::npos);
      conversation_.machine_ended(end, guest_now());
    }
  }

  void take_end() {
    ended_ = true;
    take_serial(std::string::npos);
    take_errors();
    take_monitor();
    if (conversation_.outcome()) return;
    const ChildEnd end = read_end(child_);
    const bool is_normal = end.start_error == 0 && end.wait_status == 0;
    if (is_normal && architecture(run_.machine.arch).machine.ends_at_poweroff) {
      conversation_.machine_ended(MachineEnd::poweroff, guest_now());
      if (conversation_.outcome()) return;
    }
    other_outcome_ = {Verdict::infra, fmt::format("{} ended by itself: {}",
                                                  qemu_program(run_.machine), end_text(end))};
  }

  // QEMU completes its record when it ends by itself.
  std::optional<std::uint64_t> count_instructions() {
    to_monitor_ += monitor_quit;
    const double until = now() + quit_patience;
    while (!ended_ && !status_is_there_ && now() < until) {
      wait();
      take_serial(serial_round);
      take_monitor();
      write_available(child_.monitor, to_monitor_);
    }
    const fs::path file = run_.machine.instructions;
    const auto record = read_file(file);
    std::error_code ignored;
    fs::remove(file, ignored);
    if (record && timeline_) timeline_->count(*record);
    if (!record || !conversation_.mark()) return std::nullopt;
    return instructions_until(*record, *conversation_.mark());
  }

  std::string read_screen() {
    const fs::path file = run_.directory / "screen.memory";
    std::error_code ignored;
    fs::remove(file, ignored);
    to_monitor_ += memory_command(0xb8000, screen_bytes, file.string());
    const std::size_t wanted = answers_ + 1;
    const double until = now() + screen_patience;
    while (answers_ < wanted && !status_is_there_ && now() < until) {
      wait();
      take_monitor();
      write_available(child_.monitor, to_monitor_);
    }
    const std::string text = screen_text(read_file(file).value_or(""));
    fs::remove(file, ignored);
    return text;
  }

  void explain(Report& report, const std::string& screen) {
    if (report.outcome.verdict == Verdict::panic) {
      report.last_lines = log_.lines_from(report.outcome.reason, trace_lines);
    }
    if (report.last_lines.empty()) report.last_lines = log_.last_lines(shown_serial_lines);
    if (report.outcome.verdict == Verdict::infra && !qemu_said_.empty()) {
      report.last_lines = qemu_said_;
    }
    report.cause = likely_cause({log_.text(), screen, qemu_said_, run_.machine.memory});
    if (screen.empty()) return;
    report.screen = "screen.txt";
    keep(report.screen, screen);
  }

  // The kernel has done nothing wrong where the processor that QEMU emulates has.
  void blame_emulation(Report& report) {
    if (report.outcome.verdict != Verdict::panic || run_.machine.accelerator != "tcg") return;
    const std::string flags = impossible_flags(log_.text());
    if (flags.empty()) return;
    report.outcome = {Verdict::infra,
                      fmt::format("QEMU emulated a processor that went wrong: the kernel died with "
                                  "{}, which no processor has",
                                  flags)};
    report.cause =
        "QEMU before 8.0 loses the flags of cmpxchg8b and cmpxchg16b at random; repeat the test, "
        "or use a newer QEMU, or KVM";
  }

  // What cannot be written is missed by whoever looks at it.
  void keep(const std::string& name, const std::string& text) {
    [[maybe_unused]] const auto kept = write_file_if_different(run_.directory / name, text);
  }

  const Run& run_;
  Child child_;
  std::optional<Memory> memory_;
  std::unique_ptr<Channel> channel_;
  const Interruptions& interruptions_;
  Conversation conversation_;
  Starvation starvation_;
  Monitor monitor_;
  SerialLog log_;
  std::optional<Timeline> timeline_;
  Clock::time_point started_;
  std::optional<HostProgram> host_program_;
  std::optional<Outcome> other_outcome_;
  std::string to_guest_, to_monitor_, qemu_said_;
  std::vector<std::string> monitor_answers_;  // for the saver
  std::size_t answers_ = 0;
  double busy_until_ = 0;
  bool busy_ = false;  // the guest sends through its memory
  bool status_is_there_ = false;
  bool ended_ = false;
};

bool goes_on_after_reset(const Script& script) {
  const auto reset = std::find_if(script.begin(), script.end(),
                                  [](const Step& step) { return step.kind == StepKind::reset; });
  return reset != script.end() && reset + 1 != script.end();
}

Result<bool> prepare(const Run& run) {
  std::error_code problem;
  fs::create_directories(run.directory, problem);
  if (problem) return fail("cannot be made: " + problem.message(), run.directory.string());
  for (const char* name :
       {"report.json", "serial.log", "qemu.log", "screen.txt", "command.txt", timeline_file}) {
    fs::remove(run.directory / name, problem);
  }
  return true;
}

// Memory for a machine, that of a saved one if there is one.
Result<Memory> make_memory(const Run& run, const Machine& machine) {
  Result<SharedMemory> file = SharedMemory::make(std::size_t{machine.memory} << 20U);
  if (!file) return tl::unexpected(file.error());
  Memory memory{std::move(*file), {}, nullptr};
  const auto saved = saved_machine(machine, run.initramfs_identity, run.saved_machines);
  if (!saved) return memory;
  if (restore_memory(*saved, memory.file)) {
    memory.restored_from = *saved;
  } else {
    memory.saver = std::make_unique<MachineSaver>(*saved);
  }
  return memory;
}

struct Boot {
  Report report;
  std::filesystem::path restored_from;
  bool silent = false, never_ran = false;
};

Boot boot_with(const Run& run, const Machine& machine, std::optional<Memory> memory) {
  std::vector<std::string> command = qemu_command(machine, Connection::runner);
  std::vector<int> handed_on;
  Boot boot;
  if (memory) {
    boot.restored_from = memory->restored_from;
    handed_on.push_back(memory->file.descriptor());
    if (!boot.restored_from.empty()) command.insert(command.end(), {"-incoming", "defer"});
  }
  const Interruptions interruptions;
  Result<Child> child = start_child(command, handed_on);
  if (!child) {
    boot.report.outcome = {Verdict::infra, child.error().text()};
    return boot;
  }
  Session session(run, std::move(*child), std::move(memory), interruptions);
  boot.report = session.finish();
  boot.report.command = command;
  boot.silent = session.silent();
  boot.never_ran = session.never_ran();
  return boot;
}

Report boot(const Run& run, Machine machine) {
  machine.no_reboot = !goes_on_after_reset(run.script);
  Machine same = machine;
  if (!run.by_hand_initramfs.empty()) same.initramfs = run.by_hand_initramfs;
  const std::vector<std::string> by_hand = qemu_command(same, Connection::terminal);
  [[maybe_unused]] const auto kept =
      write_file_if_different(run.directory / "command.txt", shell_line(by_hand) + "\n");
  Boot boot;
  for (bool again = true; again;) {
    std::optional<Memory> memory;
    if (machine.shared_memory) {
      Result<Memory> made = make_memory(run, machine);
      if (made) {
        memory.emplace(std::move(*made));
      } else if (run.init) {
        machine.shared_memory = false;  // what the kernel prints is all that is known then
      } else {
        boot.report.outcome = {Verdict::infra, made.error().text()};
        return boot.report;
      }
    }
    boot = boot_with(run, machine, std::move(memory));
    again = false;
    if (boot.restored_from.empty()) continue;
    tidy_saved_machines(boot.restored_from);
    const bool panicked = boot.report.outcome.verdict == Verdict::panic;
    if (!boot.silent && !panicked) continue;
    // The saved machine may be to blame. What QEMU did not even start is booted then.
    std::error_code ignored;
    fs::remove_all(boot.restored_from, ignored);
    again = boot.never_ran;
  }
  if (run.machine.shared_memory) boot.report.command = by_hand;
  return boot.report;
}

}  // namespace

std::string machine_text(const Machine& machine) {
  if (machine.image.empty()) {
    return machine.initramfs.empty() ? "kernel" : "kernel and initramfs";
  }
  return fmt::format("{}, {}", machine.medium, machine.uefi ? "uefi" : "bios");
}

std::string missing_file(const std::string& file, const std::string& made_by) {
  std::error_code ignored;
  if (fs::exists(file, ignored)) return fmt::format("{} is no regular file", file);
  const std::string remedy =
      made_by.empty() ? std::string{} : fmt::format("; build target {} first", made_by);
  return fmt::format("{} does not exist{}", file, remedy);
}

std::optional<Outcome> obstacle(const Run& run) {
  for (const std::string& file : {run.machine.kernel, run.machine.initramfs, run.machine.image}) {
    std::error_code ignored;
    if (file.empty() || fs::is_regular_file(file, ignored)) continue;
    return Outcome{Verdict::infra, missing_file(file, run.made_by)};
  }
  const std::string qemu = qemu_program(run.machine);
  if (!find_program(qemu)) {
    return Outcome{Verdict::skip, fmt::format("{} is not installed ({})", qemu,
                                              architecture(run.machine.arch).machine.install)};
  }
  return std::nullopt;
}

Result<bool> copy_uefi_variables(Machine& machine, const fs::path& directory) {
  if (!machine.uefi) return true;
  const fs::path copy = directory / "variables.fd";
  std::error_code problem;
  fs::create_directories(directory, problem);
  fs::remove(copy, problem);
  fs::copy_file(machine.uefi->variables, copy, problem);
  if (problem) return fail("cannot be written: " + problem.message(), copy.string());
  fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, problem);
  machine.uefi->variables = copy;
  return true;
}

Result<Report> run_machine(const Run& run) {
  if (const auto done = prepare(run); !done) return tl::unexpected(done.error());
  Machine machine = run.machine;
  Report report;
  if (const auto known = obstacle(run)) {
    report.outcome = *known;
  } else if (const auto copied = copy_uefi_variables(machine, run.directory); !copied) {
    report.outcome = {Verdict::infra, copied.error().text()};
  } else {
    report = boot(run, machine);
  }
  report.name = run.name;
  report.machine = machine_text(machine);
  report.accelerator = machine.accelerator;
  const auto written = write_file_if_different(run.directory / "report.json", report_json(report));
  if (!written) return tl::unexpected(written.error());
  return report;
}

}  // namespace linuxbake::boot
