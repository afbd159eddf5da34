// SPDX-License-Identifier: MIT
#include <filesystem>
#include <string>

#include "common/command_line.h"
#include "common/files.h"
#include "init/generate.h"
#include "init/parse.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::init;

struct Options {
  std::string description, output;
};

Result<int> write_files(const Generated& generated, const std::filesystem::path& output) {
  for (const File& file : generated.files) {
    const Result<bool> written = write_file_if_different(output / file.name, file.text);
    if (!written) return tl::unexpected(written.error());
  }
  const Result<bool> written = write_file_if_different(output / "manifest", generated.manifest);
  if (!written) return tl::unexpected(written.error());
  return exit_done;
}

Result<int> run(const std::string& word, const Options& options) {
  const Result<Kind> kind = kind_of(word);
  if (!kind) return tl::unexpected(kind.error());
  const Result<std::string> text = read_file(options.description);
  if (!text) return tl::unexpected(text.error());
  const Result<Description> description = parse_description(*text, options.description);
  if (!description) return tl::unexpected(description.error());
  const Result<Generated> generated = generate(*kind, *description);
  if (!generated) return fail(generated.error().message, options.description);
  return write_files(*generated, options.output);
}

void add_command(linuxbake::Command& app, const std::string& name, const std::string& help,
                 Options& options) {
  linuxbake::Command* command = app.add_command(name, help);
  command->add_option("--description", options.description, "what the init does")
      ->required()
      ->type_name("FILE");
  command->add_option("--output", options.output, "where manifest and root/ are written")
      ->required()
      ->type_name("DIR");
}

}  // namespace

int main(int argc, char** argv) {
  CommandLine app{"Makes the first program that a Linux system starts", "linuxbake-init"};
  app.footer(std::string(grammar));
  Options options;
  add_command(app, "busybox", "inittab and scripts for BusyBox's init", options);
  add_command(app, "script", "one /init script for any POSIX shell", options);
  add_command(app, "minimal", "the header of a program of a few KB, without a shell", options);
  add_command(app, "switch_root", "one /init script that goes to a root file system on a disk",
              options);
  return run_program(app, argc, argv, [&] { return run(app.chosen_command(), options); });
}
