// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <deque>
#include <map>
#include <optional>

#include "common/mapped_file.h"
#include "common/sha256.h"
#include "cpio/decompress.h"
#include "cpio/names.h"
#include "oci/source.h"
#include "tar/read.h"

namespace linuxbake::oci {
namespace {

namespace fs = std::filesystem;

class Directory : public Files {
 public:
  explicit Directory(fs::path path) : path_(std::move(path)) {}

  [[nodiscard]] bool has(const std::string& name) const override {
    std::error_code error;
    return fs::is_regular_file(path_ / name, error);
  }

  Result<std::string_view> bytes(const std::string& name) override {
    Result<MappedFile> file = MappedFile::open(path_ / name);
    if (!file) return tl::unexpected(file.error());
    read_.push_back((path_ / name).string());
    files_.push_back(std::move(*file));
    return files_.back().bytes();
  }

  [[nodiscard]] std::vector<std::string> read() const override { return read_; }

 private:
  fs::path path_;
  std::deque<MappedFile> files_;
  std::vector<std::string> read_;
};

class Archive : public Files {
 public:
  Archive(std::string path, MappedFile file, Unpacked content)
      : path_(std::move(path)), file_(std::move(file)), content_(std::move(content)) {}

  Result<void> read_names() {
    const Result<std::vector<tar::Entry>> entries =
        tar::read(content_.bytes(), tar::Readers::image_engines);
    if (!entries) return fail(entries.error().message, path_);
    for (const tar::Entry& entry : *entries)
      members_.insert_or_assign(cpio::joined(cpio::components_of(entry.name)), entry);
    return {};
  }

  [[nodiscard]] bool has(const std::string& name) const override { return find(name) != nullptr; }

  Result<std::string_view> bytes(const std::string& name) override {
    const tar::Entry* entry = find(name);
    if (entry == nullptr) return fail(fmt::format("there is no '{}' in it", name), path_);
    return entry->data;
  }

  [[nodiscard]] std::vector<std::string> read() const override { return {path_}; }

 private:
  // Docker before version 25 wrote a layer that it had written before as a link to that.
  [[nodiscard]] const tar::Entry* find(const std::string& name) const {
    const auto target_of = [&](const std::string& link) -> const std::string* {
      const auto found = members_.find(link);
      const bool is_link = found != members_.end() && found->second.kind == cpio::Kind::symlink;
      return is_link ? &found->second.target : nullptr;
    };
    const std::optional<std::string> real = cpio::follow_links(name, true, target_of);
    if (!real) return nullptr;
    const auto found = members_.find(*real);
    if (found == members_.end()) return nullptr;
    return found->second.kind == cpio::Kind::file ? &found->second : nullptr;
  }

  std::string path_;
  MappedFile file_;
  Unpacked content_;
  std::map<std::string, tar::Entry> members_;
};

// Of zstd: what its readers pass over (RFC 8878, 3.1.2), as layers for lazy pulling have it.
std::size_t skippable_frame(std::string_view bytes) {
  if (bytes.size() < 8 || (static_cast<unsigned char>(bytes[0]) & 0xf0) != 0x50 ||
      !bytes.substr(1).starts_with("\x2a\x4d\x18"))
    return 0;
  std::size_t size = 0;
  for (std::size_t at = 7; at > 3; --at) size = size << 8 | static_cast<unsigned char>(bytes[at]);
  return std::min(size + 8, bytes.size());
}

bool is_compressed(std::string_view bytes) {
  return bytes.starts_with("\x1f\x8b") || bytes.starts_with("\x28\xb5\x2f\xfd") ||
         bytes.starts_with(
             "\xfd"
             "7zXZ") ||
         skippable_frame(bytes) != 0;
}

}  // namespace

Result<Unpacked> unpacked(std::string_view bytes) {
  if (!is_compressed(bytes)) return Unpacked(bytes);
  std::string all;
  while (!bytes.empty()) {
    if (const std::size_t skipped = skippable_frame(bytes); skipped != 0) {
      bytes.remove_prefix(skipped);
      continue;
    }
    Result<cpio::Part> part = cpio::decompress_part(bytes);
    if (!part)
      return fail("what follows its first part is not compressed: " + part.error().message);
    if (all.empty())
      all = std::move(part->bytes);
    else
      all += part->bytes;
    bytes.remove_prefix(part->size);
  }
  return Unpacked(std::move(all));
}

Result<std::unique_ptr<Files>> open_directory(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return fail("is not a directory", path.string());
  return std::make_unique<Directory>(path);
}

Result<std::unique_ptr<Files>> open_archive(const fs::path& path, const std::string& hash) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return tl::unexpected(file.error());
  if (!hash.empty()) {
    const std::string actual = sha256(file->bytes());
    if (actual != hash)
      return fail(fmt::format("has the SHA-256 {}, not {}", actual, hash), path.string());
  }
  Result<Unpacked> content = unpacked(file->bytes());
  if (!content) return fail(content.error().message, path.string());
  auto archive = std::make_unique<Archive>(path.string(), std::move(*file), std::move(*content));
  if (const Result<void> done = archive->read_names(); !done) return tl::unexpected(done.error());
  return archive;
}

}  // namespace linuxbake::oci
