// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "common/command_line.h"
#include "common/files.h"
#include "common/kernel_command_line.h"
#include "common/source_date.h"
#include "cpio/archive.h"
#include "cpio/debugfs.h"
#include "cpio/diff.h"
#include "cpio/init_program.h"
#include "cpio/inputs.h"
#include "cpio/layout.h"
#include "cpio/list.h"
#include "cpio/manifest.h"
#include "cpio/pack.h"
#include "cpio/programs.h"

namespace {

using linuxbake::Command;
using linuxbake::CommandLine;
using linuxbake::fail;
using linuxbake::Option;
using linuxbake::Result;
namespace cpio = linuxbake::cpio;

struct Options {
  std::vector<std::string> manifests;
  std::string output;
  std::string compression = "none";
  std::optional<int> level;
  std::string xz_filter = "none";
  unsigned threads = 0;
  std::optional<std::uint32_t> mtime;
  std::uint64_t align = 0;
  std::string hard_link_data = "last";
  bool no_sockets = false;
  bool check_programs = false;
  bool no_init = false;
  std::string depfile;
  std::string depfile_target;
  std::vector<std::string> depfile_also;
  std::vector<std::string> archives;
  bool json = false;
  std::string arch;
  std::vector<std::string> command_lines;
  bool is_warning = false;
};

// What everything that reads manifests has.
void add_manifests(Command& command, Options& options, const char* output) {
  command.add_option("--manifest", options.manifests, "What goes in; may be given several times")
      ->required()
      ->one_value();
  command.add_option("--output", options.output, output)->required();
  command.add_option("--mtime", options.mtime,
                     "Every entry's time, in seconds since 1970; by default $SOURCE_DATE_EPOCH, "
                     "or 0");
  command.add_flag("--check-programs", options.check_programs,
                   "Warn of programs that cannot start: no /init, a loader or interpreter missing");
  command.add_flag("--no-init", options.no_init,
                   "No kernel starts /init of it, so that none is missing");
  Option* const target =
      command.add_option("--depfile-target", options.depfile_target, "What the depfile is about");
  command.add_option("--depfile", options.depfile, "A Makefile with everything that was read")
      ->needs(target);
  target->needs("--depfile");
  command.add_option("--depfile-also", options.depfile_also, "A further file for the depfile")
      ->one_value()
      ->needs(target);
  command.footer(std::string("\n") + cpio::manifest_grammar);
}

void add_pack(Command& app, Options& options) {
  Command& pack = *app.add_command("pack", "Write an archive from manifests");
  add_manifests(pack, options,
                "The archive, left alone if it is the same already; - is standard output");
  pack.add_option("--compress", options.compression, "none, gzip, xz, zstd or lz4")
      ->one_of({"none", "gzip", "xz", "zstd", "lz4"});
  pack.add_option("--level", options.level, "How hard to compress; by default 9, 9, 19 or 12");
  pack.add_option("--xz-filter", options.xz_filter, "x86 for x86 programs; none by default")
      ->one_of({"none", "x86"});
  pack.add_option("--threads", options.threads,
                  "By default as many as processors; the archive is "
                  "the same with any number");
  pack.add_option(
      "--align", options.align,
      "Begin files of so many bytes at a multiple of it, so that a file system may share "
      "their blocks; a power of two up to 4096");
  pack.add_flag("--no-sockets", options.no_sockets,
                "A socket is an error, as for all that become a tar archive, which holds none");
  pack.add_option("--hard-link-data", options.hard_link_data,
                  "Which of the names of a file stands before its data: last, as the kernel's own "
                  "archives have it, or first, for readers that want that")
      ->one_of({"first", "last"});
}

void add_debugfs(Command& app, Options& options) {
  Command& debugfs = *app.add_command(
      "debugfs", "Write commands by which debugfs(8) puts all of it into an ext4 image");
  add_manifests(
      debugfs, options,
      "The commands, for debugfs -w -f; the first line says how many blocks of 4096 bytes "
      "and inodes they need");
}

void add_readers(Command& app, Options& options) {
  Command& list = *app.add_command("list", "Show what is in an archive");
  list.add_option("ARCHIVE", options.archives, "An initramfs, compressed or not")
      ->required()
      ->expected(1);
  list.add_flag("--json", options.json, "As JSON");
  Command& diff = *app.add_command("diff", "Compare two archives; 1 where they differ");
  diff.add_option("ARCHIVE", options.archives, "Two of them, compressed or not")
      ->required()
      ->expected(2);
  diff.add_flag("--json", options.json, "As JSON");
}

void add_init(Command& app, Options& options) {
  Command& init = *app.add_command(
      "init", "Check that a kernel can start what its command lines ask for by rdinit=");
  init.add_option("ARCHIVE", options.archives, "The kernel's initramfs, compressed or not")
      ->required()
      ->expected(1);
  init.add_option("--cmdline", options.command_lines, "A command line; may be given several times")
      ->required()
      ->one_value();
  init.add_option("--arch", options.arch, "The kernel's; by default programs of any are right");
  init.add_flag("--warn", options.is_warning,
                "Only warn: the kernel may have an initramfs of its own besides");
}

Result<std::uint32_t> time_of(const Options& options) {
  if (options.mtime) return *options.mtime;
  return linuxbake::source_date_epoch();
}

Result<void> write_depfile(const Options& options, const cpio::Layout& layout) {
  if (options.depfile.empty()) return {};
  std::vector<std::string> inputs = layout.inputs;
  inputs.insert(inputs.end(), options.depfile_also.begin(), options.depfile_also.end());
  return cpio::write_depfile(options.depfile, options.depfile_target, inputs);
}

void warn_of_programs(const cpio::Layout& layout, bool has_init) {
  for (const std::string& sentence : cpio::lost_modes(layout)) {
    linuxbake::print_message("linuxbake-cpio", "warning", sentence);
  }
  for (const std::string& sentence : cpio::programs_that_cannot_start(layout, has_init)) {
    linuxbake::print_message("linuxbake-cpio", "warning", sentence);
  }
}

// What pack and debugfs begin with.
struct Content {
  std::uint32_t mtime = 0;
  cpio::Layout layout;
};

Result<Content> read_content(const Options& options) {
  const Result<std::uint32_t> mtime = time_of(options);
  if (!mtime) return tl::unexpected(mtime.error());
  const Result<cpio::Manifest> manifest = cpio::read_manifests(options.manifests);
  if (!manifest) return tl::unexpected(manifest.error());
  Result<cpio::Layout> layout = cpio::make_layout(*manifest);
  if (!layout) return tl::unexpected(layout.error());
  if (options.check_programs) warn_of_programs(*layout, !options.no_init);
  return Content{*mtime, *std::move(layout)};
}

Result<int> run_debugfs(const Options& options) {
  const Result<Content> content = read_content(options);
  if (!content) return tl::unexpected(content.error());
  const Result<std::string> commands = cpio::debugfs_commands(content->layout, content->mtime);
  if (!commands) return tl::unexpected(commands.error());
  const cpio::Space space = cpio::space_for(content->layout, 4096);
  const std::string text =
      fmt::format("# blocks {} inodes {}\n{}", space.blocks, space.inodes, *commands);
  const Result<bool> written = linuxbake::write_file_if_different(options.output, text);
  if (!written) return tl::unexpected(written.error());
  if (const Result<void> done = write_depfile(options, content->layout); !done)
    return tl::unexpected(done.error());
  return linuxbake::exit_done;
}

Result<void> refuse_sockets(const cpio::Layout& layout) {
  for (const cpio::Member& member : layout.members) {
    if (member.kind != cpio::Kind::socket) continue;
    return fail(fmt::format("a tar archive holds no sockets, as '/{}'; the program that listens "
                            "there makes its own",
                            member.name),
                member.origin.file, member.origin.line);
  }
  return {};
}

Result<int> run_pack(const Options& options) {
  const Result<cpio::Compression> compression = cpio::compression_of(options.compression);
  if (!compression) return tl::unexpected(compression.error());
  Result<Content> content = read_content(options);
  if (!content) return tl::unexpected(content.error());
  if (options.no_sockets) {
    if (const Result<void> none = refuse_sockets(content->layout); !none)
      return tl::unexpected(none.error());
  }
  if (options.hard_link_data == "first") cpio::let_first_links_carry_data(content->layout);

  cpio::CompressOptions how;
  how.compression = *compression;
  how.level = options.level;
  how.xz_filter = options.xz_filter == "x86" ? cpio::XzFilter::x86 : cpio::XzFilter::none;
  how.threads = options.threads > 0 ? options.threads : std::thread::hardware_concurrency();
  cpio::FileSink file;
  cpio::OutputSink output;
  const bool to_output = options.output == "-";
  Result<void> done = to_output ? Result<void>() : file.open(options.output);
  cpio::Sink& sink = to_output ? static_cast<cpio::Sink&>(output) : file;
  if (done) done = cpio::pack(content->layout, {content->mtime, options.align}, how, sink);
  if (done) done = write_depfile(options, content->layout);
  if (!done) return tl::unexpected(done.error());
  return linuxbake::exit_done;
}

Result<int> run_list(const Options& options) {
  const Result<cpio::Archive> archive = cpio::read_archive(options.archives[0]);
  if (!archive) return tl::unexpected(archive.error());
  std::cout << (options.json ? cpio::list_json(*archive) : cpio::list_text(*archive));
  return linuxbake::exit_done;
}

Result<int> run_diff(const Options& options) {
  const Result<cpio::Archive> left = cpio::read_archive(options.archives[0]);
  if (!left) return tl::unexpected(left.error());
  const Result<cpio::Archive> right = cpio::read_archive(options.archives[1]);
  if (!right) return tl::unexpected(right.error());
  const std::vector<cpio::Difference> found = cpio::diff_archives(*left, *right);
  std::cout << (options.json ? cpio::diff_json(found) : cpio::diff_text(found));
  return found.empty() ? linuxbake::exit_done : linuxbake::exit_failed;
}

Result<int> run_init(const Options& options) {
  const Result<cpio::Archive> archive = cpio::read_archive(options.archives[0]);
  if (!archive) return tl::unexpected(archive.error());
  for (const std::string& line : options.command_lines) {
    const std::optional<std::string> path = linuxbake::requested_rdinit(line);
    if (!path) continue;
    const auto fault = cpio::why_init_cannot_start(*archive, *path, options.arch);
    if (!fault) continue;
    const std::string sentence =
        fmt::format("rdinit={}: {}; the kernel would go on to another init", *path, *fault);
    if (!options.is_warning) return fail(sentence, options.archives[0]);
    linuxbake::print_message("linuxbake-cpio", "warning", options.archives[0] + ": " + sentence);
  }
  return linuxbake::exit_done;
}

}  // namespace

int main(int argc, char** argv) {
  CommandLine app("Packs, lists, compares and checks initramfs archives (cpio, newc).",
                  "linuxbake-cpio");
  Options options;
  add_pack(app, options);
  add_debugfs(app, options);
  add_readers(app, options);
  add_init(app, options);
  return linuxbake::run_program(app, argc, argv, [&]() -> Result<int> {
    const std::string command = app.chosen_command();
    if (command == "pack") return run_pack(options);
    if (command == "debugfs") return run_debugfs(options);
    if (command == "init") return run_init(options);
    return command == "list" ? run_list(options) : run_diff(options);
  });
}
