// SPDX-License-Identifier: MIT
// source.h - finds one image in what others have made: a layout of the Open Container Initiative
// (image-spec: image-layout.md), as a directory or as a tar archive (`skopeo copy ...
// oci-archive:`), or the archive of `docker save` (moby: image/spec/v1.2.md).
//
// All that is read is checked against the digest by which it was named; of an archive of docker's,
// whose layers have no digests, against those in the configuration.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::oci {

// The files of a layout or an archive.
class Files {
 public:
  Files() = default;
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  virtual ~Files() = default;

  [[nodiscard]] virtual bool has(const std::string& name) const = 0;
  // The bytes stay as long as this object. Errors: there is none, it cannot be read.
  [[nodiscard]] virtual Result<std::string_view> bytes(const std::string& name) = 0;
  // What was read on this machine: for a depfile.
  [[nodiscard]] virtual std::vector<std::string> read() const = 0;
};

[[nodiscard]] Result<std::unique_ptr<Files>> open_directory(const std::filesystem::path& path);
// The archive may be compressed. `hash` is its SHA-256; empty: it is not checked.
[[nodiscard]] Result<std::unique_ptr<Files>> open_archive(const std::filesystem::path& path,
                                                          const std::string& hash);

struct Wanted {
  std::string architecture;  // LinuxBake's word for it
  std::string reference;     // a tag, or a name with a tag; empty: the only image that there is
  std::string digest;        // 64 hexadecimal digits of what index.json names; empty: any
};

struct FoundLayer {
  std::string name;        // for messages: "layer 2 of 3 (sha256:…)"
  std::string_view bytes;  // as they are in the image, compressed
  std::string diff_id;     // of the archive in it: "sha256:…"
};

struct FoundImage {
  std::string config;              // the text of its configuration (config.md), a JSON object
  std::vector<FoundLayer> layers;  // the lowest first
};

// Errors: no layout and no archive of docker's, another version, no image of this name or for this
// architecture, something that is no image of Linux, bytes that do not have their digest.
[[nodiscard]] Result<FoundImage> find_image(Files& files, const Wanted& wanted);

// What a layer or an archive holds, unpacked: gzip, zstd, xz (several parts in a row, too) or none
// of them, which the first bytes tell.
class Unpacked {
 public:
  explicit Unpacked(std::string_view as_it_is) : bytes_(as_it_is) {}
  explicit Unpacked(std::string bytes) : storage_(std::move(bytes)), is_own_(true) {}

  [[nodiscard]] std::string_view bytes() const {
    return is_own_ ? std::string_view(storage_) : bytes_;
  }

 private:
  std::string storage_;
  std::string_view bytes_;
  bool is_own_ = false;
};
[[nodiscard]] Result<Unpacked> unpacked(std::string_view bytes);

}  // namespace linuxbake::oci
