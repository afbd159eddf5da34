// SPDX-License-Identifier: MIT
#include "boot/program_files.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "boot/programs.h"
#include "common/elf.h"
#include "common/file_identity.h"
#include "common/files.h"
#include "common/sha256.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

Result<int> run_and_wait(std::vector<std::string> words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  pid_t process = 0;
  const int error =
      ::posix_spawnp(&process, pointers[0], nullptr, nullptr, pointers.data(), ::environ);
  if (error != 0)
    return fail(fmt::format("{} cannot be started: {}", words[0], std::strerror(error)));
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end != 0 && text.front() != '#') lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// CMake is asked once as long as the programs stay the same.
Result<std::vector<std::string>> libraries_of(const std::vector<std::string>& programs,
                                              const LibraryFinder& finder) {
  if (programs.empty()) return std::vector<std::string>{};
  std::string key, names;
  for (const std::string& program : programs) {
    key += "# " + file_identity(program);
    names += (names.empty() ? "" : ";") + program;
  }
  // Several tests may look at the same time.
  const std::string id = sha256(names).substr(0, 16);
  const fs::path known = finder.directory / fmt::format("libraries-{}.txt", id);
  const fs::path list = finder.directory / fmt::format("libraries-{}.{}", id, ::getpid());
  if (const auto text = read_file(known); text && text->starts_with(key)) return lines_of(*text);
  const Result<int> status = run_and_wait(
      {finder.cmake, "-DPROGRAMS=" + names, "-DOUTPUT=" + list.string(), "-P", finder.script});
  if (!status) return tl::unexpected(status.error());
  if (*status != 0) return fail("its shared libraries cannot be found; see above", programs[0]);
  const Result<std::string> text = read_file(list);
  std::error_code ignored;
  fs::remove(list, ignored);
  if (!text) return tl::unexpected(text.error());
  [[maybe_unused]] const auto kept = write_file_if_different(known, key + *text);
  return lines_of(*text);
}

// Collects what is needed, but for the libraries, which CMake finds for all at once.
class Collector {
 public:
  explicit Collector(ProgramFiles& found) : found_(found) {}

  // Whether the file is a program that the kernel can start.
  Result<bool> add(const std::string& file) {
    if (!found_.files.insert(file).second) return true;
    if (fs::is_directory(file)) return false;
    const Result<std::string> bytes = read_file(file);
    if (!bytes) return tl::unexpected(bytes.error());
    if (bytes->starts_with("#!")) return add_script(file, *bytes);
    const auto interpreter = elf_interpreter(*bytes);
    if (!interpreter) return false;
    if (*interpreter) {
      found_.files.insert(**interpreter);
      dynamic_.push_back(file);
    }
    return true;
  }
  [[nodiscard]] const std::vector<std::string>& dynamic() const { return dynamic_; }

 private:
  Result<bool> add_script(const std::string& file, std::string_view bytes) {
    found_.script = true;
    for (const std::string& name : script_programs(bytes)) {
      const auto program = find_program(name);
      if (!program) return fail(fmt::format("its interpreter {} is not on this host", name), file);
      if (auto done = add(program->string()); !done) return done;
    }
    return true;
  }

  ProgramFiles& found_;
  std::vector<std::string> dynamic_;
};

}  // namespace

std::vector<std::string> script_programs(std::string_view file) {
  if (!file.starts_with("#!")) return {};
  const std::string_view line = file.substr(2, file.find('\n') - 2);
  std::vector<std::string> words;
  for (std::size_t at = 0; (at = line.find_first_not_of(" \t\r", at)) != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
    words.emplace_back(line.substr(at, end - at));
    at = end;
  }
  if (words.empty()) return {};
  std::vector<std::string> programs = {words[0]};
  if (fs::path(words[0]).filename() != "env") return programs;
  const auto is_program = [](const std::string& word) {
    return !word.starts_with('-') && word.find('=') == std::string::npos;
  };
  const auto program = std::find_if(words.begin() + 1, words.end(), is_program);
  if (program != words.end()) programs.push_back(*program);
  return programs;
}

Result<ProgramFiles> program_files(const std::string& program,
                                   const std::vector<std::string>& further,
                                   const LibraryFinder& finder) {
  ProgramFiles found;
  Collector collector(found);
  const Result<bool> is_program = collector.add(program);
  if (!is_program) return tl::unexpected(is_program.error());
  if (!*is_program) return fail("is neither an ELF program nor a script", program);
  for (const std::string& file : further) {
    if (const auto added = collector.add(file); !added) return tl::unexpected(added.error());
  }
  const auto libraries = libraries_of(collector.dynamic(), finder);
  if (!libraries) return tl::unexpected(libraries.error());
  found.libraries = *libraries;
  found.files.insert(libraries->begin(), libraries->end());
  return found;
}

}  // namespace linuxbake::boot
