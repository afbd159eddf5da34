// SPDX-License-Identifier: MIT
#include "bake/media/ext4.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>

#include "bake/host/words.h"
#include "bake/media/gpt.h"
#include "common/lines.h"

namespace linuxbake::bake::media {
namespace {

constexpr std::uint64_t bytes_of_block = 4096;

// They are named, because /etc/mke2fs.conf has other ones on other machines.
constexpr const char* features =
    "none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,64bit,flex_bg,sparse_super,"
    "large_file,huge_file,dir_nlink,extra_isize,metadata_csum";

bool is_number(const std::string& word, std::uint64_t& number) {
  const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc() && stop == word.data() + word.size();
}

std::string first_line(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

Result<Ext4Counts> plan(const Ext4& ext4, const Workshop& workshop) {
  const Result<Ext4Counts> needs = needs_of_commands(first_line(ext4.commands));
  if (!needs) return workshop.complain({needs.error().message, "  " + ext4.commands.string()});
  const Ext4Counts counts = counts_of_file_system(*needs, ext4.size);
  if (needs->blocks <= counts.blocks) return counts;
  return workshop.complain(
      {fmt::format("What belongs into the file system does not fit into its SIZE of {} bytes.",
                   ext4.size),
       fmt::format("Make it smaller, or raise SIZE: {} bytes are needed for the files alone.",
                   needs->blocks * bytes_of_block)});
}

Result<void> make_empty(const Ext4& ext4, const Ext4Counts& counts, const std::string& name,
                        const Command& in_environment, const Workshop& workshop) {
  Command command = in_environment;
  command.words = {
      ext4.mke2fs,
      "-q",
      "-F",
      "-t",
      "ext4",
      "-b",
      std::to_string(bytes_of_block),
      "-I",
      "256",
      "-N",
      std::to_string(counts.inodes),
      "-m",
      "0",
      "-O",
      features,
      "-L",
      ext4.label,
      "-U",
      ext4.uuid,
      "-E",
      fmt::format("hash_seed={},root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0", ext4.uuid),
      name,
      std::to_string(counts.blocks)};
  return workshop.run("Making an ext4 file system", command);
}

// debugfs returns 0 whatever happens, and says what did on standard error, below its version.
std::string faults_of_debugfs(std::string_view errors) {
  std::string_view rest = errors;
  const std::string_view version = take_line(rest);
  return std::string(trimmed(version.starts_with("debugfs ") ? rest : errors, " \t\r\n"));
}

Result<void> complain_of_filling(const std::string& end, const std::string& faults,
                                 const Workshop& workshop) {
  Lines lines = {fmt::format("Filling the file system failed (debugfs: {}):", end),
                 quotation(faults)};
  if (faults.find("Could not allocate block") != std::string::npos)
    lines.emplace_back("What belongs into the file system does not fit into it: raise SIZE.");
  else
    append(lines, workshop.advice_on_space(faults));
  return workshop.complain(lines);
}

Result<void> fill(const Ext4& ext4, const std::string& name, const Command& in_environment,
                  const Workshop& workshop) {
  Command command = in_environment;
  command.words = {ext4.debugfs, "-w", "-f", ext4.commands, workshop.file(name)};
  const CommandEnd end = run_for_errors(command);
  const std::string faults = faults_of_debugfs(end.output);
  if (end.success && faults.empty()) return {};
  return complain_of_filling(end.end, faults, workshop);
}

// To libext2fs the second 0 is: now.
Command environment_of(std::uint32_t date) {
  const std::string epoch = std::to_string(date == 0 ? 1 : date);
  Command command;
  command.environment = {
      {"E2FSPROGS_FAKE_TIME", epoch}, {"SOURCE_DATE_EPOCH", epoch}, {"MKE2FS_CONFIG", "/dev/null"}};
  return command;
}

}  // namespace

Result<Ext4Counts> needs_of_commands(std::string_view commands) {
  Ext4Counts needs;
  const std::vector<std::string> words = plain_words(take_line(commands));
  if (words.size() == 5 && words[0] + words[1] + words[3] == "#blocksinodes" &&
      is_number(words[2], needs.blocks) && is_number(words[4], needs.inodes))
    return needs;
  return fail("What belongs into the file system is not readable:");
}

Ext4Counts counts_of_file_system(const Ext4Counts& needs, std::uint64_t size) {
  const std::uint64_t default_size =
      whole_mebibytes(needs.blocks * bytes_of_block * 5 / 4 + 16 * mebibyte);
  Ext4Counts counts;
  counts.blocks = (size == 0 ? default_size : size) / bytes_of_block;
  counts.inodes = needs.inodes * 3 / 2 + counts.blocks / 4;
  return counts;
}

Result<void> make_ext4(const Ext4& ext4, const std::string& name, std::uint32_t date,
                       const Workshop& workshop) {
  const Result<Ext4Counts> counts = plan(ext4, workshop);
  if (!counts) return tl::unexpected(counts.error());
  const Command in_environment = environment_of(date);
  return make_empty(ext4, *counts, workshop.file(name), in_environment, workshop).and_then([&] {
    return fill(ext4, name, in_environment, workshop);
  });
}

}  // namespace linuxbake::bake::media
