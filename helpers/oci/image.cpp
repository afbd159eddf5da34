// SPDX-License-Identifier: MIT
#include "oci/image.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "common/architecture.h"
#include "common/files.h"
#include "common/mapped_file.h"
#include "common/sha256.h"
#include "cpio/sink.h"

namespace linuxbake::oci {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view types = "application/vnd.oci.image.";
constexpr std::string_view whiteout = ".wh.";

// The blobs of a layout; what is not among them at the end is of an earlier image.
class Blobs {
 public:
  explicit Blobs(fs::path directory) : directory_(std::move(directory)) {}

  // A descriptor of it (descriptor.md).
  Result<Json> add(std::string_view type, std::string_view bytes) {
    const std::string hash = sha256(bytes);
    names_.insert(hash);
    return write_file_if_different(directory_ / hash, bytes).map([&](bool) {
      return Json{{"mediaType", std::string(types) + std::string(type)},
                  {"digest", "sha256:" + hash},
                  {"size", bytes.size()}};
    });
  }

  Result<Json> add_json(std::string_view type, const Json& value) {
    return add(type, json_text(value));
  }

  [[nodiscard]] const std::set<std::string>& names() const { return names_; }

  [[nodiscard]] Result<void> remove_others() const {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory_, error)) {
      if (names_.contains(entry.path().filename().string())) continue;
      fs::remove_all(entry.path(), error);
      if (error) break;
    }
    if (error) return fail(error.message(), directory_.string());
    return {};
  }

 private:
  fs::path directory_;
  std::set<std::string> names_;
};

// One architecture's image, as its descriptors.
struct Written {
  Json manifest, config, layer;
};

Result<std::string> compressed(std::string_view bytes, cpio::Compression compression) {
  cpio::StringSink result;
  cpio::CompressOptions options;
  options.compression = compression;
  options.size = bytes.size();
  Result<std::unique_ptr<cpio::Sink>> compressor = cpio::make_compressor(options, result);
  if (!compressor) return tl::unexpected(compressor.error());
  const Result<void> done =
      (*compressor)->write(bytes).and_then([&] { return (*compressor)->finish(); });
  if (!done) return tl::unexpected(done.error());
  return std::move(result.bytes);
}

std::string layer_type(cpio::Compression compression) {
  if (compression == cpio::Compression::none) return "layer.v1.tar";
  return fmt::format("layer.v1.tar+{}", cpio::name_of(compression));
}

void add_if_any(Json& object, const char* key, const Json& value) {
  if (!value.empty()) object[key] = value;
}

// RFC 3339, which the specification asks for.
std::string date_of(std::uint32_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::string text(sizeof "1970-01-01T00:00:00Z", '\0');
  text.resize(std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts));
  return text;
}

Json config_of(const Image& image, const std::string& layer_hash, const Json& platform) {
  Json run = Json::object();
  const Run& is = image.run;
  if (!is.user.empty()) run["User"] = is.user;
  Json ports = Json::object();
  for (const std::string& port : is.ports)
    ports[port.find('/') == std::string::npos ? port + "/tcp" : port] = Json::object();
  add_if_any(run, "ExposedPorts", ports);
  add_if_any(run, "Env", is.environment);
  add_if_any(run, "Entrypoint", is.entrypoint);
  add_if_any(run, "Cmd", is.command);
  if (!is.directory.empty()) run["WorkingDir"] = is.directory;
  Json labels = Json::object();
  for (const auto& [key, value] : is.labels) labels[key] = value;
  add_if_any(run, "Labels", labels);

  const std::string created = date_of(image.created);
  Json config = {{"created", created}};
  config.update(platform);
  config["config"] = run;
  config["rootfs"] = {{"type", "layers"}, {"diff_ids", {"sha256:" + layer_hash}}};
  config["history"] = {{{"created", created}, {"created_by", "LinuxBake"}}};
  return config;
}

Result<Written> write_one(const Image& image, const Layer& layer, Blobs& blobs) {
  const std::string lost = whiteout_among(layer.names);
  if (!lost.empty()) {
    return fail(fmt::format(
        "/{}: names that begin with '{}' say in a layer that a file of a lower layer is gone, so "
        "that no container would have this one; rename it",
        lost, whiteout));
  }
  const Result<Json> platform = platform_of(layer.architecture);
  if (!platform) return tl::unexpected(platform.error());
  const Result<MappedFile> archive = MappedFile::open(layer.archive);
  if (!archive) return tl::unexpected(archive.error());
  Written written;
  const auto keep = [](Json& place) { return [&place](Json value) { place = std::move(value); }; };
  const Result<void> done =
      compressed(archive->bytes(), image.compression)
          .and_then([&](const std::string& bytes) {
            return blobs.add(layer_type(image.compression), bytes);
          })
          .map(keep(written.layer))
          .and_then([&] {
            return blobs.add_json("config.v1+json",
                                  config_of(image, sha256(archive->bytes()), *platform));
          })
          .map(keep(written.config))
          .and_then([&] {
            return blobs.add_json("manifest.v1+json",
                                  Json{{"schemaVersion", 2},
                                       {"mediaType", std::string(types) + "manifest.v1+json"},
                                       {"config", written.config},
                                       {"layers", Json::array({written.layer})}});
          })
          .map(keep(written.manifest));
  if (!done) return tl::unexpected(done.error());
  written.manifest["platform"] = *platform;
  return written;
}

Json index_of(const Json& manifests) {
  return {{"schemaVersion", 2},
          {"mediaType", std::string(types) + "index.v1+json"},
          {"manifests", manifests}};
}

// What index.json points to: the only image, or an index of those of all architectures.
Result<Json> entry_of(const std::vector<Written>& all, Blobs& blobs) {
  if (all.size() == 1) return all.front().manifest;
  Json manifests = Json::array();
  for (const Written& written : all) manifests.push_back(written.manifest);
  return blobs.add_json("index.v1+json", index_of(manifests));
}

std::string blob_path(const Json& descriptor) {
  std::string digest = descriptor.at("digest");
  std::replace(digest.begin(), digest.end(), ':', '/');
  return "blobs/" + digest;
}

// As `docker save` writes it (moby: image/spec/v1.2.md).
Json docker_manifest(const Image& image, const Written& first) {
  return Json::array({{{"Config", blob_path(first.config)},
                       {"RepoTags", {image.name + ":" + image.tag}},
                       {"Layers", {blob_path(first.layer)}}}});
}

}  // namespace

Result<Json> platform_of(const std::string& architecture) {
  if (const Architecture* const found = find_architecture(architecture)) {
    Json platform = {{"architecture", found->image_platform}, {"os", "linux"}};
    if (!found->image_variant.empty()) platform["variant"] = found->image_variant;
    return platform;
  }
  std::vector<std::string> known = architecture_names();
  std::sort(known.begin(), known.end());
  return fail(fmt::format("'{}' is no architecture of an image; there are {}", architecture,
                          fmt::join(known, ", ")));
}

std::string whiteout_among(const std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (name.substr(name.rfind('/') + 1).starts_with(whiteout)) return name;
  return {};
}

std::string full_name(const std::string& name, const std::string& tag) {
  const std::size_t slash = name.find('/');
  const std::string first = name.substr(0, slash);
  const bool has_registry =
      slash != std::string::npos &&
      (first == "localhost" || first.find_first_of(".:") != std::string::npos);
  if (has_registry) return fmt::format("{}:{}", name, tag);
  return fmt::format("docker.io/{}{}:{}", slash == std::string::npos ? "library/" : "", name, tag);
}

Result<std::vector<std::string>> write_layout(const Image& image, const fs::path& directory) {
  Blobs blobs(directory / "blobs" / "sha256");
  std::vector<Written> all;
  std::set<std::string> platforms;
  for (const Layer& layer : image.layers) {
    Result<Written> written = write_one(image, layer, blobs);
    if (!written) return tl::unexpected(written.error());
    if (!platforms.insert(json_text(written->manifest["platform"])).second) {
      return fail(
          fmt::format("'{}': two root file systems are for one platform", layer.architecture));
    }
    all.push_back(std::move(*written));
  }
  const auto write = [&](const char* name, const Json& value) {
    return write_file_if_different(directory / name, json_text(value)).map([](bool) {});
  };
  return entry_of(all, blobs)
      .and_then([&](Json entry) {
        entry["annotations"] = {{"io.containerd.image.name", full_name(image.name, image.tag)},
                                {"org.opencontainers.image.ref.name", image.tag}};
        return write("index.json", index_of(Json::array({entry})));
      })
      .and_then([&] { return write("manifest.json", docker_manifest(image, all.front())); })
      .and_then([&] {
        return write("oci-layout", {{"imageLayoutVersion", "1.0.0"}});
      })
      .and_then([&] { return blobs.remove_others(); })
      .map([&] {
        std::vector<std::string> names;
        for (const std::string& blob : blobs.names()) names.push_back("blobs/sha256/" + blob);
        names.insert(names.end(), {"index.json", "manifest.json", "oci-layout"});
        return names;
      });
}

std::string mtree_of(const std::vector<std::string>& names) {
  std::string text = "#mtree\n/set type=file uid=0 gid=0 mode=0644 time=0.0\n";
  for (const std::string& name : names) text += "./" + name + "\n";
  return text;
}

}  // namespace linuxbake::oci
