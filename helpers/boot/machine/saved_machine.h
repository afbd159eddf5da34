// SPDX-License-Identifier: MIT
// saved_machine.h - machines that have booted, kept in files, from which others begin.
//
// Booting a kernel takes a second under TCG; a machine that was saved when its init began to wait
// for a program goes on in a tenth of that, and each begins in the same, clean state. A saved
// machine is a directory: `memory`, which has holes, and `devices`, QEMU's migration stream without
// the memory (x-ignore-shared). It is good for the same QEMU, kernel, initramfs and machine only;
// all of that is in its name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "boot/machine/machine.h"
#include "boot/machine/shared_memory.h"
#include "common/descriptor.h"
#include "common/file_lock.h"
#include "common/result.h"

namespace linuxbake::boot {

// The directory for a machine among `machines`; nothing for one that cannot be saved. Where its
// initramfs lies does not matter, but `initramfs_identity`, whatever it is.
[[nodiscard]] std::optional<std::filesystem::path> saved_machine(
    const Machine& machine, const std::string& initramfs_identity,
    const std::filesystem::path& machines);

// Copies what is no hole in `from`, which is as large as `to`.
[[nodiscard]] Result<bool> copy_memory(int from, int to);

// A saved machine to begin from. Both of its files belong together, whoever throws it away or
// saves it anew from now on.
class SavedMachine {
 public:
  // Errors: there is none in `directory`.
  [[nodiscard]] static Result<SavedMachine> open(std::filesystem::path directory);

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
  // Fills the memory of a machine that is to be restored.
  [[nodiscard]] Result<bool> restore(const SharedMemory& memory) const;
  // What to say to QEMU's monitor then, while this lives.
  [[nodiscard]] std::string restore_commands() const;

 private:
  std::filesystem::path directory_;
  Descriptor memory_, devices_;
};

// What to say to QEMU's monitor.
[[nodiscard]] std::string save_commands(const std::filesystem::path& unfinished);
inline constexpr std::string_view save_question = "{\"execute\":\"query-migrate\"}\n";
inline constexpr std::string_view continue_command = "{\"execute\":\"cont\"}\n";

// Given an answer to save_question.
enum class Saving : std::uint8_t { unknown, under_way, done, failed };
[[nodiscard]] Saving saving_state(const std::string& answer);

// Saves a machine that waits, step by step, while its runner does other things.
class MachineSaver {
 public:
  // Nothing will be done if another process is saving the same machine.
  explicit MachineSaver(std::filesystem::path saved);
  ~MachineSaver();
  MachineSaver(const MachineSaver&) = delete;
  MachineSaver& operator=(const MachineSaver&) = delete;

  // Commands for the monitor; to be called again and again, with the monitor's answers since.
  [[nodiscard]] std::string step(const std::vector<std::string>& answers,
                                 const SharedMemory& memory);
  [[nodiscard]] bool finished() const { return finished_; }

 private:
  void keep(const SharedMemory& memory);

  std::filesystem::path saved_, unfinished_;
  std::optional<FileLock> lock_;
  bool begun_ = false, finished_ = false;
};

// Leaves it where another process is saving it.
void remove_saved_machine(const std::filesystem::path& saved);

// Called after a machine was used: keeps it longest, and removes those that were not used for the
// longest time, so that eight remain at most, with at most `kept_bytes` on the disk; and what
// processes that were killed have not finished.
inline constexpr std::uintmax_t kept_machine_bytes = std::uintmax_t{500} << 20U;
void tidy_saved_machines(const std::filesystem::path& used,
                         std::uintmax_t kept_bytes = kept_machine_bytes);

}  // namespace linuxbake::boot
