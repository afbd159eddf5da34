// SPDX-License-Identifier: MIT
#include "boot/packing/program_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "boot/packing/guest_system.h"
#include "common/elf.h"
#include "common/lines.h"
#include "common/mapped_file.h"
#include "common/programs.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

bool is_in_path(const std::string& directory, const std::string& path) {
  return (":" + path + ":").find(":" + directory + ":") != std::string::npos;
}

}  // namespace

bool of_the_system(std::string_view library) {
  if (library.starts_with("/usr")) library.remove_prefix(4);
  return library.starts_with("/lib/") || library.starts_with("/lib32/") ||
         library.starts_with("/lib64/") || library.starts_with("/libx32/");
}

std::vector<std::string> script_programs(std::string_view file) {
  if (!file.starts_with("#!")) return {};
  const std::vector<std::string> words = plain_words(take_line(file).substr(2));
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

std::string variable(const std::vector<std::string>& environment, std::string_view name) {
  const std::string begin = std::string(name) + "=";
  for (auto text = environment.rbegin(); text != environment.rend(); ++text) {
    if (text->starts_with(begin)) return text->substr(begin.size());
  }
  return "";
}

std::vector<std::string> preloaded(const std::vector<std::string>& environment) {
  const std::string text = variable(environment, "LD_PRELOAD");
  std::vector<std::string> names;
  for (std::size_t at = 0; (at = text.find_first_not_of(": ", at)) != std::string::npos;) {
    const std::size_t end = std::min(text.find_first_of(": ", at), text.size());
    names.push_back(text.substr(at, end - at));
    at = end;
  }
  return names;
}

// `env` looks in PATH: in that of the guest, if somebody has set it.
Result<std::string> ProgramFiles::find_interpreter(const std::string& name,
                                                   const std::string& script) {
  const std::string path = variable(environment_, "PATH");
  const auto program = path.empty() ? find_program(name) : find_program(name, path);
  if (!program) {
    const bool on_host = !path.empty() && find_program(name);
    return fail(on_host ? fmt::format("its interpreter {} is in the PATH of the host, but not in "
                                      "that of the guest; ENVIRONMENT PATH=... names its directory",
                                      name)
                        : fmt::format("its interpreter {} is not on this host", name),
                script);
  }
  const std::string directory = program->parent_path().string();
  const bool is_named = name.find('/') != std::string::npos;
  if (!is_named && path.empty() && !is_in_path(directory, guest_path) &&
      std::find(path_.begin(), path_.end(), directory) == path_.end()) {
    path_.push_back(directory);
  }
  return program->string();
}

Result<bool> ProgramFiles::add_script(const std::string& file, std::string_view bytes, Role role) {
  for (const std::string& name : script_programs(bytes)) {
    const Result<std::string> program = find_interpreter(name, file);
    if (!program && role != Role::found) return tl::unexpected(program.error());
    if (!program) return false;
    if (auto done = add(*program, role); !done) return done;
  }
  script_ = script_ || role == Role::program || role == Role::named;
  return true;
}

Result<void> ProgramFiles::add_libraries(const std::string& file, const std::string& interpreter,
                                         Role role) {
  // A library is loaded by the program, with what that has loaded.
  const bool is_library = interpreter.empty();
  LibrarySearch::Process own;
  LibrarySearch::Process& process = is_library || role == Role::program ? process_ : own;
  const auto missing = search_.load(file, is_library ? interpreter_ : interpreter, process);
  if (role == Role::program || role == Role::named) {
    for (const MissingLibrary& library : missing) {
      if (names_.contains(library.name)) continue;
      return fail(
          fmt::format("the shared library {} is not to be found, which {} needs: it is not "
                      "in the directories that RPATH, RUNPATH and LD_LIBRARY_PATH name, nor "
                      "in those of the system, nor where the cross compiler has its own. FILES "
                      "brings a library along, ENVIRONMENT "
                      "LD_LIBRARY_PATH=<directory> says where one is",
                      library.name, library.needed_by == file ? "it" : library.needed_by),
          file);
    }
  }
  return {};
}

// Whether the file is a program that the kernel can start.
Result<bool> ProgramFiles::add(const std::string& file, Role role) {
  if (!seen_.insert(file).second) return true;
  const Result<MappedFile> mapped = MappedFile::open(file);
  if (!mapped) {
    if (role == Role::found || role == Role::tool) return false;
    return tl::unexpected(mapped.error());
  }
  if (role != Role::found) files_.insert(file);
  const std::string_view bytes = mapped->bytes();
  if (!bytes.starts_with("#!")) return add_elf(file, bytes, role);
  const bool starts = role != Role::found || is_executable(file);
  if (starts && role == Role::found) files_.insert(file);
  return starts ? add_script(file, bytes, role) : false;
}

Result<bool> ProgramFiles::add_elf(const std::string& file, std::string_view bytes, Role role) {
  const auto interpreter = elf_interpreter(bytes);
  if (!interpreter) return false;
  const LoadedObject* object = search_.object(file);
  if (object == nullptr) return true;
  if (role == Role::program) machine_ = object->machine;
  if (object->machine != machine_ && role != Role::tool) return true;  // nothing that could run
  if (*interpreter && !search_.take(**interpreter, *object)) files_.insert(**interpreter);
  if (*interpreter && role == Role::program) interpreter_ = **interpreter;
  if (role != Role::tool && !of_the_system(file)) iconv_ = iconv_ || object->has_iconv;
  const auto done = add_libraries(file, interpreter->value_or(""), role);
  if (!done) return tl::unexpected(done.error());
  return true;
}

Result<void> ProgramFiles::add_program(const std::string& program) {
  const Result<bool> is_program = add(program, Role::program);
  if (!is_program) return tl::unexpected(is_program.error());
  if (!*is_program) return fail("is neither an ELF program nor a script", program);
  for (const auto& [name, library] : process_) {
    const LoadedObject* object = search_.object(library);
    const bool is_own = !of_the_system(library) && !search_.is_moved(library);
    if (object != nullptr && is_own) iconv_ = iconv_ || object->has_iconv;
  }
  for (const std::string& name : preloaded(environment_)) {
    const auto library = name.find('/') == std::string::npos ? search_.find(name, program) : name;
    if (library && !search_.is_moved(*library)) files_.insert(*library);
    if (library) search_.load(*library, interpreter_, process_);
  }
  return {};
}

Result<void> ProgramFiles::add_file(const std::string& file, bool is_named) {
  const Result<bool> done = add(file, is_named ? Role::named : Role::found);
  if (!done) return tl::unexpected(done.error());
  return {};
}

void ProgramFiles::add_tool(const std::string& program) {
  [[maybe_unused]] const auto done = add(program, Role::tool);
}

}  // namespace linuxbake::boot
