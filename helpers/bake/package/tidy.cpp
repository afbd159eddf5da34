// SPDX-License-Identifier: MIT
#include "bake/package/tidy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "bake/host/command.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

// Deepest first, so that a directory of empty directories goes too.
void remove_empty_directories(const fs::path& directory) {
  std::vector<fs::path> directories;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_directory() && !entry.is_symlink()) directories.push_back(entry.path());
  std::sort(directories.rbegin(), directories.rend());
  for (const fs::path& one : directories)
    if (fs::is_empty(one)) fs::remove(one);
}

// A program, or a shared library (ELF types 2 and 3, little-endian as all architectures of ours).
bool is_program(const fs::path& file) {
  std::array<char, 18> head{};
  std::ifstream(file, std::ios::binary).read(head.data(), head.size());
  const std::string_view bytes(head.data(), head.size());
  return bytes.starts_with(
             "\x7f"
             "ELF") &&
         (bytes[16] == 2 || bytes[16] == 3) && bytes[17] == 0;
}

// Empty if a program asks for none.
std::string interpreter_in(const std::string& program_headers) {
  constexpr std::string_view before = "interpreter: ";
  const std::size_t at = program_headers.find(before);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + before.size();
  return program_headers.substr(begin, program_headers.find(']', begin) - begin);
}

Result<void> finish_program(const Job& job, const fs::path& directory, const std::string& file) {
  const std::string path = directory / file;
  const std::string& binutils = job.recipe.binutils;
  const CommandEnd headers =
      run_aside({{binutils + "readelf", "--wide", "--program-headers", path}, {}, {}});
  if (!headers.success) return fail(fmt::format("readelf failed ({}).", headers.end));
  if (const std::string interpreter = interpreter_in(headers.output); !interpreter.empty())
    return fail(fmt::format(
        "/{} is linked dynamically (it asks for {}), and the image has no shared libraries. Was it "
        "compiled by another compiler than CC? Leave it out with KEEP, or see {}.",
        file, interpreter, job.build().string()));
  return run_quietly({{binutils + "strip", "--strip-all", path}, {}, {}}, "strip", job.console);
}

Result<void> finish_programs(const Job& job, const fs::path& directory) {
  const std::vector<std::string> files = files_below(directory);
  if (files.empty())
    return fail(
        fmt::format("{} has installed nothing. Does its makefile heed DESTDIR? INSTALL can "
                    "tell it where to install, as in \"INSTALL_TOP=@DESTDIR@/usr\".",
                    job.recipe.name));
  for (const std::string& file : files) {
    if (fs::is_symlink(directory / file) || !is_program(directory / file)) continue;
    if (const auto finished = finish_program(job, directory, file); !finished) return finished;
  }
  return {};
}

}  // namespace

std::vector<std::string> files_below(const fs::path& directory) {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_symlink() || !entry.is_directory())
      files.push_back(entry.path().lexically_relative(directory).string());
  std::sort(files.begin(), files.end());
  return files;
}

Result<void> tidy(const Job& job, const fs::path& directory) {
  const auto unwanted = unwanted_files(files_below(directory), job.recipe.keep, job.recipe.name);
  if (!unwanted) return tl::unexpected(unwanted.error());
  for (const std::string& file : *unwanted) fs::remove(directory / file);
  remove_empty_directories(directory);
  return finish_programs(job, directory);
}

}  // namespace linuxbake::bake
