// SPDX-License-Identifier: MIT
#include "boot/vm/kernel_needs.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "boot/vm/kernel_options.h"
#include "common/files.h"

namespace linuxbake::boot {
namespace {

std::vector<Requirement> requirements_of(const VmProgram& program, bool has_script) {
  std::vector<Requirement> requirements = program.requirements;
  if (has_script) requirements.push_back({"BINFMT_SCRIPT", "scripts"});
  const std::vector<Requirement> more = device_requirements(program.devices);
  requirements.insert(requirements.end(), more.begin(), more.end());
  return requirements;
}

// The modules that the machine loads: those that were named, and those of what is needed.
Result<std::vector<Module>> modules_for(const VmProgram& program,
                                        const std::vector<Requirement>& requirements,
                                        std::set<std::string>& options) {
  if (program.module_directory.empty()) {
    if (program.modules.empty()) return std::vector<Module>{};
    return fail("the kernel has no modules to load: MODULES of its target names their directory");
  }
  const Result<ModuleTree> tree = ModuleTree::open(program.module_directory);
  if (!tree) return tl::unexpected(tree.error());
  std::vector<std::string> names = program.modules;
  for (const Requirement& requirement : requirements) {
    const auto name = tree->of_option(requirement.option);
    // Whoever names modules knows which one an option stands for.
    if (name || !program.modules.empty()) options.insert(requirement.option);
    if (name) names.push_back(*name);
  }
  for (const std::string& option : device_wishes(program.devices)) {
    if (const auto name = tree->of_option(option)) names.push_back(*name);
  }
  return tree->with_dependencies(names);
}

// Errors: the lines that its configuration lacks. Nothing is known of a kernel without one.
Result<bool> check_kernel(const VmProgram& program, const std::vector<Requirement>& requirements,
                          const std::set<std::string>& loaded, const std::string& kernel) {
  if (program.config.empty()) return true;
  const Result<std::string> config = read_file(program.config);
  if (!config) return tl::unexpected(config.error());
  const std::string lacking =
      lacking_options(*config, requirements,
                      [&loaded](const std::string& option) { return loaded.contains(option); });
  if (lacking.empty()) return true;
  return fail(
      fmt::format("the kernel {} lacks what this test needs. Lines for its configuration "
                  "(a file of CONFIG_FRAGMENTS):\n{}",
                  kernel, lacking));
}

}  // namespace

Result<std::vector<Module>> modules_for_kernel(const VmProgram& program, bool has_script,
                                               const std::string& kernel) {
  const std::vector<Requirement> requirements = requirements_of(program, has_script);
  std::set<std::string> loaded;
  Result<std::vector<Module>> modules = modules_for(program, requirements, loaded);
  if (!modules) return modules;
  const Result<bool> fits = check_kernel(program, requirements, loaded, kernel);
  if (!fits) return tl::unexpected(fits.error());
  return modules;
}

}  // namespace linuxbake::boot
