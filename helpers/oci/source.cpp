// SPDX-License-Identifier: MIT
#include "oci/source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/json.h"
#include "common/sha256.h"
#include "oci/image.h"

namespace linuxbake::oci {
namespace {

constexpr int depth_limit = 8;  // indexes in indexes

bool ends_with_any(const std::string& text, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

// A string member, or nothing.
std::string text_at(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool is_index(const Json& descriptor) {
  return ends_with_any(text_at(descriptor, "mediaType"),
                       {"image.index.v1+json", "manifest.list.v2+json"});
}

bool is_digest(const std::string& text) {
  return text.size() == 71 && text.starts_with("sha256:") &&
         text.find_first_not_of("0123456789abcdef", 7) == std::string::npos;
}

Result<Json> json_of(std::string_view text, const std::string& what) {
  Json value = parse_json_or_discard(text);
  if (value.is_discarded() || (!value.is_object() && !value.is_array()))
    return fail(fmt::format("{} is no JSON", what));
  return value;
}

// The bytes that a descriptor names (descriptor.md), if they are those.
Result<std::string_view> blob(Files& files, const Json& descriptor, const std::string& what) {
  const std::string digest = text_at(descriptor, "digest");
  if (!is_digest(digest))
    return fail(fmt::format("{}: the digest '{}' is not sha256: and 64 digits", what, digest));
  const std::string name = "blobs/sha256/" + digest.substr(7);
  if (!files.has(name))
    return fail(
        fmt::format("{} is not there: {}; an image whose parts are elsewhere has to be "
                    "fetched whole, as by skopeo copy",
                    what, name));
  const Result<std::string_view> bytes = files.bytes(name);
  if (!bytes) return bytes;
  const auto size = descriptor.find("size");
  if (size == descriptor.end() || !size->is_number_unsigned() ||
      size->get<std::uint64_t>() != bytes->size())
    return fail(fmt::format("{} has {} bytes, not those that its descriptor says: {}", what,
                            bytes->size(), digest));
  if (const std::string actual = sha256(*bytes); actual != digest.substr(7))
    return fail(fmt::format("{} is not what its digest says: it is sha256:{}, not {}", what, actual,
                            digest));
  return bytes;
}

Result<Json> json_blob(Files& files, const Json& descriptor, const std::string& what) {
  return blob(files, descriptor, what).and_then([&](std::string_view text) {
    return json_of(text, what);
  });
}

std::string platform_text(const Json& platform) {
  return fmt::format("{}/{}", text_at(platform, "os"), text_at(platform, "architecture"));
}

bool same_platform(const Json& platform, const Json& wanted) {
  return platform_text(platform) == platform_text(wanted);
}

// Of the images of an index the one for this platform; of several (arm's variants, x86-64's levels)
// the plainest.
Result<Json> of_platform(const Json& manifests, const Json& wanted) {
  std::vector<std::string> there;
  const Json* best = nullptr;
  int best_rank = 0;
  for (const Json& descriptor : manifests) {
    const auto platform = descriptor.find("platform");
    if (platform == descriptor.end()) continue;
    there.push_back(platform_text(*platform));
    if (!same_platform(*platform, wanted)) continue;
    const std::string variant = text_at(*platform, "variant");
    const int rank = variant == text_at(wanted, "variant") ? 3 : variant.empty() ? 2 : 1;
    if (rank > best_rank) best = &descriptor;
    best_rank = std::max(rank, best_rank);
  }
  if (best != nullptr) return *best;
  return fail(fmt::format(
      "the image is not there for {}, only for {}", platform_text(wanted),
      there.empty() ? "none that is named" : fmt::format("{}", fmt::join(there, ", "))));
}

std::vector<std::string> names_of(const Json& descriptor) {
  std::vector<std::string> names;
  const auto annotations = descriptor.find("annotations");
  if (annotations == descriptor.end()) return names;
  for (const char* key : {"org.opencontainers.image.ref.name", "io.containerd.image.name"}) {
    const std::string name = text_at(*annotations, key);
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

// What index.json has under the name, or its only entry.
Result<Json> entry_of(const Json& index, const Wanted& wanted, const Json& platform) {
  const auto manifests = index.find("manifests");
  if (manifests == index.end() || !manifests->is_array())
    return fail("index.json has no manifests");
  Json found = Json::array();
  std::vector<std::string> names;
  for (const Json& descriptor : *manifests) {
    const std::vector<std::string> own = names_of(descriptor);
    names.insert(names.end(), own.begin(), own.end());
    const bool is_named = wanted.reference.empty() || contains(own, wanted.reference);
    const bool is_meant =
        wanted.digest.empty() || text_at(descriptor, "digest") == "sha256:" + wanted.digest;
    if (is_named && is_meant) found.push_back(descriptor);
  }
  const std::string there =
      names.empty() ? "none has a name" : fmt::format("{}", fmt::join(names, ", "));
  if (found.empty() && !wanted.digest.empty())
    return fail(fmt::format("index.json names no image of the digest sha256:{}", wanted.digest));
  if (found.empty())
    return fail(fmt::format("there is no image '{}'; there are: {}", wanted.reference, there));
  if (found.size() == 1) return found.front();
  const bool is_list = std::ranges::all_of(
      found, [](const Json& descriptor) { return descriptor.contains("platform"); });
  if (is_list) return of_platform(found, platform);
  return fail(fmt::format("there are several images ({}); say by a reference which one", there));
}

Result<Json> manifest_of(Files& files, Json descriptor, const Json& platform) {
  for (int depth = 0; depth < depth_limit; ++depth) {
    const bool index = is_index(descriptor);
    Result<Json> value = json_blob(files, descriptor, index ? "the index" : "the manifest");
    if (!value || !index) return value;
    Result<Json> chosen = of_platform(value->value("manifests", Json::array()), platform);
    if (!chosen) return chosen;
    descriptor = std::move(*chosen);
  }
  return fail("the indexes of the image lead on and on");
}

Result<void> take_config(FoundImage& image, std::string_view text, const Json& platform) {
  const Result<Json> config = json_of(text, "the configuration");
  if (!config) return tl::unexpected(config.error());
  if (!same_platform(*config, platform)) {
    return fail(fmt::format("the image is for {}, not for {}", platform_text(*config),
                            platform_text(platform)));
  }
  const Json rootfs = config->value("rootfs", Json::object());
  const Json ids = rootfs.is_object() ? rootfs.value("diff_ids", Json::array()) : Json::array();
  if (ids.size() != image.layers.size()) {
    return fail(fmt::format("the configuration has {} layers, the image {}", ids.size(),
                            image.layers.size()));
  }
  for (std::size_t at = 0; at < ids.size(); ++at) {
    const std::string id = ids.at(at).is_string() ? ids.at(at).get<std::string>() : "";
    if (!is_digest(id)) return fail(fmt::format("the configuration: '{}' is no digest", id));
    image.layers[at].diff_id = id;
  }
  image.config = text;
  return {};
}

std::string layer_name(std::size_t at, std::size_t count, const std::string& what) {
  return fmt::format("layer {} of {} ({})", at + 1, count, what);
}

Result<FoundImage> find_in_layout(Files& files, const Wanted& wanted, const Json& platform) {
  const Result<std::string_view> index_text = files.bytes("index.json");
  if (!index_text) return tl::unexpected(index_text.error());
  const Result<Json> manifest =
      json_of(*index_text, "index.json")
          .and_then([&](const Json& index) { return entry_of(index, wanted, platform); })
          .and_then([&](const Json& entry) { return manifest_of(files, entry, platform); });
  if (!manifest) return tl::unexpected(manifest.error());
  const Json config = manifest->value("config", Json::object());
  if (!ends_with_any(text_at(config, "mediaType"),
                     {"image.config.v1+json", "container.image.v1+json"})) {
    return fail(
        fmt::format("the manifest is of something else than an image: its configuration is {}",
                    text_at(config, "mediaType")));
  }
  const Json layers = manifest->value("layers", Json::array());
  FoundImage image;
  for (std::size_t at = 0; at < layers.size(); ++at) {
    const std::string name = layer_name(at, layers.size(), text_at(layers.at(at), "digest"));
    const std::string type = text_at(layers.at(at), "mediaType");
    if (!ends_with_any(type, {".tar", ".tar+gzip", ".tar+zstd", ".tar.gzip", ".tar.zstd"}))
      return fail(fmt::format("{} is no tar archive, but {}", name, type));
    const Result<std::string_view> bytes = blob(files, layers.at(at), name);
    if (!bytes) return tl::unexpected(bytes.error());
    image.layers.push_back({name, *bytes, {}});
  }
  return blob(files, config, "the configuration")
      .and_then([&](std::string_view text) { return take_config(image, text, platform); })
      .map([&] { return std::move(image); });
}

Result<Json> docker_entry(const Json& manifest, const std::string& reference) {
  std::vector<std::string> names;
  Json found = Json::array();
  for (const Json& entry : manifest) {
    bool is_named = reference.empty();
    for (const Json& tag : entry.value("RepoTags", Json::array())) {
      if (!tag.is_string()) continue;
      names.push_back(tag);
      is_named = is_named || names.back() == reference;
    }
    if (is_named) found.push_back(entry);
  }
  const std::string there =
      names.empty() ? "none has a name" : fmt::format("{}", fmt::join(names, ", "));
  if (found.size() == 1) return found.front();
  if (found.empty())
    return fail(fmt::format("there is no image '{}'; there are: {}", reference, there));
  return fail(fmt::format("there are several images ({}); say by a reference which one", there));
}

Result<FoundImage> find_in_docker_archive(Files& files, const Wanted& wanted,
                                          const Json& platform) {
  const Result<std::string_view> text = files.bytes("manifest.json");
  if (!text) return tl::unexpected(text.error());
  const Result<Json> entry = json_of(*text, "manifest.json").and_then([&](const Json& manifest) {
    return docker_entry(manifest, wanted.reference);
  });
  if (!entry) return tl::unexpected(entry.error());
  const Json layers = entry->value("Layers", Json::array());
  FoundImage image;
  for (std::size_t at = 0; at < layers.size(); ++at) {
    const std::string file = layers.at(at).is_string() ? layers.at(at).get<std::string>() : "";
    const Result<std::string_view> bytes = files.bytes(file);
    if (!bytes) return tl::unexpected(bytes.error());
    image.layers.push_back({layer_name(at, layers.size(), file), *bytes, {}});
  }
  const std::string name = text_at(*entry, "Config");
  const Result<std::string_view> config = files.bytes(name);
  if (!config) return tl::unexpected(config.error());
  // "<hash>.json", or the path of a blob.
  const std::string hash =
      name.ends_with(".json") ? name.substr(0, name.size() - 5) : name.substr(name.rfind('/') + 1);
  if (is_digest("sha256:" + hash) && sha256(*config) != hash)
    return fail(fmt::format("the configuration is not what its name says: {}", name));
  return take_config(image, *config, platform).map([&] { return std::move(image); });
}

}  // namespace

Result<FoundImage> find_image(Files& files, const Wanted& wanted) {
  const Result<Json> platform = platform_of(wanted.architecture);
  if (!platform) return tl::unexpected(platform.error());
  try {
    if (files.has("oci-layout") && files.has("index.json"))
      return find_in_layout(files, wanted, *platform);
    if (files.has("manifest.json")) return find_in_docker_archive(files, wanted, *platform);
  } catch (const Json::exception& problem) {
    return fail(fmt::format("what describes the image is not as it has to be: {}", problem.what()));
  }
  return fail("is neither an image layout (oci-layout, index.json) nor of docker save");
}

}  // namespace linuxbake::oci
