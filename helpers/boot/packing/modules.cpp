// SPDX-License-Identifier: MIT
#include "boot/packing/modules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "common/elf.h"
#include "common/files.h"
#include "common/lines.h"
#include "cpio/decompress.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

std::string canonical(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

// "kernel/drivers/net/tun.ko.xz" is "tun"; nothing if it is no module.
std::optional<std::string> module_name(const fs::path& path) {
  const std::string file = path.filename().string();
  const std::size_t end = file.rfind(".ko");
  if (end == std::string::npos || (end + 3 < file.size() && file[end + 3] != '.')) {
    return std::nullopt;
  }
  return canonical(file.substr(0, end));
}

// The strings of section .modinfo, each with its NUL.
std::optional<std::string_view> modinfo(std::string_view module) {
  const auto sections = elf_sections(module);
  if (!sections) return std::nullopt;
  for (const ElfSection& section : *sections) {
    if (section.name == ".modinfo") return section.bytes;
  }
  return std::nullopt;
}

Result<std::string> module_bytes(const fs::path& file) {
  Result<std::string> bytes = read_file(file);
  if (!bytes || file.extension() == ".ko") return bytes;
  Result<cpio::Part> part = cpio::decompress_part(*bytes);
  if (!part) return fail(part.error().message, file.string());
  return std::move(part->bytes);
}

}  // namespace

Result<std::vector<std::string>> module_depends(std::string_view bytes) {
  const std::optional<std::string_view> info = modinfo(bytes);
  if (!info) return fail("is no kernel module");
  std::vector<std::string> names;
  constexpr std::string_view key = "depends=";
  std::string_view rest = *info;
  while (!rest.empty()) {
    std::string_view text = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(text.size() + 1, rest.size()));
    if (!text.starts_with(key)) continue;
    text.remove_prefix(key.size());
    while (!text.empty()) {
      const std::string_view name = text.substr(0, text.find(','));
      if (!name.empty()) names.push_back(canonical(std::string(name)));
      text.remove_prefix(std::min(name.size() + 1, text.size()));
    }
  }
  return names;
}

Result<ModuleTree> ModuleTree::open(const fs::path& directory) {
  ModuleTree tree;
  tree.directory_ = directory.string();
  std::error_code problem;
  // Not `build` and `source`, which lead out of the tree.
  for (const auto& entry : fs::recursive_directory_iterator(directory, problem)) {
    if (const auto name = module_name(entry.path())) tree.files_[*name] = entry.path();
  }
  if (problem) return fail("cannot be read: " + problem.message(), tree.directory_);
  const std::string builtin = read_file(directory / "modules.builtin").value_or("");
  for (std::string_view rest = builtin; !rest.empty();) {
    if (const auto name = module_name(take_line(rest))) tree.builtin_.insert(*name);
  }
  if (tree.files_.empty() && tree.builtin_.empty()) {
    return fail("holds no modules; it has to be lib/modules/<release>", tree.directory_);
  }
  return tree;
}

Result<bool> ModuleTree::add(const std::string& name, std::set<std::string>& seen,
                             std::vector<Module>& order) const {
  if (builtin_.contains(name) || !seen.insert(name).second) return true;
  const auto file = files_.find(name);
  if (file == files_.end()) {
    return fail(fmt::format("there is no module '{}' in {}", name, directory_));
  }
  Result<std::string> bytes = module_bytes(file->second);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto depends = module_depends(*bytes);
  if (!depends) return fail(depends.error().message, file->second.string());
  for (const std::string& needed : *depends) {
    if (const auto done = add(needed, seen, order); !done) return done;
  }
  order.push_back({name, std::move(*bytes), file->second});
  return true;
}

Result<std::vector<Module>> ModuleTree::with_dependencies(
    const std::vector<std::string>& names) const {
  std::vector<Module> order;
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (const auto done = add(canonical(name), seen, order); !done) {
      return tl::unexpected(done.error());
    }
  }
  return order;
}

std::optional<std::string> ModuleTree::of_option(std::string_view option) const {
  std::string name;
  for (const char c : option) {
    name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  std::vector<std::string> guesses = {name};
  if (name.ends_with("_fs")) guesses.push_back(name.substr(0, name.size() - 3));
  if (name.starts_with("blk_dev_")) guesses.push_back(name.substr(8));
  // The transport of 9P is the one that machines in tests use besides.
  if (name == "net_9p") guesses.emplace_back("9pnet");
  if (name == "net_9p_virtio") guesses.emplace_back("9pnet_virtio");
  for (const std::string& guess : guesses) {
    if (files_.contains(guess)) return guess;
  }
  return std::nullopt;
}

}  // namespace linuxbake::boot
