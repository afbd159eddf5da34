// SPDX-License-Identifier: MIT
#include "boot/run/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "boot/machine/instructions.h"
#include "boot/machine/screen.h"
#include "boot/process/process_end.h"
#include "boot/run/explanation.h"
#include "common/architecture.h"
#include "common/files.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr int tick_milliseconds = 20;
constexpr int busy_tick_milliseconds = 1;
constexpr double busy_seconds = 0.1;
constexpr double screen_patience = 1;  // seconds for QEMU to show the screen
constexpr double quit_patience = 5;
constexpr double saved_machine_patience = 15;  // seconds; it goes on within some milliseconds
constexpr double longest_extension = 3;                      // of the time-out, in time-outs
constexpr std::size_t serial_round = std::size_t{1} << 20U;  // taken before looking elsewhere

}  // namespace

Session::Session(const Run& run, Child child, std::optional<Memory> memory,
                 const Interruptions& interruptions)
    : run_(run),
      qemu_(std::move(child)),
      memory_(std::move(memory)),
      channel_(memory_ && run.channel ? run.channel() : nullptr),
      interruptions_(interruptions),
      conversation_(run.script, run.timeout, !run.machine.instructions.empty(), init_knowledge()),
      starvation_(qemu_.supervisor()),
      log_(run.directory / "serial.log"),
      started_(Clock::now()) {
  if (run.timeline) timeline_.emplace(run.machine.firmware_log);
  if (!memory_ || !memory_->restored_from) return;
  qemu_.command(memory_->restored_from->restore_commands());
  channel_->restored();
}

Report Session::finish() {
  while (!conversation_.outcome() && !other_outcome_) round();
  never_went_on_ = waits_for_saved_machine() && !interrupted_;
  Report report;
  report.seconds = now();
  report.waited_seconds = waited();
  report.outcome = other_outcome_.value_or(conversation_.outcome().value_or(Outcome{}));
  const bool done = report.outcome.verdict == Verdict::pass;
  attend_to_memory();
  if (run_.judge) report.outcome = run_.judge(report.outcome, log_.text());
  const bool passed = report.outcome.verdict == Verdict::pass;
  const bool shown = !done && !ended_ && !other_outcome_;
  const std::string screen = shown ? read_screen() : std::string{};
  if (!run_.machine.instructions.empty()) report.instructions = count_instructions();
  if (timeline_) keep(timeline_file, timeline_->json());
  qemu_.kill();
  log_.close();
  report.log = "serial.log";
  report.shell_seconds = conversation_.shell_seconds();
  keep("qemu.log", qemu_.said());
  if (!passed) explain(log_, screen, qemu_.said(), run_.machine, report);
  if (!passed && !screen.empty()) {
    report.screen = "screen.txt";
    keep(report.screen, screen);
  }
  blame_emulation(log_, run_.machine, report);
  return report;
}

InitKnowledge Session::init_knowledge() {
  if (!run_.init) return {};
  InitKnowledge knowledge{*run_.init, nullptr};
  if (memory_) knowledge.look_into_log = [this] { return messages_in_memory(); };
  return knowledge;
}

InitMessages Session::messages_in_memory() const {
  InitMessages messages;
  memory_->file.for_each_part(
      [&messages](std::string_view part) { take_messages(part, messages); });
  return messages;
}

double Session::now() const {
  return std::chrono::duration<double>(Clock::now() - started_).count();
}

double Session::waited() {
  return std::min(starvation_.seconds(now()), longest_extension * run_.timeout);
}

void Session::wait() {
  qemu_.wait(interruptions_.descriptor(), busy_ ? busy_tick_milliseconds : tick_milliseconds);
}

void Session::round() {
  wait();
  take_serial(serial_round);
  attend_to_memory();
  qemu_.read_errors();
  take_monitor();
  if (qemu_.ended()) take_end();
  conversation_.tick(guest_now());
  attend_to_host_program();
  if (timeline_) timeline_->tick(now());
  qemu_.type(conversation_.take_typing());
  if (conversation_.take_eject()) qemu_.command(monitor_eject);
  qemu_.send();
  look_after_saved_machine();
  look_for_interruption();
}

bool Session::waits_for_saved_machine() const {
  return memory_ && memory_->restored_from && !channel_->answered();
}

void Session::look_after_saved_machine() {
  if (!waits_for_saved_machine() || guest_now() < saved_machine_patience) return;
  other_outcome_ = {Verdict::infra, "the saved machine does not go on"};
}

void Session::look_for_interruption() {
  const int signal = interruptions_.next();
  if (signal == 0) return;
  note_interruption(signal);
  interrupted_ = true;
  other_outcome_ = {Verdict::infra, fmt::format("interrupted by {}", ::strsignal(signal))};
}

void Session::attend_to_host_program() {
  if (const std::vector<std::string> command = conversation_.take_host_program();
      !command.empty()) {
    host_program_.emplace(command);
  }
  if (!host_program_ || !host_program_->ended()) return;
  const HostProgram::End end = host_program_->end();
  host_program_.reset();
  conversation_.host_ended(end.output, end.exit_code, guest_now());
}

void Session::take_serial(std::size_t limit) {
  for (std::size_t taken = 0; taken < limit;) {
    const std::string bytes = qemu_.read_serial();
    if (bytes.empty()) return;
    taken += bytes.size();
    log_.feed(bytes);
    if (timeline_) timeline_->feed(bytes, now());
    if (run_.live) run_.live(bytes);
    if (channel_) channel_->console(bytes);
    conversation_.feed(bytes, guest_now());
    qemu_.type(conversation_.take_typing());
  }
}

// Whether the machine is to be saved first; it waits for that.
bool Session::save() {
  if (!memory_->saver || memory_->saver->finished() || !channel_->awaited()) return false;
  qemu_.command(memory_->saver->step(std::exchange(monitor_answers_, {}), memory_->file));
  return true;
}

// The guest is slower than we are; in the end all that was sent before has to be taken.
void Session::attend_to_memory() {
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

void Session::take_monitor() {
  const MonitorNews news = qemu_.read_monitor();
  if (memory_ && memory_->saver) {
    monitor_answers_.insert(monitor_answers_.end(), news.answers.begin(), news.answers.end());
  }
  for (const ToldEnd& told : news.ends) {
    // What the guest said before it did this is on its way or here already.
    take_serial(std::string::npos);
    conversation_.machine_ended(told.end, guest_now(), told.seconds);
  }
}

void Session::take_end() {
  ended_ = true;
  take_serial(std::string::npos);
  qemu_.read_errors();
  take_monitor();
  if (conversation_.outcome()) return;
  const ChildEnd end = qemu_.end();
  const bool is_normal = end.start_error == 0 && end.wait_status == 0;
  if (is_normal && architecture(run_.machine.arch).machine.ends_at_poweroff) {
    conversation_.machine_ended(MachineEnd::poweroff, guest_now());
    if (conversation_.outcome()) return;
  }
  other_outcome_ = {Verdict::infra, fmt::format("{} ended by itself: {}",
                                                qemu_program(run_.machine), end_text(end))};
}

// QEMU completes its record when it ends by itself.
std::optional<std::uint64_t> Session::count_instructions() {
  qemu_.command(monitor_quit);
  const double until = now() + quit_patience;
  while (!ended_ && !qemu_.ended() && now() < until) {
    wait();
    take_serial(serial_round);
    take_monitor();
    qemu_.send();
  }
  const fs::path file = run_.machine.instructions;
  const auto record = read_file(file);
  std::error_code ignored;
  fs::remove(file, ignored);
  if (record && timeline_) timeline_->count(*record);
  if (!record || !conversation_.mark()) return std::nullopt;
  return instructions_until(*record, *conversation_.mark());
}

std::string Session::read_screen() {
  const fs::path file = run_.directory / "screen.memory";
  std::error_code ignored;
  fs::remove(file, ignored);
  qemu_.command(memory_command(0xb8000, screen_bytes, file.string()));
  const std::size_t wanted = qemu_.answers() + 1;
  const double until = now() + screen_patience;
  while (qemu_.answers() < wanted && !qemu_.ended() && now() < until) {
    wait();
    take_monitor();
    qemu_.send();
  }
  const std::string text = screen_text(read_file(file).value_or(""));
  fs::remove(file, ignored);
  return text;
}

// What cannot be written is missed by whoever looks at it.
void Session::keep(const std::string& name, const std::string& text) const {
  [[maybe_unused]] const auto kept = write_file_if_different(run_.directory / name, text);
}

}  // namespace linuxbake::boot
