// SPDX-License-Identifier: MIT
// linuxbake-deb - writes Debian packages and repositories of them, and installs packages into a
// root file system.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "common/command_line.h"
#include "common/double_quotes.h"
#include "common/files.h"
#include "common/source_date.h"
#include "cpio/inputs.h"
#include "cpio/layout.h"
#include "cpio/manifest.h"
#include "cpio/programs.h"
#include "cpio/words.h"
#include "deb/database.h"
#include "deb/package.h"
#include "deb/release_date.h"
#include "deb/repository.h"
#include "deb/stage.h"
#include "deb/system_entries.h"

namespace {

using namespace linuxbake;
namespace fs = std::filesystem;

constexpr const char* program = "linuxbake-deb";

struct Options {
  std::vector<std::string> manifests, fields, conffiles, scripts, packages;
  std::string output, directory, compression = "xz", architecture, depfile, depfile_target;
  std::string control, packages_file, base, database, gpg = "gpg", key, public_key, manifest,
                                                      configuration;
  std::vector<std::string> base_manifests, base_files, architectures, depfile_also;
  deb::Repository repository;
  deb::Stage stage;
};

// NAME=VALUE
Result<std::pair<std::string, std::string>> pair_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    return fail(fmt::format("'{}' is not NAME=VALUE", text));
  return std::pair{text.substr(0, equals), text.substr(equals + 1)};
}

Result<void> add_fields(const Options& options, deb::Paragraph& control) {
  if (!options.control.empty()) {
    const Result<std::string> text = read_file(options.control);
    if (!text) return tl::unexpected(text.error());
    Result<deb::Paragraph> paragraph = deb::parse_paragraph(*text, options.control);
    if (!paragraph) return tl::unexpected(paragraph.error());
    control = std::move(*paragraph);
  }
  for (const std::string& text : options.fields) {
    const auto field = pair_of(text);
    if (!field) return tl::unexpected(field.error());
    control.set(field->first, deb::folded(field->second));
  }
  if (options.architecture.empty()) return {};
  return deb::debian_architecture(options.architecture).map([&](const std::string& name) {
    control.set("Architecture", name);
  });
}

Result<void> add_scripts(const Options& options, deb::NewPackage& package,
                         std::vector<std::string>& inputs) {
  for (const std::string& text : options.scripts) {
    const auto script = pair_of(text);
    if (!script) return tl::unexpected(script.error());
    const auto* const known =
        std::find(std::begin(deb::script_names), std::end(deb::script_names), script->first);
    if (known == std::end(deb::script_names))
      return fail(fmt::format("'{}' is none of preinst, postinst, prerm, postrm", script->first));
    Result<std::string> bytes = read_file(script->second);
    if (!bytes) return tl::unexpected(bytes.error());
    package.scripts[script->first] = std::move(*bytes);
    inputs.push_back(script->second);
  }
  return {};
}

Result<cpio::Manifest> content_of(const Options& options) {
  Result<cpio::Manifest> manifest = cpio::read_manifests(options.manifests);
  if (!manifest || options.directory.empty()) return manifest;
  const std::string line = fmt::format(
      "tree / {}\n", quoted_word(fs::absolute(options.directory).lexically_normal().string()));
  return cpio::parse_manifest(line, options.directory).map([&](const cpio::Manifest& tree) {
    manifest->statements.insert(manifest->statements.end(), tree.statements.begin(),
                                tree.statements.end());
    return std::move(*manifest);
  });
}

Result<void> write_inputs(const Options& options, std::vector<std::string> inputs) {
  if (options.depfile.empty()) return {};
  inputs.insert(inputs.end(), options.depfile_also.begin(), options.depfile_also.end());
  return cpio::write_depfile(options.depfile, options.depfile_target, inputs);
}

Result<int> run_pack(const Options& options) {
  deb::NewPackage package;
  const Result<cpio::Manifest> manifest = content_of(options);
  if (!manifest) return tl::unexpected(manifest.error());
  Result<cpio::Layout> layout = cpio::make_layout(*manifest);
  if (!layout) return tl::unexpected(layout.error());
  for (const std::string& sentence : cpio::lost_modes(*layout))
    print_message(program, "warning", sentence);
  std::vector<std::string> inputs = layout->inputs;
  if (!options.control.empty()) inputs.push_back(options.control);
  package.layout = std::move(*layout);
  package.conffiles = options.conffiles;
  const Result<std::uint32_t> mtime = source_date_epoch();
  if (!mtime) return tl::unexpected(mtime.error());
  package.mtime = *mtime;
  return add_fields(options, package.control)
      .map([&] {
        const std::string architecture = package.control.get("Architecture");
        for (const std::string& sentence : deb::programs_of_others(package.layout, architecture))
          print_message(program, "warning", options.output + ": " + sentence);
      })
      .and_then([&] { return add_scripts(options, package, inputs); })
      .and_then([&] { return cpio::compression_of(options.compression); })
      .and_then([&](cpio::Compression compression) {
        package.compression = compression;
        return deb::package_bytes(std::move(package));
      })
      .and_then(
          [&](const std::string& bytes) { return write_file_if_different(options.output, bytes); })
      .and_then([&](bool) { return write_inputs(options, inputs); })
      .map([] { return exit_done; });
}

// COMPONENT=FILE
Result<void> add_packages(Options& options) {
  for (const std::string& text : options.packages) {
    const auto package = pair_of(text);
    if (!package) return tl::unexpected(package.error());
    options.repository.packages.emplace_back(package->first, package->second);
  }
  for (const std::string& architecture : options.architectures) {
    Result<std::string> name = deb::debian_architecture(architecture);
    if (!name) return tl::unexpected(name.error());
    options.repository.architectures.push_back(std::move(*name));
  }
  return {};
}

Result<void> add_date(Options& options) {
  options.repository.directory = options.directory;
  options.repository.now = static_cast<std::uint32_t>(std::time(nullptr));
  if (std::getenv("SOURCE_DATE_EPOCH") == nullptr) return {};
  return source_date_epoch().map([&](std::uint32_t date) { options.repository.date = date; });
}

// A file that changes each time that a repository which expires has to be written.
Result<int> run_due(Options& options) {
  if (const Result<void> done = add_date(options); !done) return tl::unexpected(done.error());
  const std::optional<std::uint32_t>& date = options.repository.date;
  if (!date && !deb::is_due(options.repository) && fs::exists(options.output)) return exit_done;
  return write_file_if_different(
             options.output,
             date ? fmt::format("SOURCE_DATE_EPOCH={}\n", *date)
                  : fmt::format("due {}\n", deb::release_date(options.repository.now)))
      .map([](bool) { return exit_done; });
}

Result<int> run_repository(Options& options) {
  if (const Result<void> done = add_packages(options); !done) return tl::unexpected(done.error());
  if (const Result<void> done = add_date(options); !done) return tl::unexpected(done.error());
  options.repository.before_waiting = [&] {
    print_message(program, "note",
                  options.directory + ": another build is writing it just now; waiting for it");
  };
  const Result<deb::Signer> signer = deb::Signer::open(options.gpg, options.key);
  if (!signer) return tl::unexpected(signer.error());
  const Result<std::vector<std::string>> pool = deb::write_repository(options.repository, *signer);
  if (!pool) return tl::unexpected(pool.error());
  return signer->public_key()
      .and_then([&](const std::string& key) {
        if (options.public_key.empty()) return Result<bool>(false);
        return write_file_if_different(options.public_key, key);
      })
      .and_then([&](bool) { return write_inputs(options, *pool); })
      .map([] { return exit_done; });
}

Result<deb::ControlFiles> base_control_files(const Options& options,
                                             std::vector<std::string>& inputs) {
  deb::ControlFiles files;
  for (const std::string& file : options.base_files) {
    Result<std::string> bytes = read_file(file);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::string name = fs::path(file).filename().string();
    if (!files.try_emplace(name, std::move(*bytes)).second)
      return fail(fmt::format("--base-file: there are two files '{}'", name));
    inputs.push_back(file);
  }
  return files;
}

// What dpkg knows before: a database, entries for the system itself, or nothing.
Result<deb::Database> present_of(const Options& options, const std::string& architecture,
                                 std::vector<std::string>& inputs) {
  if (!options.database.empty()) return deb::read_database(options.database, inputs);
  if (options.base.empty()) return deb::Database();
  const Result<std::string> text = read_file(options.base);
  if (!text) return tl::unexpected(text.error());
  Result<std::vector<deb::Paragraph>> controls = deb::parse_paragraphs(*text, options.base);
  if (!controls) return tl::unexpected(controls.error());
  const Result<cpio::Manifest> manifest = cpio::read_manifests(options.base_manifests);
  if (!manifest) return tl::unexpected(manifest.error());
  const Result<cpio::Layout> layout = cpio::make_layout(*manifest);
  if (!layout) return tl::unexpected(layout.error());
  inputs = layout->inputs;
  return base_control_files(options, inputs).and_then([&](const deb::ControlFiles& files) {
    return deb::database_of_system(std::move(*controls), architecture, files, layout->members)
        .map_error([&](Error error) {
          if (error.file.empty()) error.file = options.base;
          return error;
        });
  });
}

Result<void> read_packages_file(const Options& options, deb::Installation& installation) {
  for (const std::string& file : options.packages) installation.packages.emplace_back(file);
  if (options.packages_file.empty()) return {};
  return read_file(options.packages_file).map([&](const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      if (!line.empty()) installation.packages.emplace_back(line);
  });
}

Result<int> run_unpack(const Options& options) {
  deb::Installation installation;
  const Result<std::string> architecture = deb::debian_architecture(options.architecture);
  if (!architecture) return tl::unexpected(architecture.error());
  installation.architecture = *architecture;
  installation.directory = fs::absolute(options.directory).lexically_normal();
  if (const Result<void> read = read_packages_file(options, installation); !read)
    return tl::unexpected(read.error());
  std::vector<std::string> inputs;
  Result<deb::Database> present = present_of(options, *architecture, inputs);
  if (!present) return tl::unexpected(present.error());
  installation.present = std::move(*present);
  const Result<deb::Installed> installed = deb::install_packages(installation);
  if (!installed) return tl::unexpected(installed.error());
  for (const std::string& sentence : installed->warnings)
    print_message(program, "warning", sentence);
  return write_file_if_different(options.manifest, installed->manifest)
      .and_then([&](bool) { return write_inputs(options, inputs); })
      .map([] { return exit_done; });
}

Result<int> run_stage(Options& options) {
  options.stage.directory = options.directory;
  options.stage.manifest = options.manifest;
  return deb::stage_components(options.stage).map([] { return exit_done; });
}

void add_depfile(Command& command, Options& options) {
  Option* const target =
      command.add_option("--depfile-target", options.depfile_target, "What the depfile is about");
  command.add_option("--depfile", options.depfile, "A Makefile with everything that was read")
      ->needs(target);
  command.add_option("--depfile-also", options.depfile_also, "A further file for the depfile")
      ->one_value()
      ->needs(target);
}

void add_pack(Command& app, Options& options) {
  Command& pack = *app.add_command("pack", "Write a package");
  pack.add_option("--output", options.output, "The .deb; left alone if it is the same already")
      ->required();
  pack.add_option("--manifest", options.manifests, "What is in it; may be given several times")
      ->one_value();
  pack.add_option("--directory", options.directory,
                  "What is in it: a directory, with the modes 0755 and 0644");
  pack.add_option("--control", options.control,
                  "A file with fields of its control file, as deb-control(5) has it");
  pack.add_option("--field", options.fields,
                  "A field more: Package=hello, Version=1.0, Description=…; the lines of a long "
                  "description stand behind the first")
      ->one_value();
  pack.add_option("--arch", options.architecture,
                  "Its field Architecture, as LinuxBake's word: x86_64, aarch64 …, or all");
  pack.add_option("--conffile", options.conffiles,
                  "A file that users change, besides those in /etc; may be given several times")
      ->one_value();
  pack.add_option("--script", options.scripts,
                  "preinst=FILE, postinst=FILE, prerm=FILE or postrm=FILE")
      ->one_value();
  pack.add_option("--compress", options.compression, "xz, zstd, gzip or none")
      ->one_of({"xz", "zstd", "gzip", "none"})
      ->show_default();
  add_depfile(pack, options);
  pack.footer(std::string("\n") + cpio::manifest_grammar);
}

void add_repository(Command& app, Options& options) {
  deb::Repository& repository = options.repository;
  Command& command =
      *app.add_command("repository", "Write a signed repository; what its pool has stays");
  command.add_option("--directory", options.directory, "The repository")->required();
  command
      .add_option("--package", options.packages,
                  "COMPONENT=FILE: a package, as main=hello.deb; may be given several times")
      ->one_value();
  command.add_option("--suite", repository.suite, "As stable")->required();
  command.add_option("--codename", repository.codename, "By default the suite");
  command.add_option("--origin", repository.origin, "Who makes it");
  command.add_option("--label", repository.label, "What it is called");
  command.add_option("--description", repository.description, "A line about it");
  command
      .add_option("--arch", options.architectures,
                  "x86_64, aarch64 …: there is a list of packages for it in any case")
      ->one_value();
  command
      .add_option("--valid-days", repository.valid_days,
                  "After so many days systems refuse it. The date is $SOURCE_DATE_EPOCH, or the "
                  "clock's: that stays until half of the days is over, or something changes")
      ->in_range(0U, 36500U);
  command.add_option("--keep", options.repository.keep,
                     "So many versions of each package stay; by default all");
  command
      .add_option("--sign-key", options.key, "A file with the one secret key, as gpg exports it")
      ->required();
  command.add_option("--gpg", options.gpg, "The program")->show_default();
  command.add_option("--public-key", options.public_key,
                     "What to write the key to that systems need, armoured");
  add_depfile(command, options);
}

void add_due(Command& app, Options& options) {
  Command& due = *app.add_command(
      "due", "Write a file that changes each time that a repository has to be signed again");
  due.add_option("--directory", options.directory, "The repository")->required();
  due.add_option("--suite", options.repository.suite, "As stable")->required();
  due.add_option("--valid-days", options.repository.valid_days,
                 "It is due when half of these is over")
      ->required()
      ->in_range(1U, 36500U);
  due.add_option("--output", options.output, "The file")->required();
}

void add_unpack(Command& app, Options& options) {
  Command& unpack = *app.add_command(
      "unpack", "Install packages: write a manifest of their files and of dpkg's database");
  unpack.add_option("--package", options.packages, "A .deb; may be given several times")
      ->one_value();
  unpack.add_option("--packages-file", options.packages_file, "A file with a .deb in each line");
  unpack.add_option("--arch", options.architecture, "Of the system: x86_64, aarch64 …")->required();
  unpack
      .add_option("--directory", options.directory, "For the files; what else is in it is removed")
      ->required();
  unpack.add_option("--manifest", options.manifest, "The manifest, for linuxbake-cpio")->required();
  Option* const base = unpack.add_option(
      "--base", options.base,
      "Control paragraphs of what the system is without packages: Package, Version, Provides …; "
      "with LinuxBake-Files and LinuxBake-Links-To, which say what is whose, in all but one");
  unpack
      .add_option("--base-manifest", options.base_manifests,
                  "What is in that; may be given several times")
      ->one_value()
      ->needs(base);
  unpack
      .add_option("--base-file", options.base_files,
                  "A control file of one of them, as base.postinst or base.triggers; may be given "
                  "several times")
      ->one_value()
      ->needs(base);
  unpack
      .add_option("--database", options.database,
                  "What dpkg knows already: a directory as /var/lib/dpkg, with status and info/")
      ->excludes(base);
  add_depfile(unpack, options);
}

void add_stage(Command& app, Options& options) {
  deb::Stage& stage = options.stage;
  Command& command = *app.add_command(
      "stage", "Run the install rules of a CMake project: write a manifest of what they install");
  command.add_option("--build", stage.build, "The project's binary directory")->required();
  command.add_option("--component", stage.components, "Of install(); may be given several times")
      ->required()
      ->one_value();
  command.add_option("--prefix", stage.prefix, "Where it is installed to, as /usr")->required();
  command.add_option("--config", stage.configuration, "As of cmake --install");
  command.add_flag("--strip", stage.strip, "Strip the programs");
  command.add_option("--cmake", stage.cmake, "The program")->required();
  command
      .add_option("--directory", options.directory, "For the files; what else is in it is removed")
      ->required();
  command.add_option("--manifest", options.manifest, "The manifest, for `pack`")->required();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CommandLine app(
      "Writes Debian packages and repositories of them, and installs packages into root file "
      "systems.",
      program);
  add_pack(app, options);
  add_repository(app, options);
  add_due(app, options);
  add_unpack(app, options);
  add_stage(app, options);
  return run_program(app, argc, argv, [&]() -> Result<int> {
    const std::string command = app.chosen_command();
    if (command == "pack") return run_pack(options);
    if (command == "repository") return run_repository(options);
    if (command == "due") return run_due(options);
    return command == "unpack" ? run_unpack(options) : run_stage(options);
  });
}
