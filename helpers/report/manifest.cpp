// SPDX-License-Identifier: MIT
#include "report/manifest.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/json.h"
#include "common/sha256.h"
#include "cpio/archive.h"
#include "cpio/list.h"

namespace linuxbake::report {
namespace {

// {"file", … of `first`, "size", "sha256"}. Errors: the file cannot be read.
Result<Json> described(const std::string& path, const Json& first = Json::object()) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  Json entry = {{"file", std::filesystem::path(path).filename().string()}};
  entry.update(first);
  entry["size"] = bytes->size();
  entry["sha256"] = sha256(*bytes);
  return entry;
}

// The file of the target of this name.
template <typename Planned>
std::string file_of(const std::vector<Planned>& all, const std::string& target) {
  for (const Planned& one : all)
    if (one.target == target) return std::filesystem::path(one.file).filename().string();
  return {};
}

Result<Json> json_of(const Plan& plan, const PlannedImage& image) {
  Result<Json> entry = described(
      image.file, {{"format", image.format}, {"arch", image.arch}, {"cmdline", image.cmdline}});
  if (!entry) return entry;
  (*entry)["kernel"] = file_of(plan.kernels, image.kernel);
  (*entry)["initramfs"] = file_of(plan.initramfs, image.initramfs);
  return entry;
}

Result<Json> json_of(const Plan& /*plan*/, const PlannedKernel& kernel) {
  return described(kernel.file);
}

Result<Json> json_of(const Plan& /*plan*/, const PlannedInitramfs& initramfs) {
  Result<Json> entry = described(initramfs.file, {{"compression", initramfs.compression}});
  if (!entry) return entry;
  const Result<cpio::Archive> archive = cpio::read_archive(initramfs.file);
  if (!archive) return tl::unexpected(archive.error());
  (*entry)["files"] = parse_json(cpio::list_json(*archive)).at("entries");
  return entry;
}

Result<Json> json_of(const Plan& /*plan*/, const PlannedPackage& package) {
  Json entry = {{"target", package.target}, {"kind", package.kind}};
  if (package.record.empty()) return entry;
  const Result<std::string> text = read_file(package.record);
  if (!text) return tl::unexpected(text.error());
  try {
    entry.update(parse_json(*text));
  } catch (const Json::exception& error) {
    return fail(std::string("is no record of a build: ") + error.what(), package.record);
  }
  return entry;
}

template <typename Planned>
Result<void> append_all(Json& list, const Plan& plan, const std::vector<Planned>& all) {
  list = Json::array();
  for (const Planned& one : all) {
    Result<Json> entry = json_of(plan, one);
    if (!entry) return tl::unexpected(entry.error());
    list.push_back(std::move(*entry));
  }
  return {};
}

}  // namespace

Result<std::string> manifest_json(const Plan& plan) {
  Json json = {{"linuxbake_manifest", 1}, {"name", plan.name}};
  Result<void> done = append_all(json["images"], plan, plan.images);
  if (done) done = append_all(json["kernels"], plan, plan.kernels);
  if (done) done = append_all(json["initramfs"], plan, plan.initramfs);
  if (done) done = append_all(json["packages"], plan, plan.packages);
  if (!done) return tl::unexpected(done.error());
  return json_text(json, 1) + "\n";
}

}  // namespace linuxbake::report
