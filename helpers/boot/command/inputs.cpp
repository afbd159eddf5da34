// SPDX-License-Identifier: MIT
#include "boot/command/inputs.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "boot/away/bundle.h"
#include "boot/run/obstacle.h"
#include "boot/vm/contents.h"
#include "boot/vm/kernel_needs.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

// The program first, then the others.
Result<std::vector<std::string>> checked_inputs(const std::set<std::string>& files,
                                                const std::string& made_by) {
  std::error_code ignored;
  std::vector<std::string> inputs = {fs::read_symlink("/proc/self/exe", ignored).string()};
  for (const std::string& name : files) {
    if (name.empty()) continue;
    const std::string file = fs::absolute(name).lexically_normal().string();
    if (belongs_to_host(file) || file == inputs[0]) continue;
    if (!fs::exists(fs::symlink_status(file, ignored))) return fail(missing_file(file, made_by));
    inputs.push_back(file);
  }
  return inputs;
}

bool is_in(const std::string& path, const std::vector<std::string>& places) {
  return std::any_of(places.begin(), places.end(), [&path](const std::string& place) {
    return path == place || path.starts_with(place + "/");
  });
}

// Of directories only those of FILES: the way to a file is made where it is missing, and keeps its
// mode and owner where it is there.
void add_packed(const GuestFiles& packed, const std::vector<std::string>& named,
                std::set<std::string>& files) {
  for (const cpio::Statement& statement : packed.manifest("FILES").statements) {
    const std::string path = "/" + statement.name;
    const bool is_link = statement.kind == cpio::Kind::symlink && fs::is_symlink(path);
    const bool is_directory = statement.kind == cpio::Kind::directory && is_in(path, named);
    if (is_link || is_directory) files.insert(path);
    if (statement.kind == cpio::Kind::file) files.insert(statement.location);
  }
}

Result<void> add_modules(const VmOptions& options, const Contents& contents,
                         std::set<std::string>& files) {
  VmProgram program = options.program;
  program.requirements = parse_requirements(options.requirements);
  const auto modules =
      modules_for_kernel(program, contents.needed.has_script(), options.machine.made_by);
  if (!modules) return tl::unexpected(modules.error());
  for (const Module& module : *modules) files.insert(module.file.string());
  const fs::path builtin = fs::path(program.module_directory) / "modules.builtin";
  if (!program.module_directory.empty() && fs::exists(builtin)) files.insert(builtin.string());
  return {};
}

}  // namespace

Result<std::vector<std::string>> inputs_of(const RunOptions& options) {
  const Machine& machine = options.machine.machine;
  return checked_inputs({machine.kernel, machine.initramfs, machine.image, options.script},
                        options.machine.made_by);
}

Result<std::vector<std::string>> inputs_of(const VmOptions& options) {
  VmProgram program = options.program;
  const Machine& machine = options.machine.machine;
  if (!program.devices.shares.empty())
    return fail(
        "SHARE shows a directory of the host, which another machine has only on a shared "
        "file system; FILES brings what is in it",
        program.devices.shares.front());
  if (program.directory.empty()) program.directory = "/";
  std::set<std::string> files = {machine.kernel, program.init.string(), program.config};
  Contents contents(program);
  const fs::path directory = fs::absolute(options.machine.directory);
  Result<void> done = fill(program, machine.arch, directory, contents);
  if (done) done = add_modules(options, contents, files);
  if (!done) return tl::unexpected(done.error());
  std::set<std::string> packed;
  add_packed(contents.machine, program.files, packed);
  add_packed(contents.test, program.files, packed);
  for (const std::string& file : packed) {
    // Written for each run.
    if (!file.starts_with(directory.string() + "/")) files.insert(file);
  }
  return checked_inputs(files, options.machine.made_by);
}

}  // namespace linuxbake::boot
