// SPDX-License-Identifier: MIT
#include "boot/away/bundle.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "common/files.h"
#include "common/run_program.h"
#include "common/shell_words.h"
#include "embedded/boot.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

std::string script_with(const fs::path& bundle, const std::string& program,
                        std::size_t first_byte) {
  return fmt::format("#!/bin/sh\nprogram={}\nbundle={}\nfirst_byte={:08}\n{}",
                     single_quoted(program), single_quoted(bundle.string()), first_byte,
                     embedded::bundle_sh);
}

// The names that are handed to tar.
fs::path list_of(const fs::path& bundle) {
  return bundle.string() + ".files";
}

}  // namespace

bool belongs_to_host(const fs::path& file) {
  constexpr std::array<std::string_view, 14> places = {
      "/bin/", "/sbin/", "/lib/",  "/lib32/", "/lib64/", "/libx32/",  "/usr/",
      "/etc/", "/dev/",  "/proc/", "/sys/",   "/run/",   "/var/run/", "/var/lock/"};
  const std::string path = file.lexically_normal().string() + "/";
  if (path.starts_with("/usr/local/")) return false;
  return std::any_of(places.begin(), places.end(),
                     [&path](std::string_view place) { return path.starts_with(place); });
}

std::string bundle_script(const fs::path& bundle, const std::string& program) {
  return script_with(bundle, program, script_with(bundle, program, 0).size() + 1);
}

Result<void> write_bundle(const fs::path& bundle, const std::vector<std::string>& files) {
  const fs::path list = list_of(bundle);
  std::string names;
  for (const std::string& file : files) names += file.substr(1) + '\0';
  if (const auto done = write_file_if_different(list, names); !done) {
    return tl::unexpected(done.error());
  }
  const fs::path unfinished = bundle.string() + ".new";
  std::ofstream output(unfinished, std::ios::binary | std::ios::trunc);
  output << bundle_script(bundle, files.front());
  std::string errors;
  HostCommand tar;
  tar.words = {"tar",
               "--create",
               "--file=-",
               "--directory=/",
               "--no-recursion",
               "--null",
               "--files-from=" + list.string()};
  Listener listener;
  listener.output = [&output](std::string_view bytes) { output << bytes; };
  listener.errors = [&errors](std::string_view bytes) { errors += bytes; };
  listener.reminder = [] {};
  const HostCommandEnd end = run_program(tar, listener);
  output.close();
  if (!end.success) return fail(fmt::format("tar has ended with {}: {}", end.end, errors));
  if (!output) return fail("cannot be written", unfinished.string());
  std::error_code problem;
  fs::permissions(unfinished, fs::perms::owner_all, problem);
  if (!problem) fs::rename(unfinished, bundle, problem);
  if (problem) return fail("cannot be written: " + problem.message(), bundle.string());
  return {};
}

void remove_bundle(const fs::path& bundle) {
  std::error_code ignored;
  fs::remove(bundle, ignored);
  fs::remove(list_of(bundle), ignored);
}

}  // namespace linuxbake::boot
