// SPDX-License-Identifier: MIT
#include "deb/package.h"

#include <elf.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <tuple>

#include "common/elf.h"
#include "common/files.h"
#include "cpio/decompress.h"
#include "deb/ar.h"
#include "deb/md5.h"
#include "deb/version.h"
#include "tar/header.h"
#include "tar/read.h"
#include "tar/write.h"

namespace linuxbake::deb {
namespace {

constexpr std::string_view debian_binary = "2.0\n";

std::string_view suffix_of(cpio::Compression compression) {
  switch (compression) {
    case cpio::Compression::gzip:
      return ".gz";
    case cpio::Compression::xz:
      return ".xz";
    case cpio::Compression::zstd:
      return ".zst";
    default:
      return "";
  }
}

// KiB of the files as Debian Policy 5.6.20 counts them: each rounded up, one for all else.
std::uint64_t installed_size(const cpio::Layout& layout) {
  std::uint64_t size = 0;
  for (const cpio::Member& member : layout.members) {
    const bool is_data = member.kind == cpio::Kind::file && member.carries_data;
    size += is_data ? (member.size + 1023) / 1024 : 1;
  }
  return size;
}

// "/etc/hello.conf" lines, sorted.
Result<std::string> conffiles_text(const NewPackage& package) {
  std::set<std::string> wanted;
  for (const std::string& name : package.conffiles) {
    if (!name.starts_with('/'))
      return fail(fmt::format("the conffile '{}' does not begin with '/'", name));
    wanted.insert(name.substr(1));
  }
  std::set<std::string> found;
  for (const cpio::Member& member : package.layout.members) {
    if (member.kind != cpio::Kind::file) continue;
    if (member.name.find('\n') != std::string::npos) continue;  // the list cannot hold it
    if (member.name.starts_with("etc/") || wanted.contains(member.name)) found.insert(member.name);
  }
  for (const std::string& name : wanted) {
    if (!found.contains(name))
      return fail(fmt::format("the conffile '/{}' is no file of the package", name));
  }
  std::string text;
  for (const std::string& name : found) text += "/" + name + "\n";
  return text;
}

// "<md5>  usr/bin/hello" lines of what is no conffile.
Result<std::string> md5sums_text(const cpio::Layout& layout, const std::string& conffiles) {
  std::string text;
  for (const cpio::Member& member : layout.members) {
    if (member.kind != cpio::Kind::file) continue;
    if (("\n" + conffiles).find("\n/" + member.name + "\n") != std::string::npos) continue;
    if (member.name.find('\n') != std::string::npos) continue;
    const Result<MappedFile> file = MappedFile::open(member.location);
    if (!file) return tl::unexpected(file.error());
    text += fmt::format("{}  {}\n", md5(file->bytes()), member.name);
  }
  return text;
}

struct ControlFile {
  std::string name, text;
  std::uint32_t mode = 0644;
};

std::string control_tar(const std::vector<ControlFile>& files, std::uint32_t mtime) {
  tar::Entry top;
  top.kind = cpio::Kind::directory;
  top.name = ".";
  top.mode = 0755;
  std::string bytes = tar::header_of(top, 0, mtime);
  for (const ControlFile& file : files) {
    tar::Entry member;
    member.name = "./" + file.name;
    member.mode = file.mode;
    bytes += tar::header_of(member, file.text.size(), mtime) + file.text;
    bytes.append(tar::padding(file.text.size()), '\0');
  }
  bytes.append(tar::end_size(bytes.size()), '\0');
  return bytes;
}

Result<std::string> data_tar(const NewPackage& package) {
  cpio::StringSink result;
  cpio::CompressOptions how;
  how.compression = package.compression;
  how.size = tar::size_of(package.layout);
  const Result<std::unique_ptr<cpio::Sink>> compressor = cpio::make_compressor(how, result);
  if (!compressor) return tl::unexpected(compressor.error());
  const Result<void> done = tar::write(package.layout, package.mtime, **compressor);
  if (!done) return tl::unexpected(done.error());
  return std::move(result.bytes);
}

// control, conffiles, md5sums and the scripts, sorted.
Result<std::vector<ControlFile>> control_files_of(NewPackage& package) {
  package.control.remove("Installed-Size");
  package.control.set("Installed-Size", fmt::format("{}", installed_size(package.layout)));
  sort_fields(package.control);
  if (const Result<void> right = check_control_of_package(package.control); !right)
    return tl::unexpected(right.error());
  const Result<std::string> conffiles = conffiles_text(package);
  if (!conffiles) return tl::unexpected(conffiles.error());
  const Result<std::string> sums = md5sums_text(package.layout, *conffiles);
  if (!sums) return tl::unexpected(sums.error());
  std::vector<ControlFile> files;
  if (!conffiles->empty()) files.push_back({"conffiles", *conffiles});
  files.push_back({"control", package.control.text()});
  if (!sums->empty()) files.push_back({"md5sums", *sums});
  for (const auto& [name, text] : package.scripts) {
    if (!text.starts_with("#!") && !text.starts_with("\x7f"
                                                     "ELF")) {
      return fail(
          fmt::format("the script {} is no program: it has to begin with '#!', as "
                      "'#!/bin/sh'",
                      name));
    }
    files.push_back({name, text, 0755});
  }
  return files;
}

std::string normal_control_name(std::string_view name) {
  return std::string(name.starts_with("./") ? name.substr(2) : name);
}

}  // namespace

Result<std::string> compressed(std::string_view bytes, cpio::Compression compression) {
  cpio::StringSink result;
  cpio::CompressOptions how;
  how.compression = compression;
  how.size = bytes.size();
  const Result<std::unique_ptr<cpio::Sink>> compressor = cpio::make_compressor(how, result);
  if (!compressor) return tl::unexpected(compressor.error());
  const Result<void> done =
      (*compressor)->write(bytes).and_then([&] { return (*compressor)->finish(); });
  if (!done) return tl::unexpected(done.error());
  return std::move(result.bytes);
}

Result<std::string> decompressed(std::string_view name, std::string_view bytes) {
  if (name.ends_with(".tar")) return std::string(bytes);
  std::string all;
  while (!bytes.empty()) {
    Result<cpio::Part> part = cpio::decompress_part(bytes);
    if (!part) return tl::unexpected(part.error());
    all += part->bytes;
    bytes.remove_prefix(part->size);
  }
  return all;
}

bool is_script(const std::string& name) {
  return name == "config" || std::find(std::begin(script_names), std::end(script_names), name) !=
                                 std::end(script_names);
}

Result<std::string> package_bytes(NewPackage package) {
  const Result<std::vector<ControlFile>> files = control_files_of(package);
  if (!files) return tl::unexpected(files.error());
  const Result<std::string> control =
      compressed(control_tar(*files, package.mtime), package.compression);
  if (!control) return tl::unexpected(control.error());
  const Result<std::string> data = data_tar(package);
  if (!data) return tl::unexpected(data.error());
  const std::string_view suffix = suffix_of(package.compression);
  return ar_bytes({{"debian-binary", debian_binary},
                   {fmt::format("control.tar{}", suffix), *control},
                   {fmt::format("data.tar{}", suffix), *data}},
                  package.mtime);
}

Result<std::string> debian_architecture(const std::string& architecture) {
  static const std::map<std::string, std::string> names = {
      {"x86_64", "amd64"},  {"i386", "i386"},       {"i486", "i386"},
      {"aarch64", "arm64"}, {"riscv64", "riscv64"}, {"all", "all"}};
  const auto found = names.find(architecture);
  if (found != names.end()) return found->second;
  std::string known;
  for (const auto& [word, name] : names) known += (known.empty() ? "" : ", ") + word;
  return fail(
      fmt::format("'{}' is no architecture of a package; there are {}", architecture, known));
}

std::vector<std::string> programs_of_others(const cpio::Layout& layout,
                                            const std::string& architecture) {
  static const std::map<std::string, std::uint16_t> machines = {
      {"amd64", EM_X86_64}, {"i386", EM_386}, {"arm64", EM_AARCH64}, {"riscv64", EM_RISCV}};
  const auto own = machines.find(architecture);
  std::vector<std::string> sentences;
  for (const cpio::Member& member : layout.members) {
    if (member.kind != cpio::Kind::file || member.size < sizeof(Elf32_Ehdr)) continue;
    const Result<MappedFile> file = MappedFile::open(member.location);
    const Result<ElfKind> kind = file ? elf_kind(file->bytes()) : tl::unexpected(file.error());
    if (!kind || (own != machines.end() && own->second == kind->machine)) continue;
    const auto of = std::find_if(machines.begin(), machines.end(), [&](const auto& machine) {
      return machine.second == kind->machine;
    });
    sentences.push_back(fmt::format("/{} is for {}, the package for {}", member.name,
                                    of == machines.end() ? "another machine" : of->first,
                                    architecture));
  }
  return sentences;
}

std::string file_name_of(const Paragraph& control) {
  return fmt::format("{}_{}_{}.deb", control.get("Package"),
                     version_of_file(control.get("Version")), control.get("Architecture"));
}

Result<void> Package::read_control(std::string_view name, std::string_view bytes) {
  const Result<std::string> tar = decompressed(name, bytes);
  if (!tar) return tl::unexpected(tar.error());
  const Result<std::vector<tar::Entry>> members = tar::read(*tar, tar::Readers::dpkg);
  if (!members) return tl::unexpected(members.error());
  for (const tar::Entry& member : *members) {
    if (member.kind != cpio::Kind::file) continue;
    control_files[normal_control_name(member.name)] = member.data;
  }
  const auto found = control_files.find("control");
  if (found == control_files.end()) return fail("has no file 'control'");
  Result<Paragraph> paragraph = parse_paragraph(found->second, {});
  if (!paragraph) return fail("control: " + paragraph.error().message);
  control = std::move(*paragraph);
  control_files.erase(found);
  return check_control_of_package(control);
}

Result<Package> Package::open(const std::filesystem::path& file) {
  Result<MappedFile> mapped = MappedFile::open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  Package package(file.string(), std::move(*mapped));
  const auto wrong = [&](const Error& error) { return fail(error.message, package.file_); };
  const Result<ArMembers> members = parse_ar(package.bytes());
  if (!members) return wrong(members.error());
  if (members->empty() || members->front().first != "debian-binary" ||
      !members->front().second.starts_with("2."))
    return fail("is no .deb of version 2: it does not begin with 'debian-binary'", package.file_);
  const auto find = [&](std::string_view begin) {
    return std::find_if(members->begin(), members->end(),
                        [&](const auto& member) { return member.first.starts_with(begin); });
  };
  const auto control = find("control.tar");
  const auto data = find("data.tar");
  if (control == members->end() || data == members->end())
    return fail("has no control.tar or no data.tar", package.file_);
  std::tie(package.data_name_, package.packed_data_) = *data;
  const Result<void> read = package.read_control(control->first, control->second);
  if (!read) return wrong(read.error());
  return package;
}

Result<std::vector<tar::Entry>> Package::data() {
  Result<std::string> tar = decompressed(data_name_, packed_data_);
  if (!tar) return fail(tar.error().message, file_);
  data_ = std::move(*tar);
  Result<std::vector<tar::Entry>> members = tar::read(data_, tar::Readers::dpkg);
  if (!members) return fail(members.error().message, file_);
  return members;
}

}  // namespace linuxbake::deb
