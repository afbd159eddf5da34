// SPDX-License-Identifier: MIT
// linuxbake-isa - finds instructions that a processor does not have.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "common/command_line.h"
#include "common/elf.h"
#include "common/files.h"
#include "cpio/archive.h"
#include "isa/code.h"
#include "isa/kernel.h"
#include "isa/scan.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::isa;

constexpr const char* program = "linuxbake-isa";

const std::map<std::string, Processor> processors = {{"i386", Processor::i386},
                                                     {"i486", Processor::i486},
                                                     {"i586", Processor::i586},
                                                     {"i686", Processor::i686}};

struct Options {
  std::string processor, kernel, initramfs;
  std::vector<std::string> files, guarded;
};

// What is looked through, and how it ended.
struct Tally {
  std::size_t programs = 0, faulty = 0;
};

std::string finding_text(const Finding& finding) {
  const std::string what =
      finding.mnemonic.empty() ? "bytes that are no instruction" : finding.mnemonic;
  return fmt::format("  {} ({} times, first in {} at 0x{:x})\n", what, finding.count,
                     finding.section, finding.address);
}

// `guarded`: mnemonics that may be there.
Result<void> look_at(Tally& tally, const Options& options, const std::string& name,
                     const std::vector<Code>& code, const std::vector<std::string>& guarded) {
  const Scan result = scan(code, processors.at(options.processor));
  std::string text;
  for (const Finding& finding : result.findings)
    if (std::find(guarded.begin(), guarded.end(), finding.mnemonic) == guarded.end())
      text += finding_text(finding);
  ++tally.programs;
  if (!text.empty()) ++tally.faulty;
  std::cout << fmt::format("{}: {} instructions, {}\n", name, result.instructions,
                           text.empty() ? "all in order" : "among them")
            << text;
  return {};
}

Result<void> look_at_program(Tally& tally, const Options& options, const std::string& name,
                             std::string_view bytes) {
  return code_of(bytes)
      .map_error([&](Error error) {
        error.file = name;
        return error;
      })
      .and_then(
          [&](const std::vector<Code>& code) { return look_at(tally, options, name, code, {}); });
}

Result<void> look_at_initramfs(Tally& tally, const Options& options) {
  const Result<cpio::Archive> archive = cpio::read_archive(options.initramfs);
  if (!archive) return tl::unexpected(archive.error());
  for (const cpio::Record& record : archive->records) {
    const bool is_file = (record.header.mode & cpio::type_mask) == cpio::type_file;
    if (!is_file || !is_elf(record.data)) continue;
    const auto done = look_at_program(tally, options, "/" + record.name, record.data);
    if (!done) return done;
  }
  return {};
}

// The kernel copies these over other instructions where the processor is new enough
// (arch/x86/include/asm/alternative.h), or jumps to them then.
bool is_alternative(const Code& code) {
  return code.section.starts_with(".altinstr");
}

Result<void> look_at_kernel(Tally& tally, const Options& options) {
  return read_file(options.kernel)
      .and_then([](const std::string& bytes) { return unpack_kernel(bytes); })
      .and_then([&](const std::string& vmlinux) {
        return code_of(vmlinux).and_then([&](std::vector<Code> code) {
          std::erase_if(code, is_alternative);
          return look_at(tally, options, options.kernel, code, options.guarded);
        });
      })
      .map_error([&](Error error) {
        if (error.file.empty()) error.file = options.kernel;
        return error;
      });
}

Result<int> run(const Options& options) {
  if (!can_decode())
    return fail("built without Zydis: it knows no instructions (Debian: apt install libzydis-dev)");
  Tally tally;
  Result<void> done;
  if (!options.kernel.empty()) done = look_at_kernel(tally, options);
  if (done && !options.initramfs.empty()) done = look_at_initramfs(tally, options);
  for (const std::string& file : options.files) {
    if (!done) break;
    done = read_file(file).and_then(
        [&](const std::string& bytes) { return look_at_program(tally, options, file, bytes); });
  }
  if (!done) return tl::unexpected(done.error());
  if (tally.programs == 0) return fail("there is no program in what was given");
  return tally.faulty == 0 ? exit_done : exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CommandLine app("Finds instructions that a processor does not have. Exit 1 if there are any.",
                  program);
  app.add_option("--cpu", options.processor, "i386, i486, i586 or i686")
      ->required()
      ->one_of({"i386", "i486", "i586", "i686"});
  app.add_option("--kernel", options.kernel, "A bzImage, or the ELF file of a kernel")
      ->existing_file();
  app.add_option("--guarded", options.guarded,
                 "Instructions (mnemonics) that the kernel has, and uses only where the processor "
                 "has them; alternatives are left out anyway");
  app.add_option("--initramfs", options.initramfs, "Every ELF file in it")->existing_file();
  app.add_option("files", options.files, "Programs")->existing_file();
  return run_program(app, argc, argv, [&] { return run(options); });
}
