// SPDX-License-Identifier: MIT
// conversation.h - carries out a script against a guest, and decides.
//
// It does no input or output: bytes from the serial line, the time, and the machine's end go in;
// the bytes to type and the outcome come out. Text is taken character by character, so that the
// outcome does not depend on how it arrives in chunks.
//
// How a command is typed, and its output known, is in shell_command.h. An `expect` after a `send`
// does not match within the echo of what was sent.
//
// Nothing passes on another init than the one that was asked for (init_watch.h), nor on the rescue
// shell of an init that has not found the root file system, unless the script expects its words.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boot/guest/init_watch.h"
#include "boot/guest/machine_end.h"
#include "boot/guest/panic_watch.h"
#include "boot/guest/script.h"
#include "boot/guest/serial_text.h"
#include "boot/guest/shell_command.h"
#include "boot/guest/text_window.h"
#include "boot/guest/verdict.h"

namespace linuxbake::boot {

// How a conversation knows the init.
struct InitKnowledge {
  AskedInit asked;
  // What the kernel says in its log; called where it has not said over the serial line what it
  // started.
  std::function<InitMessages()> look_into_log;
};

class Conversation {
 public:
  // Times are seconds since the machine was started; `timeout` is for the whole. A `mute` machine
  // is slow and takes no input (one whose instructions are counted): its prompt is taken for a
  // shell.
  Conversation(Script script, double timeout, bool mute = false, InitKnowledge init = {});

  void feed(std::string_view bytes, double now);
  void tick(double now);
  // `told_at`: the seconds of QEMU's clock, whose beginning does not matter; below 0: it did not
  // say.
  void machine_ended(MachineEnd end, double now, double told_at = -1);

  // The program of the host that is to run now, with its arguments; given once. Its end is
  // told by host_ended().
  [[nodiscard]] std::vector<std::string> take_host_program();
  void host_ended(const std::string& output, int exit_code, double now);

  // Whether the medium is to be taken out of its drive now; said once.
  [[nodiscard]] bool take_eject() { return std::exchange(ejects_, false); }

  // What is to be typed now; given once.
  [[nodiscard]] std::string take_typing();

  [[nodiscard]] const std::optional<Outcome>& outcome() const { return outcome_; }
  // When the prompt appeared of the shell that answered first.
  [[nodiscard]] std::optional<double> shell_seconds() const { return shell_seconds_; }
  // How many bytes had come then; where no shell was asked for, when the last expected text was
  // there.
  [[nodiscard]] std::optional<std::size_t> mark() const { return mark_; }
  // The step that is waited for; empty at the end.
  [[nodiscard]] std::string current_step() const;

 private:
  void take(std::string_view text, Source source);
  void take(char c, Source source);
  [[nodiscard]] std::string deciding_characters() const;
  void line_is_complete(Source source);
  void watch_for_init(std::string_view line);
  void watch_for_rescue(std::string_view line);
  void look_for_init();
  [[nodiscard]] std::string init_fault();
  void forget_boot();
  void decide(Verdict verdict, std::string reason);
  void fail_step(std::string_view what);

  void advance();
  void next_step();
  void start_step();
  void check_step(Source source);
  void check_expect(Source source);
  [[nodiscard]] bool is_echo(const std::string& text);
  void check_shell();
  void tick_shell();
  [[nodiscard]] bool is_unexpected_rescue() const;
  void shell_is_there(double seconds, std::size_t bytes);
  void check_run();
  void tick_run();
  [[nodiscard]] bool prompt_for_run() const;
  void type_piece();
  void begin_run();
  void finish_run(std::size_t output_end, int exit_code);
  void check_output(const std::string& output, int exit_code);

  [[nodiscard]] bool prompt_waits(double quiet) const;
  [[nodiscard]] std::string_view open_line() const;
  [[nodiscard]] static std::size_t index(Source source) { return static_cast<std::size_t>(source); }
  [[nodiscard]] std::string where() const;

  Script script_;
  double timeout_;
  bool mute_;
  double slowness_;  // lengthens the times after which silence is taken for an answer
  SerialText serial_;
  std::array<TextWindow, 2> windows_;  // by Source
  std::array<std::size_t, 2> cursors_{};
  std::array<std::size_t, 2> line_starts_{};
  std::size_t step_ = 0;
  std::vector<std::string> refused_;

  double now_ = 0;
  double step_started_ = 0;
  double last_text_ = 0;  // when a program last wrote
  double last_kernel_text_ = 0;
  std::size_t bytes_ = 0;            // that have come
  std::size_t last_text_bytes_ = 0;  // with the last text of a program
  InitKnowledge init_;
  InitMessages init_messages_;
  bool init_is_shown_ = false;           // its messages come over the serial line
  int looks_ = 0;                        // into its log
  std::vector<std::string> init_notes_;  // of our own init that is on the way to the root
  bool in_rescue_ = false;
  std::string deciding_;  // nothing is decided by text without one of these
  std::string typing_;
  std::string typed_;  // by the last send or type, for its echo
  bool echo_passed_ = false;

  double probed_ = -1;  // shell: when it was last asked
  int probes_ = 0;
  double prompt_appeared_ = -1;  // shell: when the prompt came at which it was asked
  std::size_t prompt_bytes_ = 0;
  bool enter_pressed_ = false;
  std::optional<double> shell_seconds_;
  std::optional<std::size_t> mark_;

  std::vector<std::string> host_program_;
  bool ejects_ = false;

  enum class Run : std::uint8_t { waits_for_prompt, typed, prints };
  Run run_ = Run::waits_for_prompt;
  std::string prompt_;
  ShellCommand command_;
  std::size_t piece_ = 0;  // that is to be typed next
  std::size_t typed_at_ = 0;
  std::size_t output_begin_ = 0;

  PanicWatch panic_;
  double reset_at_ = -1;
  double reset_told_at_ = -1;
  std::size_t reset_bytes_ = 0;
  std::optional<Outcome> outcome_;
};

}  // namespace linuxbake::boot
