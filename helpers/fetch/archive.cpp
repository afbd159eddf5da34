// SPDX-License-Identifier: MIT
#include "fetch/archive.h"

namespace linuxbake::fetch {

// On a full disk it writes holes, says "warning" and returns 0: so whatever it says is a failure.
// In the locale C it finds no archive whose path has other letters than ASCII, extracts nothing,
// and returns 0.
std::string unpack(const Job& job, const Unpacking& unpacking) {
  const bool names = unpacking.progress == Progress::files;
  Program tar;
  tar.words = {job.settings.cmake.string(), "-E", "tar", names ? "xvf" : "xf",
               unpacking.archive.string()};
  tar.words.insert(tar.words.end(), unpacking.members.begin(), unpacking.members.end());
  tar.directory = unpacking.directory;
  tar.locale = "C.UTF-8";
  tar.progress = unpacking.progress;
  tar.what = unpacking.what;
  const ProgramEnd end = run_to_the_end(tar, job.console);
  if (!end.errors.empty() || end.success) return end.errors;
  return end.end;
}

}  // namespace linuxbake::fetch
