// SPDX-License-Identifier: MIT
#include "boot/machine/saved_machine.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "boot/machine/option_value.h"
#include "common/file_identity.h"
#include "common/files.h"
#include "common/json.h"
#include "common/programs.h"
#include "common/sha256.h"
#include "common/shell_words.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kept_machines = 8;

std::string command(const char* name, const Json& arguments) {
  return json_text(Json{{"execute", name}, {"arguments", arguments}}) + "\n";
}

// The memory is no part of the stream: it is copied by us, without its holes.
std::string without_memory() {
  return command("migrate-set-capabilities",
                 {{"capabilities", {{{"capability", "x-ignore-shared"}, {"state", true}}}}});
}

Result<bool> copy_part(int from, int to, off_t begin, off_t end) {
  if (::lseek(to, begin, SEEK_SET) < 0) return fail(std::strerror(errno));
  while (begin < end) {
    const ssize_t count = ::sendfile(to, from, &begin, static_cast<std::size_t>(end - begin));
    if (count <= 0) return fail(count == 0 ? "the file is too short" : std::strerror(errno));
  }
  return true;
}

// Without the holes.
std::uintmax_t bytes_on_disk(const fs::path& machine) {
  std::error_code ignored;
  std::uintmax_t bytes = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(machine, ignored)) {
    struct stat facts {};
    constexpr std::uintmax_t block = 512;  // that of st_blocks, whatever the file system's is
    if (::stat(entry.path().c_str(), &facts) == 0) {
      bytes += static_cast<std::uintmax_t>(facts.st_blocks) * block;
    }
  }
  return bytes;
}

std::string lock_file(const fs::path& saved) {
  return saved.string() + ".lock";
}

}  // namespace

std::optional<fs::path> saved_machine(const Machine& machine, const std::string& initramfs_identity,
                                      const fs::path& machines) {
  const auto qemu = find_program(qemu_program(machine));
  if (machines.empty() || machine.accelerator != "tcg" || !qemu) return std::nullopt;
  Machine same = machine;
  same.initramfs = initramfs_identity;
  std::string key = "1\n" + shell_line(qemu_command(same, Connection::runner)) + "\n";
  key += file_identity(*qemu) + file_identity(machine.kernel);
  return machines / sha256(key).substr(0, 32);
}

Result<bool> copy_memory(int from, int to) {
  struct stat facts {};
  if (::fstat(from, &facts) != 0) return fail(std::strerror(errno));
  for (off_t at = 0; at < facts.st_size;) {
    const off_t begin = ::lseek(from, at, SEEK_DATA);
    if (begin < 0) break;  // ENXIO: nothing but a hole is left
    at = ::lseek(from, begin, SEEK_HOLE);
    if (const auto done = copy_part(from, to, begin, at); !done) return done;
  }
  return ::ftruncate(to, facts.st_size) == 0;
}

Result<SavedMachine> SavedMachine::open(fs::path directory) {
  const Descriptor folder(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  SavedMachine machine;
  if (folder.open()) {
    machine.memory_ = Descriptor(::openat(folder.get(), "memory", O_RDONLY | O_CLOEXEC));
    machine.devices_ = Descriptor(::openat(folder.get(), "devices", O_RDONLY | O_CLOEXEC));
  }
  machine.directory_ = std::move(directory);
  if (machine.memory_.open() && machine.devices_.open()) return machine;
  return fail("is no saved machine", machine.directory_.string());
}

Result<bool> SavedMachine::restore(const SharedMemory& memory) const {
  return copy_memory(memory_.get(), memory.descriptor());
}

// By our own process: the directory may be another one by now, or gone.
std::string SavedMachine::restore_commands() const {
  const std::string file = fmt::format("/proc/{}/fd/{}", ::getpid(), devices_.get());
  return without_memory() + command("migrate-incoming", {{"uri", "exec:cat < " + file}});
}

std::string save_commands(const fs::path& unfinished) {
  const std::string file = shell_word((unfinished / "devices").string());
  return without_memory() + command("migrate", {{"uri", "exec:cat > " + file}});
}

Saving saving_state(const std::string& answer) {
  const Json value = parse_json_or_discard(answer);
  if (!value.is_object() || !value.contains("status")) return Saving::unknown;
  const std::string status = value["status"].is_string() ? value["status"] : "";
  if (status == "completed") return Saving::done;
  return status == "failed" || status == "cancelled" ? Saving::failed : Saving::under_way;
}

MachineSaver::MachineSaver(fs::path saved)
    : saved_(std::move(saved)), unfinished_(saved_.string() + ".part") {
  std::error_code ignored;
  fs::create_directories(saved_.parent_path(), ignored);
  lock_ = try_lock_file(lock_file(saved_));
  finished_ = !lock_;
  if (finished_) return;
  fs::remove_all(unfinished_, ignored);
  finished_ = !fs::create_directory(unfinished_, ignored);
}

MachineSaver::~MachineSaver() {
  std::error_code ignored;
  if (begun_ && !finished_) fs::remove_all(unfinished_, ignored);
}

std::string MachineSaver::step(const std::vector<std::string>& answers,
                               const SharedMemory& memory) {
  if (!begun_) {
    begun_ = true;
    return save_commands(unfinished_) + std::string(save_question);
  }
  for (const std::string& answer : answers) {
    const Saving state = saving_state(answer);
    if (state == Saving::unknown) continue;
    if (state == Saving::under_way) return std::string(save_question);
    finished_ = true;
    if (state == Saving::done) keep(memory);
    std::error_code ignored;
    fs::remove_all(unfinished_, ignored);
    lock_.reset();
    return std::string(continue_command);
  }
  return {};
}

// The machine stands still now. What goes wrong here only costs a boot the next time.
void MachineSaver::keep(const SharedMemory& memory) {
  const Descriptor file(
      ::open((unfinished_ / "memory").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
  if (!file.open() || !copy_memory(memory.descriptor(), file.get()).value_or(false)) return;
  std::error_code ignored;
  fs::rename(unfinished_, saved_, ignored);
}

namespace {

// What a process that was killed has left behind. The lock of a living one is held.
void remove_if_abandoned(const fs::path& unfinished) {
  fs::path saved = unfinished;
  saved.replace_extension();
  const auto lock = try_lock_file(lock_file(saved));
  if (!lock) return;
  std::error_code ignored;
  fs::remove_all(unfinished, ignored);
  fs::remove(lock_file(saved), ignored);
}

}  // namespace

void remove_saved_machine(const fs::path& saved) {
  const auto lock = try_lock_file(lock_file(saved));
  if (!lock) return;
  std::error_code ignored;
  fs::remove_all(saved, ignored);
  fs::remove(lock_file(saved), ignored);
}

void tidy_saved_machines(const fs::path& used, std::uintmax_t kept_bytes) {
  std::error_code ignored;
  fs::last_write_time(used, fs::file_time_type::clock::now(), ignored);
  std::vector<std::pair<fs::file_time_type, fs::path>> machines;
  for (const fs::directory_entry& entry : fs::directory_iterator(used.parent_path(), ignored)) {
    if (!entry.is_directory(ignored)) continue;
    if (entry.path().extension() == ".part") {
      remove_if_abandoned(entry.path());
    } else {
      machines.emplace_back(entry.last_write_time(ignored), entry.path());
    }
  }
  std::sort(machines.rbegin(), machines.rend());
  std::uintmax_t bytes = 0;
  for (std::size_t i = 0; i < machines.size(); ++i) {
    bytes += bytes_on_disk(machines[i].second);
    if (i == 0 || (i < kept_machines && bytes <= kept_bytes)) continue;
    remove_saved_machine(machines[i].second);
  }
}

}  // namespace linuxbake::boot
