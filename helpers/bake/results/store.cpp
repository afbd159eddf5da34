// SPDX-License-Identifier: MIT
#include "bake/results/store.h"

#include <fmt/format.h>

#include <chrono>
#include <random>
#include <thread>

#include "bake/host/file_hash.h"
#include "bake/remote/remotes.h"
#include "bake/results/uses.h"
#include "common/files.h"
#include "common/lines.h"
#include "common/sha256.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

// "<hash>  <name>"; empty if that is the line of a file that is as it was.
std::string fault_of_line(const fs::path& directory, std::string_view line) {
  if (line.size() < digits_of_hash + 3 || !is_hash(line.substr(0, digits_of_hash)) ||
      line.substr(digits_of_hash, 2) != "  " || line.find('/') != std::string_view::npos)
    return "SHA256SUMS is not readable";
  const std::string name(line.substr(digits_of_hash + 2));
  const Result<std::string> present = file_hash(directory / name);
  if (present && *present == line.substr(0, digits_of_hash)) return {};
  return name + " is not what was stored";
}

Result<void> copy_read_only(const fs::path& from, const fs::path& to) {
  std::error_code problem;
  fs::copy_file(from, to, problem);
  if (!problem)
    fs::permissions(to, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read,
                    problem);
  if (problem) return fail("cannot be written: " + problem.message(), to.string());
  return {};
}

// The files of a new entry in `directory`.
Result<void> write_entry(const fs::path& directory, const std::string& inputs,
                         const std::string& seconds, const Store::Files& files) {
  std::string sums =
      fmt::format("{}  inputs\n{}  {}\n", sha256(inputs), sha256(seconds), name_of_seconds);
  for (const auto& [name, file] : files) {
    if (const auto copied = copy_read_only(file, directory / name); !copied) return copied;
    const Result<std::string> hash = file_hash(directory / name);
    if (!hash) return tl::unexpected(hash.error());
    sums += *hash + "  " + name + "\n";
  }
  return write_file_if_different(directory / "inputs", inputs)
      .and_then([&](bool) { return write_file_if_different(directory / name_of_seconds, seconds); })
      .and_then([&](bool) { return write_file_if_different(directory / "SHA256SUMS", sums); })
      .map([](bool) {});
}

}  // namespace

fs::path temporary_name(const fs::path& path) {
  std::random_device device;
  std::uniform_int_distribution<int> letter('a', 'z');
  std::string random;
  for (int count = 0; count < 12; ++count) random += static_cast<char>(letter(device));
  return fmt::format("{}.{}.part", path.string(), random);
}

std::string fault_of_entry(const fs::path& directory, const std::string& key) {
  const Result<std::string> sums = read_file(directory / "SHA256SUMS");
  if (!sums) return "SHA256SUMS is missing";
  std::string_view rest = *sums;
  if (rest.empty()) return "SHA256SUMS is empty";
  while (!rest.empty())
    if (std::string fault = fault_of_line(directory, take_line(rest)); !fault.empty()) return fault;
  const Result<std::string> inputs = file_hash(directory / "inputs");
  return inputs && *inputs == key ? "" : "it belongs to other inputs";
}

std::optional<fs::path> Store::find(const std::string& key) const {
  if (std::optional<fs::path> here = find_here(key)) {
    count_use(cache_.directory, key, UsedFrom::here);
    return here;
  }
  if (!remote::Remotes(cache_, console_).take(key)) return std::nullopt;
  count_use(cache_.directory, key, UsedFrom::server);
  return entry(key);
}

std::optional<fs::path> Store::find_here(const std::string& key) const {
  const fs::path directory = entry(key);
  std::error_code ignored;
  if (!fs::is_directory(directory, ignored)) return std::nullopt;
  const std::string fault = fault_of_entry(directory, key);
  if (fault.empty()) {
    touch(directory);
    return directory;
  }
  console_.warn(fmt::format("the stored result {} is damaged ({}); it is removed and built again.",
                            directory.string(), fault));
  const fs::path aside = temporary_name(directory);
  fs::rename(directory, aside, ignored);
  fs::remove_all(aside, ignored);
  return std::nullopt;
}

Result<void> Store::keep(const std::string& key, const std::string& inputs,
                         const Files& files) const {
  const fs::path directory = temporary_name(entry(key));
  std::error_code problem;
  fs::create_directories(directory, problem);
  if (problem) return fail("cannot be made: " + problem.message(), directory.string());
  const std::string seconds = text_of_seconds(std::chrono::steady_clock::now() - began_);
  const Result<void> written = write_entry(directory, inputs, seconds, files);
  if (written) fs::rename(directory, entry(key), problem);
  // Somebody else was quicker, with the same; or the disk is full.
  const bool is_new = written && !problem;
  if (!is_new) fs::remove_all(directory, problem);
  if (is_new) remote::Remotes(cache_, console_).give(key);
  return written;
}

Result<FileLock> Store::lock(const std::string& key) const {
  using namespace std::chrono_literals;
  std::error_code ignored;
  fs::create_directories(cache_.directory / "locks", ignored);
  Result<FileLock> lock = FileLock::open(cache_.directory / "locks" / ("result-" + key));
  if (!lock) return lock;
  Result<bool> is_ours = lock->try_lock();
  if (is_ours && !*is_ours)
    console_.warn("another build is making the same just now; waiting for it.");
  for (; is_ours && !*is_ours; is_ours = lock->try_lock()) std::this_thread::sleep_for(100ms);
  if (!is_ours) return tl::unexpected(is_ours.error());
  return lock;
}

}  // namespace linuxbake::bake
