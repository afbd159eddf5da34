// SPDX-License-Identifier: MIT
#include "bake/kernel/accepts.h"

#include <fmt/format.h>

#include <set>
#include <vector>

#include "bake/host/complaint.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake::kernel {
namespace {

using Options = std::vector<std::string>;
using Built = std::set<std::string>;  // "CONFIG_EFI_STUB=y"

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

Built lines_of(const std::string& config) {
  const std::vector<std::string> lines = split(config, "\n");
  return {lines.begin(), lines.end()};
}

Options missing_of(const Built& built, const Options& options) {
  Options missing;
  for (const std::string& option : options)
    if (!built.contains(option + "=y")) missing.push_back(option + "=y");
  return missing;
}

// The way out, where `problem` comes from `missing` options.
Result<void> lack(const Demands& demands, const std::string& problem, const Options& missing,
                  const std::string& remedy) {
  if (missing.empty()) return {};
  Lines lines = {problem, "Add to a fragment of its configuration:", ""};
  for (const std::string& option : missing) lines.push_back("  " + option);
  lines.emplace_back();
  if (!remedy.empty()) lines.push_back(remedy);
  lines.push_back("Looked at: " + demands.config.string());
  return complaint(demands.kernel, lines);
}

Result<void> check_uefi(const Demands& demands, const Built& built) {
  if (!demands.is_started_by_uefi || missing_of(built, {"CONFIG_EFI_STUB"}).empty()) return {};
  return lack(demands, "UEFI cannot start this kernel: it has no EFI stub.",
              {"CONFIG_EFI=y", "CONFIG_EFI_STUB=y"}, "");
}

Result<void> check_initramfs(const Demands& demands, const Built& built) {
  Options needed = {"CONFIG_BLK_DEV_INITRD"};
  std::string what = demands.compression;
  if (what == "none")
    what = "not compressed";
  else
    needed.push_back("CONFIG_RD_" + upper(what));
  if (demands.xz_filter == "x86") {
    needed.emplace_back("CONFIG_XZ_DEC_X86");
    what = "xz with the x86 filter";
  }
  return lack(
      demands,
      fmt::format("The kernel cannot unpack the initramfs '{}' ({}).", demands.initramfs, what),
      missing_of(built, needed),
      fmt::format("or give '{}' another COMPRESSION or XZ_FILTER.", demands.initramfs));
}

// Not as modules: where they would be loaded from is what is to be mounted.
Result<void> check_root(const Demands& demands, const Built& built) {
  if (demands.root.empty()) return {};
  const std::string& compression = demands.root_compression;
  Options needed = {
      "CONFIG_ISO9660_FS", "CONFIG_BLK_DEV_LOOP",
      "CONFIG_SQUASHFS",   "CONFIG_SQUASHFS_" + upper(compression == "gzip" ? "zlib" : compression),
      "CONFIG_OVERLAY_FS", "CONFIG_TMPFS",
      "CONFIG_TMPFS_XATTR"};
  if (demands.root_xz_filter == "x86") needed.emplace_back("CONFIG_XZ_DEC_X86");
  return lack(
      demands,
      fmt::format("The kernel cannot mount '{}' as its root ({}).", demands.root, compression),
      missing_of(built, needed), "They have to be built in, not modules.");
}

}  // namespace

Result<void> check_kernel_accepts(const Demands& demands) {
  if (demands.config.empty()) return {};
  const Result<std::string> config = read_file(demands.config);
  if (!config)
    return complaint(demands.kernel, {"Its configuration is missing: " + demands.config.string()});
  const Built built = lines_of(*config);
  return check_uefi(demands, built)
      .and_then([&] { return check_initramfs(demands, built); })
      .and_then([&] { return check_root(demands, built); });
}

}  // namespace linuxbake::bake::kernel
