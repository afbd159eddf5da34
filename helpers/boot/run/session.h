// SPDX-License-Identifier: MIT
// session.h - one boot of a machine that QEMU runs already, from its first byte to the report.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "boot/guest/conversation.h"
#include "boot/guest/serial_log.h"
#include "boot/machine/qemu_process.h"
#include "boot/process/host_program.h"
#include "boot/run/interruptions.h"
#include "boot/run/memory.h"
#include "boot/run/report.h"
#include "boot/run/run.h"
#include "boot/run/starvation.h"
#include "boot/run/timeline.h"

namespace linuxbake::boot {

inline constexpr const char* timeline_file = "timeline.json";

class Session {
 public:
  // `run` and `interruptions` have to live as long as this. `memory`: that of a machine which
  // shares it.
  Session(const Run& run, Child child, std::optional<Memory> memory,
          const Interruptions& interruptions);

  // Carries the script out; the machine is gone afterwards.
  [[nodiscard]] Report finish();

  // Whether a saved machine has not gone on: nothing has happened in it since.
  [[nodiscard]] bool never_went_on() const { return never_went_on_; }

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] InitKnowledge init_knowledge();
  [[nodiscard]] InitMessages messages_in_memory() const;

  [[nodiscard]] double now() const;
  // In which the guest could not go on, because of the host: no time of the script's.
  [[nodiscard]] double waited();
  [[nodiscard]] double guest_now() { return now() - waited(); }

  void wait();
  void round();
  void take_serial(std::size_t limit);
  void take_monitor();
  void take_end();
  void attend_to_host_program();
  // To what goes through the machine's memory.
  void attend_to_memory();
  [[nodiscard]] bool save();
  void look_for_interruption();
  [[nodiscard]] bool waits_for_saved_machine() const;
  void look_after_saved_machine();

  [[nodiscard]] std::optional<std::uint64_t> count_instructions();
  [[nodiscard]] std::string read_screen();
  void keep(const std::string& name, const std::string& text) const;

  const Run& run_;
  QemuProcess qemu_;
  std::optional<Memory> memory_;
  std::unique_ptr<Channel> channel_;
  const Interruptions& interruptions_;
  Conversation conversation_;
  Starvation starvation_;
  SerialLog log_;
  std::optional<Timeline> timeline_;
  Clock::time_point started_;
  std::optional<HostProgram> host_program_;
  std::optional<Outcome> other_outcome_;      // that the conversation knows nothing of
  std::vector<std::string> monitor_answers_;  // for the saver
  double busy_until_ = 0;
  bool busy_ = false;  // the guest sends through its memory
  bool ended_ = false;
  bool interrupted_ = false;
  bool never_went_on_ = false;
};

}  // namespace linuxbake::boot
