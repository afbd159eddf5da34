// SPDX-License-Identifier: MIT
// image.h - a container image of one layer for each architecture, as the Open Container Initiative
// has it (Image Format Specification 1.0; opencontainers/image-spec: config.md, manifest.md,
// image-index.md, image-layout.md).
//
// The bytes depend on the layers, the description and the version of the compressor alone.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "common/json.h"
#include "common/result.h"
#include "cpio/compress.h"

namespace linuxbake::oci {

// What a container is started with.
struct Run {
  std::vector<std::string> entrypoint, command;
  std::vector<std::string> environment;  // NAME=value
  std::vector<std::pair<std::string, std::string>> labels;
  std::vector<std::string> ports;  // "80", "53/udp"
  std::string user, directory;
};

struct Layer {
  std::string architecture;        // LinuxBake's word for it, as x86_64
  std::filesystem::path archive;   // tar
  std::vector<std::string> names;  // of what is in it, relative to the root
};

struct Image {
  std::string name, tag;
  Run run;
  std::vector<Layer> layers;  // the images of an index, one for each architecture
  cpio::Compression compression = cpio::Compression::gzip;  // gzip, zstd or none
  std::uint32_t created = 0;                                // seconds since 1970
};

// What image-spec's config.md calls platform, {"architecture", "os"} and maybe "variant" (values of
// Go's GOARCH). Errors: an architecture that is not known.
[[nodiscard]] Result<Json> platform_of(const std::string& architecture);

// A name by which a layer says that something of a lower one is gone (layer.md, "Whiteouts"): a
// file of this name would not arrive. Empty: there is none.
[[nodiscard]] std::string whiteout_among(const std::vector<std::string>& names);

// The name with the registry and the directory that docker supposes where it names none, and with
// the tag: "hello" is "docker.io/library/hello:latest".
[[nodiscard]] std::string full_name(const std::string& name, const std::string& tag);

// Writes the image as a directory (image-layout.md), with manifest.json besides, which `docker
// load` wants before version 25 (of the first layer, as it knows no index). What else is in
// blobs/sha256 is removed. Returns the names of the files, sorted. Errors: an unknown architecture,
// one that is there twice, a whiteout, an unreadable layer, no room.
[[nodiscard]] Result<std::vector<std::string>> write_layout(const Image& image,
                                                            const std::filesystem::path& directory);

// The same names as a list (mtree(5)) by which bsdtar makes an archive that is always the same.
[[nodiscard]] std::string mtree_of(const std::vector<std::string>& names);

}  // namespace linuxbake::oci
