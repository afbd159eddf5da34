// SPDX-License-Identifier: MIT
#include "boot/vm/archives.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <ctime>
#include <utility>

#include "common/files.h"
#include "cpio/layout.h"
#include "cpio/manifest.h"
#include "cpio/pack.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = 1U << 20U;

// Errors: it is larger than the memory of the machine, which holds more than this.
Result<void> check_memory(std::uint64_t size, const Machine& machine) {
  constexpr std::uint64_t kernel = 24;  // the least that any needs besides
  if (size / mebibyte + kernel < machine.memory) return {};
  const std::uint64_t needed = (size + mebibyte - 1) / mebibyte;
  return fail(
      fmt::format("COMMAND with what it needs and FILES have {} MiB, and do not fit into "
                  "the {} MiB of the guest's memory, of which the kernel needs {}; MEMORY {} gives "
                  "it enough",
                  needed, machine.memory, kernel, needed * 2 + 128));
}

Result<void> pack(const GuestFiles& files, const std::string& origin, const Machine& machine,
                  cpio::Sink& sink) {
  const auto layout = cpio::make_layout(files.manifest(origin));
  if (!layout) return tl::unexpected(layout.error());
  cpio::ArchiveOptions options;
  options.mtime = static_cast<std::uint32_t>(std::time(nullptr));
  auto fits = check_memory(cpio::archive_size(*layout, options), machine);
  if (!fits) return fits;
  return cpio::pack(*layout, options, cpio::CompressOptions{}, sink);
}

// Another one may be about to be read: those of the last hour stay.
void remove_old_archives(const fs::path& newest) {
  const auto limit = fs::file_time_type::clock::now() - std::chrono::hours(1);
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(newest.parent_path(), ignored)) {
    const bool is_archive = entry.path().extension() == newest.extension();
    if (is_archive && entry.last_write_time(ignored) < limit) fs::remove(entry.path(), ignored);
  }
}

}  // namespace

Result<void> pack_machine(const GuestFiles& files, const Machine& machine,
                          const fs::path& archive) {
  std::error_code problem;
  if (fs::exists(archive, problem)) {
    fs::last_write_time(archive, fs::file_time_type::clock::now(), problem);
    return {};
  }
  cpio::FileSink sink;
  Result<void> done = sink.open(archive);
  if (done) done = pack(files, "the guest's system", machine, sink);
  if (done) remove_old_archives(archive);
  return done;
}

Result<std::string> pack_test(const GuestFiles& files, const Machine& machine) {
  cpio::StringSink sink;
  if (const auto done = pack(files, "FILES", machine, sink); !done) {
    return tl::unexpected(done.error());
  }
  return std::move(sink.bytes);
}

void join_archives(const fs::path& machine, std::string_view test, const fs::path& joined) {
  const Result<std::string> bytes = read_file(machine);
  if (!bytes) return;
  [[maybe_unused]] const auto written = write_file_if_different(joined, *bytes + std::string(test));
}

}  // namespace linuxbake::boot
