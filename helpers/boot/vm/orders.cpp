// SPDX-License-Identifier: MIT
#include "boot/vm/orders.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "boot/packing/guest_system.h"
#include "guest/vm-init/protocol.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

// Of variables with the same name the last holds; a program would see the first.
std::vector<std::string> last_of_each(const std::vector<std::string>& variables) {
  std::vector<std::string> last;
  std::set<std::string> names;
  for (auto variable = variables.rbegin(); variable != variables.rend(); ++variable) {
    if (names.insert(variable->substr(0, variable->find('='))).second) last.push_back(*variable);
  }
  std::reverse(last.begin(), last.end());
  return last;
}

constexpr std::size_t longest_collected = vm_packet_bytes;

std::string strings(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += value + '\0';
  return text;
}

std::string guest_module(const Module& module) {
  return fmt::format("/lib/modules/{}.ko", module.name);
}

}  // namespace

std::vector<std::string> environment_of(const VmProgram& program, const ProgramFiles& needed,
                                        const LibrarySearch& search) {
  std::string path;
  for (const std::string& directory : needed.path_directories()) path += directory + ":";
  std::vector<std::string> environment = {"PATH=" + path + guest_path, "HOME=/root", "USER=root",
                                          "LOGNAME=root", "SHELL=/bin/sh"};
  environment.insert(environment.end(), program.environment.begin(), program.environment.end());
  std::string libraries = variable(environment, "LD_LIBRARY_PATH");
  for (const std::string& directory : search.further()) {
    libraries += (libraries.empty() ? "" : ":") + directory;
  }
  if (!search.further().empty()) environment.push_back("LD_LIBRARY_PATH=" + libraries);
  return last_of_each(environment);
}

Result<void> add_orders(const VmProgram& program, const std::vector<std::string>& environment,
                        const fs::path& directory, GuestFiles& files) {
  for (const std::string& name : program.collect) {
    if (name.size() > longest_collected) {
      return fail(fmt::format("COLLECT: a name may have {} bytes: {}", longest_collected, name));
    }
  }
  for (const auto& [name, text] : {std::pair{"arguments", strings(program.command)},
                                   {"environment", strings(environment)},
                                   {"collect", strings(program.collect)},
                                   {"directory", strings({program.directory})},
                                   {"shares", strings(share_strings(program.devices))}}) {
    const auto done =
        files.declare_file(fmt::format("linuxbake-vm/{}", name), directory / name, text);
    if (!done) return done;
  }
  return {};
}

Result<void> add_init(const VmProgram& program, const std::vector<Module>& modules,
                      const fs::path& directory, GuestFiles& files) {
  cpio::Statement init;
  init.name = "init";
  init.location = program.init.string();
  init.mode = 0755;
  files.declare(init);
  std::vector<std::string> names;
  for (const Module& module : modules) {
    names.push_back(guest_module(module));
    const auto done = files.declare_file(
        names.back().substr(1), directory / "loaded" / (module.name + ".ko"), module.bytes);
    if (!done) return done;
  }
  for (const auto& [name, content] :
       {std::pair{"modules", strings(names)}, {"network", program.devices.network}}) {
    if (content.empty()) continue;
    const auto done =
        files.declare_file(fmt::format("linuxbake-vm/{}", name), directory / name, content);
    if (!done) return done;
  }
  return {};
}

}  // namespace linuxbake::boot
