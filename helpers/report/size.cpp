// SPDX-License-Identifier: MIT
#include "report/size.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/json.h"
#include "cpio/archive.h"
#include "report/kernel_sizes.h"
#include "report/table.h"

namespace linuxbake::report {
namespace {

namespace fs = std::filesystem;

Result<std::uint64_t> size_of(const std::string& path) {
  std::error_code error;
  const std::uint64_t bytes = fs::file_size(path, error);
  if (error) return fail("cannot be read: " + error.message(), path);
  return bytes;
}

std::string name_of_file(const std::string& path) {
  return fs::path(path).filename().string();
}

void append_rest(std::vector<Item>& items, const std::string& name, std::uint64_t total) {
  const std::uint64_t sum = sum_of(items);
  items.push_back({name, total > sum ? total - sum : 0});
}

Result<std::vector<Item>> read_parts(const std::string& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  try {
    const Json json = parse_json(*text);
    std::vector<Item> items;
    for (const auto& part : json.at("parts")) items.push_back({part.at("name"), part.at("bytes")});
    return items;
  } catch (const Json::exception& error) {
    return fail(std::string("is no record of an image: ") + error.what(), path);
  }
}

Result<ImageSize> measure_image(const PlannedImage& planned) {
  const Result<std::uint64_t> bytes = size_of(planned.file);
  if (!bytes) return tl::unexpected(bytes.error());
  Result<std::vector<Item>> parts = read_parts(planned.record);
  if (!parts) return tl::unexpected(parts.error());
  append_rest(*parts, "file system, alignment", *bytes);
  return ImageSize{name_of_file(planned.file), *bytes, std::move(*parts)};
}

Result<KernelSize> measure_kernel(const PlannedKernel& planned) {
  const Result<std::uint64_t> bytes = size_of(planned.file);
  if (!bytes) return tl::unexpected(bytes.error());
  KernelSize size{name_of_file(planned.file), *bytes, {}};
  if (planned.sizes.empty() || !fs::exists(planned.sizes)) return size;
  return read_file(planned.sizes)
      .and_then([&](const std::string& text) { return parse_kernel_sizes(text, planned.sizes); })
      .map([&](std::vector<Item> directories) {
        size.directories = std::move(directories);
        return size;
      });
}

Result<InitramfsSize> measure_initramfs(const PlannedInitramfs& planned) {
  const Result<std::uint64_t> bytes = size_of(planned.file);
  if (!bytes) return tl::unexpected(bytes.error());
  const Result<cpio::Archive> archive = cpio::read_archive(planned.file);
  if (!archive) return tl::unexpected(archive.error());
  InitramfsSize size{name_of_file(planned.file), planned.compression, *bytes, archive->size, {}};
  for (const cpio::Record& record : archive->records) {
    const bool is_file = (record.header.mode & cpio::type_mask) == cpio::type_file;
    // Hard links have the data once; it is shown under the first name.
    const bool first = record.hard_links.empty() || record.name < record.hard_links.front();
    if (is_file && first) size.files.push_back({record.name, record.data.size()});
  }
  sort_by_size(size.files);
  append_rest(size.files, "(names, directories, links)", archive->size);
  return size;
}

template <typename Size, typename Planned>
Result<std::vector<Size>> measure_all(const std::vector<Planned>& planned,
                                      Result<Size> (*measure_one)(const Planned&)) {
  std::vector<Size> sizes;
  for (const Planned& one : planned) {
    Result<Size> size = measure_one(one);
    if (!size) return tl::unexpected(size.error());
    sizes.push_back(std::move(*size));
  }
  return sizes;
}

std::string heading(const std::string& name, std::uint64_t bytes, const std::string& remark) {
  const std::string exact = bytes < 1000 ? "" : fmt::format(" ({} bytes)", grouped(bytes));
  return fmt::format("{}: {}{}{}\n", name, human_size(bytes), exact, remark);
}

std::string text_of(const KernelSize& kernel, std::size_t limit) {
  if (kernel.directories.empty())
    return heading(kernel.name, kernel.bytes,
                   "; what is in it is not known: it was not built here");
  const std::uint64_t total = sum_of(kernel.directories);
  return heading(kernel.name, kernel.bytes,
                 fmt::format("; {} unpacked, by directory", human_size(total))) +
         size_table(kernel.directories, total, limit);
}

std::string text_of(const InitramfsSize& initramfs, std::size_t limit) {
  return heading(initramfs.name, initramfs.bytes,
                 fmt::format("; {} unpacked, by file", human_size(initramfs.unpacked))) +
         size_table(initramfs.files, initramfs.unpacked, limit);
}

Json json_of(const std::vector<Item>& items) {
  Json list = Json::array();
  for (const Item& item : items) list.push_back({{"name", item.name}, {"bytes", item.bytes}});
  return list;
}

}  // namespace

Result<SizeReport> measure(const Plan& plan) {
  Result<std::vector<ImageSize>> images = measure_all<ImageSize>(plan.images, measure_image);
  if (!images) return tl::unexpected(images.error());
  Result<std::vector<KernelSize>> kernels = measure_all<KernelSize>(plan.kernels, measure_kernel);
  if (!kernels) return tl::unexpected(kernels.error());
  Result<std::vector<InitramfsSize>> initramfs =
      measure_all<InitramfsSize>(plan.initramfs, measure_initramfs);
  if (!initramfs) return tl::unexpected(initramfs.error());
  return SizeReport{std::move(*images), std::move(*kernels), std::move(*initramfs)};
}

std::string size_text(const SizeReport& report, std::size_t limit) {
  std::vector<std::string> sections;
  for (const ImageSize& image : report.images)
    sections.push_back(heading(image.name, image.bytes, "") +
                       size_table(image.parts, image.bytes, image.parts.size()));
  for (const KernelSize& kernel : report.kernels) sections.push_back(text_of(kernel, limit));
  for (const InitramfsSize& one : report.initramfs) sections.push_back(text_of(one, limit));
  return fmt::format("{}", fmt::join(sections, "\n"));
}

std::string size_json(const SizeReport& report) {
  Json json = {{"images", Json::array()}, {"kernels", Json::array()}, {"initramfs", Json::array()}};
  for (const ImageSize& image : report.images)
    json["images"].push_back(
        {{"file", image.name}, {"bytes", image.bytes}, {"parts", json_of(image.parts)}});
  for (const KernelSize& kernel : report.kernels)
    json["kernels"].push_back({{"file", kernel.name},
                               {"bytes", kernel.bytes},
                               {"unpacked", sum_of(kernel.directories)},
                               {"directories", json_of(kernel.directories)}});
  for (const InitramfsSize& one : report.initramfs)
    json["initramfs"].push_back({{"file", one.name},
                                 {"compression", one.compression},
                                 {"bytes", one.bytes},
                                 {"unpacked", one.unpacked},
                                 {"files", json_of(one.files)}});
  return json_text(json, 1) + "\n";
}

}  // namespace linuxbake::report
