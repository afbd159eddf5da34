// SPDX-License-Identifier: MIT
#include "boot/vm/contents.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "boot/packing/guest_system.h"
#include "common/files.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> wrong_file(const Error& error) {
  return fail(fmt::format("{} (FILES and COMMAND name what the guest has)", error.message),
              error.file);
}

// The modules that the host's own configuration of name services names, if the guest has it.
Result<void> add_name_services(const std::string& file, Contents& contents) {
  if (file != "/etc/nsswitch.conf") return {};
  const std::string text = read_file(file).value_or("");
  for (const std::string& module : name_services(text, contents.search)) {
    if (auto done = contents.needed.add_file(module, true); !done) return done;
  }
  return {};
}

// FILES, and what programs and libraries among them need.
Result<void> add_files(const VmProgram& program, Contents& contents) {
  ProgramFiles& needed = contents.needed;
  GuestFiles& files = contents.test;
  std::vector<std::pair<std::string, bool>> found;  // and whether it was named itself
  std::set<std::string> names;
  for (const std::string& name : program.files) {
    const auto added = files.add(name);
    if (!added) return wrong_file(added.error());
    std::error_code ignored;
    const bool is_named = !fs::is_directory(name, ignored);
    for (const std::string& file : *added) {
      found.emplace_back(file, is_named);
      names.insert(fs::path(file).filename().string());
    }
  }
  needed.set_names(std::move(names));
  if (auto done = needed.add_program(program.command.front()); !done) return done;
  for (const auto& [file, is_named] : found) {
    if (const auto done = needed.add_file(file, is_named); !done) return done;
    if (const auto done = add_name_services(file, contents); !done) return done;
  }
  for (const std::string& file : needed.files()) {
    if (const auto added = files.add(file); !added) return wrong_file(added.error());
  }
  return {};
}

Result<void> add_tools(const std::string& arch, Contents& contents) {
  ProgramFiles tools({}, contents.search);
  for (const std::string& tool : guest_tools(arch, contents.search)) tools.add_tool(tool);
  for (const std::string& file : tools.files()) {
    if (const auto added = contents.machine.add(file); !added) return wrong_file(added.error());
  }
  return {};
}

// The libraries of the system are the same for many tests.
Result<void> add_libraries(Contents& contents) {
  for (const std::string& library : contents.search.found()) {
    GuestFiles& files = of_the_system(library) ? contents.machine : contents.test;
    if (const auto added = files.add(library); !added) return wrong_file(added.error());
  }
  return {};
}

Result<void> add_directories(const VmProgram& program, GuestFiles& files) {
  std::vector<std::string> directories = program.devices.shares;
  directories.push_back(program.directory);
  for (const std::string& directory : directories) {
    if (const auto done = files.add_directory(directory); !done) return wrong_file(done.error());
  }
  return {};
}

}  // namespace

Contents::Contents(const VmProgram& program)
    : search(variable(program.environment, "LD_LIBRARY_PATH"), program.directory,
             program.library_directories, program.places),
      needed(program.environment, search) {}

Result<void> fill(const VmProgram& program, const std::string& arch, const fs::path& directory,
                  Contents& contents) {
  const GuestSystem system{arch, program.devices.network, directory / "system"};
  Result<void> done = add_tools(arch, contents);
  if (done) done = add_files(program, contents);
  if (done) done = add_libraries(contents);
  if (done) done = add_system(system, contents.search, contents.machine);
  if (done) done = add_directories(program, contents.test);
  if (!done) return done;
  if (contents.needed.has_iconv()) add_iconv(contents.search, contents.machine, contents.absent);
  add_named_data(program.environment, contents.machine, contents.test, contents.absent);
  for (const auto& [path, file] : contents.search.moved()) {
    if (const auto added = contents.machine.add_as(path, file); !added) {
      return wrong_file(added.error());
    }
  }
  return {};
}

}  // namespace linuxbake::boot
