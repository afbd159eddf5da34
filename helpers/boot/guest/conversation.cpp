// SPDX-License-Identifier: MIT
#include "boot/guest/conversation.h"

#include <fmt/format.h>

#include <algorithm>

#include "boot/guest/output_check.h"
#include "common/visible_text.h"

namespace linuxbake::boot {
namespace {

constexpr double prompt_quiet = 0.05;  // a prompt is what stands there while nothing more comes
constexpr double prompt_short_quiet = 0.02;  // between the commands of a shell that is known
constexpr double probe_again = 3;            // a shell that has not answered is asked again
constexpr double prompt_patience = 0.3;      // a command is typed even if no prompt is to be seen
constexpr double lost_command = 1;           // back at the prompt without an end: a syntax error
constexpr double repeated_reset = 15;        // on a busy machine, as seconds of the clock go
constexpr double one_reset = 0.2;            // no firmware leads a kernel to a reset so quickly
constexpr double mute_slowness = 10;

// BusyBox's init, where a shell is started on demand.
constexpr std::string_view console_question = "press Enter to activate this console";

// Our own init that is on the way to the root begins its lines with the one, and has given up when
// it says the other.
constexpr std::string_view init_note = "linuxbake-init: ";
constexpr std::string_view rescue_note = "Leave the shell (exit) to try again";

// Into the kernel's log, before the end.
constexpr int most_looks = 8;

bool looks_like_prompt(std::string_view line) {
  while (line.ends_with(' ')) line.remove_suffix(1);
  if (line.empty()) return false;
  return std::string_view("#$>%").find(line.back()) != std::string_view::npos;
}

std::string without_last_newline(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text);
}

}  // namespace

Conversation::Conversation(Script script, double timeout, bool mute, InitKnowledge init)
    : script_(std::move(script)),
      timeout_(timeout),
      mute_(mute),
      slowness_(mute ? mute_slowness : 1),
      serial_([this](std::string_view text, Source source) { take(text, source); }),
      init_(std::move(init)) {
  start_step();
}

std::string Conversation::take_typing() {
  return std::exchange(typing_, {});
}

std::vector<std::string> Conversation::take_host_program() {
  return std::exchange(host_program_, {});
}

void Conversation::host_ended(const std::string& output, int exit_code, double now) {
  now_ = now;
  if (outcome_ || script_[step_].kind != StepKind::host) return;
  check_output(without_last_newline(output), exit_code);
}

std::string Conversation::current_step() const {
  return step_ < script_.size() ? step_text(script_[step_]) : std::string{};
}

std::string Conversation::where() const {
  const std::size_t line = step_ < script_.size() ? script_[step_].line : 0;
  return line == 0 ? std::string{} : fmt::format("line {} of the script: ", line);
}

void Conversation::decide(Verdict verdict, std::string reason) {
  if (outcome_) return;
  if (verdict == Verdict::pass || verdict == Verdict::hang) {
    const std::string fault = init_fault();
    const bool is_proved = verdict == Verdict::pass || !init_messages_.started.empty();
    if (!fault.empty() && is_proved) {
      verdict = Verdict::fail;
      reason = reason.empty() ? fault : fmt::format("{}; {}", fault, reason);
    }
  }
  outcome_ = Outcome{verdict, std::move(reason)};
}

void Conversation::fail_step(std::string_view what) {
  decide(Verdict::fail, fmt::format("{}'{}' {}", where(), current_step(), what));
}

// --- what comes in

void Conversation::feed(std::string_view bytes, double now) {
  now_ = now;
  serial_.feed(bytes);
}

void Conversation::take(std::string_view text, Source source) {
  if (outcome_) return;
  const bool decides = text.find_first_of(deciding_) != std::string_view::npos;
  (source == Source::kernel ? last_kernel_text_ : last_text_) = now_;
  bytes_ = serial_.position();
  if (!decides) {
    windows_[index(source)].push(text);
  } else {
    bytes_ -= text.size();
    for (const char c : text) {
      ++bytes_;
      take(c, source);
    }
  }
  if (source == Source::program) last_text_bytes_ = bytes_;
}

void Conversation::take(char c, Source source) {
  if (outcome_) return;
  TextWindow& window = windows_[index(source)];
  if (c == '\b') {
    if (window.end() > cursors_[index(source)]) window.take_back();
    return;
  }
  window.push({&c, 1});
  if (c == '\n') line_is_complete(source);
  for (const std::string& text : refused_) {
    if (window.ends_with(text)) {
      decide(Verdict::fail, fmt::format("'{}' came, which the script refuses", printable(text)));
    }
  }
  if (!outcome_ && !panic_.panic()) check_step(source);
}

// The last characters of all that is waited for, besides those that always matter.
std::string Conversation::deciding_characters() const {
  std::string characters = "\n\b";
  for (const std::string& text : refused_) characters += text.back();
  if (step_ == script_.size()) return characters;
  const Step& step = script_[step_];
  if (step.kind == StepKind::expect) characters += step.text.back();
  if (step.kind == StepKind::shell) characters += console_question.back();
  return characters + mark_end;
}

void Conversation::line_is_complete(Source source) {
  const TextWindow& window = windows_[index(source)];
  const std::string_view line = window.from(line_starts_[index(source)]);
  line_starts_[index(source)] = window.end();
  // A kernel without time stamps is heard among the programs.
  const bool stamped = windows_[index(Source::kernel)].end() > 0;
  if (source == Source::kernel || !stamped) {
    const std::string_view words = without_time_stamp(line);
    watch_for_init(words);
    panic_.take(words, now_);
  }
  if (source == Source::program) watch_for_rescue(line);
}

void Conversation::watch_for_init(std::string_view line) {
  const std::size_t known = init_messages_.started.size();
  init_messages_.take(line);
  if (init_messages_.started.size() == known) return;
  init_is_shown_ = true;
  // Of /init, which nothing names, the panic that may follow says more.
  if (init_.asked.is_default) return;
  if (std::string fault = another_init(init_.asked, init_messages_); !fault.empty())
    decide(Verdict::fail, std::move(fault));
}

// See helpers/init/switch_root.cpp.
void Conversation::watch_for_rescue(std::string_view line) {
  if (!line.starts_with(init_note)) return;
  line.remove_prefix(init_note.size());
  init_notes_.push_back(without_last_newline(line));
  in_rescue_ = in_rescue_ || line.starts_with(rescue_note);
}

void Conversation::look_for_init() {
  if (!init_is_shown_ && init_.look_into_log) init_messages_.add(init_.look_into_log());
}

// Once more at the end: after a reset the log of the boot before may have been found.
std::string Conversation::init_fault() {
  look_for_init();
  for (const Source source : {Source::program, Source::kernel}) {
    if (is_about_no_init(windows_[index(source)].from(line_starts_[index(source)]))) return {};
  }
  return fault_of_init(init_.asked, init_messages_);
}

void Conversation::tick(double now) {
  now_ = now;
  if (outcome_) return;
  if (panic_.panic()) {
    if (panic_.is_complete(now_, slowness_)) decide(Verdict::panic, *panic_.panic());
    return;
  }
  if (panic_.has_halted(now_, slowness_)) {
    decide(Verdict::fail, "the guest halted without powering the machine off");
    return;
  }
  if (step_ < script_.size()) {
    const Step& step = script_[step_];
    if (step.kind == StepKind::shell) tick_shell();
    if (step.kind == StepKind::run) tick_run();
    if (!outcome_ && step.seconds > 0 && now_ - step_started_ >= step.seconds) {
      decide(Verdict::hang, fmt::format("{}'{}' did not happen within {:g} s", where(),
                                        current_step(), step.seconds));
    }
  }
  if (now_ >= timeout_) {
    decide(Verdict::hang, fmt::format("{}'{}' did not happen within the {:g} s of this test",
                                      where(), current_step(), timeout_));
  }
}

// The next boot is judged by itself.
void Conversation::forget_boot() {
  if (std::string fault = init_fault(); !fault.empty()) decide(Verdict::fail, std::move(fault));
  init_messages_ = {};
  init_is_shown_ = false;
  looks_ = 0;
  init_notes_.clear();
  in_rescue_ = false;
}

void Conversation::machine_ended(MachineEnd end, double now, double told_at) {
  now_ = now;
  if (outcome_) return;
  if (panic_.panic() || end == MachineEnd::panic) {
    decide(Verdict::panic,
           panic_.panic().value_or("the guest told the machine that its kernel panicked"));
    return;
  }
  const bool reset = end == MachineEnd::reset;
  // A kernel tries several ways to reset, one after the other, and SeaBIOS resets once more to find
  // its own memory as it was. Nothing is printed between them.
  const bool repeated = reset_at_ >= 0 && now_ - reset_at_ < repeated_reset;
  // Whoever looked into the log after the first one hears of the second with text that came later.
  const bool follows_at_once =
      reset_told_at_ >= 0 && told_at >= reset_told_at_ && told_at - reset_told_at_ < one_reset;
  if (reset && repeated && (bytes_ == reset_bytes_ || follows_at_once)) return;
  reset_bytes_ = bytes_;
  reset_at_ = now_;
  reset_told_at_ = told_at;
  if (reset) forget_boot();
  for (const Source source : {Source::program, Source::kernel}) {
    line_starts_[index(source)] = windows_[index(source)].end();
  }
  const StepKind awaited = reset ? StepKind::reset : StepKind::poweroff;
  panic_.forget_halt();
  if (outcome_) return;
  if (script_[step_].kind == awaited) {
    // Of the boot that begins there is no log yet.
    next_step();
    if (!reset && !outcome_) fail_step("cannot happen any more: the machine is off");
    return;
  }
  const std::string what = reset ? "reset the machine" : "powered the machine off";
  decide(Verdict::fail, fmt::format("{}the guest {} before '{}'", where(), what, current_step()));
}

// --- steps

void Conversation::advance() {
  // As early as possible: the log is a ring, and what was said first is lost first. Not with each
  // of many steps, though, of a kernel that says nothing: a large memory takes its time.
  if (init_messages_.started.empty() && looks_ < most_looks) {
    ++looks_;
    look_for_init();
  }
  next_step();
}

void Conversation::next_step() {
  ++step_;
  start_step();
}

void Conversation::start_step() {
  for (; step_ < script_.size(); ++step_) {
    const Step& step = script_[step_];
    if (step.kind == StepKind::refuse) {
      refused_.push_back(step.text);
    } else if (step.kind == StepKind::eject) {
      ejects_ = true;
    } else if (step.kind == StepKind::send || step.kind == StepKind::type) {
      typing_ += step.kind == StepKind::send ? step.text + "\n" : step.text;
      typed_ = step.text;
      echo_passed_ = false;
    } else {
      break;
    }
  }
  step_started_ = now_;
  for (const Source source : {Source::program, Source::kernel}) {
    cursors_[index(source)] = windows_[index(source)].end();
  }
  probed_ = -1;
  probes_ = 0;
  enter_pressed_ = false;
  run_ = Run::waits_for_prompt;
  const bool runs = step_ < script_.size() && script_[step_].kind == StepKind::run;
  command_ = runs ? ShellCommand(step_, script_[step_].text) : ShellCommand();
  piece_ = 0;
  host_program_ = step_ < script_.size() ? script_[step_].words : std::vector<std::string>{};
  deciding_ = deciding_characters();
  if (step_ == script_.size()) decide(Verdict::pass, "");
}

void Conversation::check_step(Source source) {
  switch (script_[step_].kind) {
    case StepKind::expect:
      check_expect(source);
      break;
    case StepKind::shell:
      if (source == Source::program) check_shell();
      break;
    case StepKind::run:
      if (source == Source::program) check_run();
      break;
    default:
      break;
  }
}

void Conversation::check_expect(Source source) {
  const std::string& text = script_[step_].text;
  const TextWindow& window = windows_[index(source)];
  if (!window.ends_with(text) || window.end() - text.size() < cursors_[index(source)]) return;
  if (source == Source::program && is_echo(text)) return;
  typed_.clear();
  if (!shell_seconds_) mark_ = bytes_;
  advance();
}

// Whether the expected text, which has just come, is part of what we typed: the characters before
// it are those before it in what was typed. Where it is the very beginning of what was typed,
// nothing stands before it, and its first appearance is taken for the echo.
bool Conversation::is_echo(const std::string& text) {
  if (typed_.empty()) return false;
  const TextWindow& window = windows_[index(Source::program)];
  for (std::size_t at = typed_.find(text, 1); at != std::string::npos;
       at = typed_.find(text, at + 1)) {
    if (window.ends_with(typed_.substr(0, at + text.size()))) return true;
  }
  if (!echo_passed_ && typed_.starts_with(text)) {
    echo_passed_ = true;
    cursors_[index(Source::program)] = window.end();
    return true;
  }
  return false;
}

std::string_view Conversation::open_line() const {
  return windows_[index(Source::program)].from(line_starts_[index(Source::program)]);
}

bool Conversation::prompt_waits(double quiet) const {
  return now_ - last_text_ >= quiet && looks_like_prompt(open_line());
}

// --- the step `shell`

void Conversation::check_shell() {
  const TextWindow& window = windows_[index(Source::program)];
  if (window.ends_with("@lbs=42@")) {
    const bool at_prompt = prompt_appeared_ >= 0;
    shell_is_there(at_prompt ? prompt_appeared_ : now_, at_prompt ? prompt_bytes_ : bytes_);
  } else if (!enter_pressed_ && window.ends_with(console_question)) {
    enter_pressed_ = true;
    typing_ += "\n";
  }
}

// Whether what answers is there because there is no root file system or no init in it, and the
// script has not waited for one of the words about that.
bool Conversation::is_unexpected_rescue() const {
  if (!in_rescue_) return false;
  const auto is_expected = [this](const Step& step) {
    if (step.kind != StepKind::expect) return false;
    if (step.text.find("rescue") != std::string::npos) return true;  // its prompt
    return std::any_of(init_notes_.begin(), init_notes_.end(), [&step](const std::string& note) {
      return note.find(step.text) != std::string::npos;
    });
  };
  return std::none_of(script_.begin(), script_.begin() + static_cast<std::ptrdiff_t>(step_),
                      is_expected);
}

void Conversation::shell_is_there(double seconds, std::size_t bytes) {
  if (is_unexpected_rescue()) {
    fail_step(
        fmt::format("was answered by the rescue shell of an init that is on the way to the "
                    "root file system: {}",
                    init_notes_.front()));
    return;
  }
  if (!shell_seconds_) {
    shell_seconds_ = seconds;
    mark_ = bytes;
  }
  advance();
}

void Conversation::tick_shell() {
  if (probed_ >= 0 && now_ - probed_ < probe_again * slowness_) return;
  const bool at_prompt = prompt_waits(prompt_quiet * slowness_);
  if (mute_) {
    if (at_prompt) shell_is_there(last_text_, last_text_bytes_);
    return;
  }
  // Never into a boot loader's menu: without a prompt only after the kernel has started init.
  const double silence = now_ - std::max(last_text_, last_kernel_text_);
  const bool init_runs = !init_messages_.started.empty();
  if (!at_prompt && (!init_runs || silence < probe_again * slowness_)) return;
  probed_ = now_;
  prompt_appeared_ = at_prompt ? last_text_ : -1;
  prompt_bytes_ = last_text_bytes_;
  // Its beginning may get lost when the terminal is opened late; without quotes nothing stays open.
  // If something did all the same, Ctrl-C ends it.
  if (++probes_ > 2) typing_ += '\x03';
  typing_ += "echo @lb\\s=$((6*7))@\n";
}

// --- the step `run`

bool Conversation::prompt_for_run() const {
  const bool at_prompt = prompt_waits(prompt_short_quiet * slowness_);
  if (piece_ == 0) return at_prompt || now_ - step_started_ >= prompt_patience * slowness_;
  const bool line_is_taken =
      windows_[index(Source::program)].from(typed_at_).find('\n') != std::string_view::npos;
  return line_is_taken && at_prompt;
}

void Conversation::type_piece() {
  typed_at_ = windows_[index(Source::program)].end();
  typing_ += command_.piece(piece_++);
}

void Conversation::begin_run() {
  run_ = Run::typed;
  prompt_ = open_line();
  typed_at_ = windows_[index(Source::program)].end();
  typing_ += command_.line();
}

void Conversation::tick_run() {
  if (run_ == Run::waits_for_prompt) {
    if (!prompt_for_run()) return;
    if (piece_ < command_.pieces()) {
      type_piece();
    } else {
      begin_run();
    }
    return;
  }
  // An eval that does not parse takes the rest of the line with it.
  const bool answered =
      windows_[index(Source::program)].from(typed_at_).find('\n') != std::string_view::npos;
  const bool at_prompt = !prompt_.empty() && open_line() == prompt_;
  if (answered && at_prompt && now_ - last_text_ >= lost_command * slowness_) {
    fail_step("came back to the prompt without an exit code; does the shell understand it?");
  }
}

void Conversation::check_run() {
  const TextWindow& window = windows_[index(Source::program)];
  if (run_ == Run::typed) {
    if (!command_.begins_at_end_of(window)) return;
    run_ = Run::prints;
    output_begin_ = window.end();
  } else if (run_ == Run::prints) {
    if (const auto end = command_.end_at_end_of(window)) finish_run(end->position, end->exit_code);
  }
}

void Conversation::finish_run(std::size_t output_end, int exit_code) {
  const TextWindow& window = windows_[index(Source::program)];
  const Step& step = script_[step_];
  const bool compares = step.output || !step.contains.empty() || !step.lacks.empty();
  if (window.begin() > output_begin_ && compares) {
    fail_step("printed too much to be compared");
    return;
  }
  const std::size_t begin = std::max(output_begin_, window.begin());
  check_output(without_last_newline(window.from(begin).substr(0, output_end - begin)), exit_code);
}

void Conversation::check_output(const std::string& output, int exit_code) {
  if (const auto fault = fault_of_output(script_[step_], output, exit_code)) {
    fail_step(*fault);
  } else {
    advance();
  }
}

}  // namespace linuxbake::boot
