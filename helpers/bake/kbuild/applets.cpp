// SPDX-License-Identifier: MIT
#include "bake/kbuild/applets.h"

#include <fmt/format.h>

#include "bake/host/command.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake::kbuild {
namespace {

// A path a line.
Result<std::string> names_of_busybox(const Job& job) {
  return read_file(job.recipe.tree / "busybox.links");
}

// Toybox's scripts/install.c prints them, "bin/ls"; it is compiled for the host.
Result<std::string> names_of_toybox(const Job& job) {
  const Path& tree = job.recipe.tree;
  const Path program = tree / "generated/linuxbake-instlist";
  const Command compiler{{"gcc", "-I", ".", "scripts/install.c", "-o", program}, tree, {}};
  const auto compiled = run_quietly(compiler, "compiling Toybox's list of commands", job.console);
  if (!compiled) return tl::unexpected(compiled.error());
  std::string names;
  for (const std::string& name : split(output_of({program, "long"}), "\n")) names += "\n/" + name;
  return names + "\n";
}

}  // namespace

std::string line_of_applet(std::string_view path, const std::string& program) {
  if (!path.starts_with('/')) return std::string(path);
  const std::string_view directory = path.substr(0, path.rfind('/'));
  std::string to_bin = "bin/";
  for (const char c : directory)
    if (c == '/') to_bin = "../" + to_bin;
  if (directory == "/bin") to_bin = "";
  return fmt::format("slink {} {}{} 0777 0 0", path, to_bin, program);
}

Result<void> write_applets(const Job& job) {
  const std::string& program = job.recipe.name;
  const Result<std::string> names =
      program == "toybox" ? names_of_toybox(job) : names_of_busybox(job);
  if (!names) return tl::unexpected(names.error());
  std::string manifest = fmt::format("# Links to {}, made from its own list.", program);
  for (const std::string& name : split(*names, "\n"))
    manifest += "\n" + line_of_applet(name, program);
  if (manifest.find("\nslink") == std::string::npos)
    return fail(fmt::format("{} has no applets: nothing is configured.", program));
  return write_file_if_different(job.recipe.tree / "linuxbake-applets.manifest", manifest)
      .map([](bool) {});
}

}  // namespace linuxbake::bake::kbuild
