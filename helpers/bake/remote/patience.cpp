// SPDX-License-Identifier: MIT
#include "bake/remote/patience.h"

#include <chrono>
#include <fstream>

#include "common/sha256.h"

namespace linuxbake::bake::remote {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_faults = 3;
constexpr std::chrono::minutes rest(10);

}  // namespace

Patience::Patience(const fs::path& cache, const std::string& address, const std::string& purpose)
    : file_(cache / "locks" / ("remote-" + purpose + "-" + sha256(address))) {}

bool Patience::is_over() const {
  std::error_code problem;
  const std::uintmax_t faults = fs::file_size(file_, problem);
  return !problem && faults >= most_faults && !has_passed();
}

// Whether the last fault was long ago, or there was none.
bool Patience::has_passed() const {
  std::error_code problem;
  const fs::file_time_type last = fs::last_write_time(file_, problem);
  return problem || fs::file_time_type::clock::now() - last >= rest;
}

bool Patience::note_fault() const {
  if (has_passed()) note_success();
  std::error_code ignored;
  fs::create_directories(file_.parent_path(), ignored);
  std::ofstream(file_, std::ios::app) << '.';
  return is_over();
}

void Patience::note_success() const {
  std::error_code ignored;
  fs::remove(file_, ignored);
}

}  // namespace linuxbake::bake::remote
