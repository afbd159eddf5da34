// SPDX-License-Identifier: MIT
#include "oci/source.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/json.h"
#include "common/sha256.h"
#include "cpio/compress.h"
#include "cpio/sink.h"
#include "oci/image.h"
#include "oci/unpack.h"
#include "support/made_tar.h"
#include "support/temporary_directory.h"

namespace linuxbake::oci {
namespace {

std::string compressed(const std::string& bytes, cpio::Compression compression) {
  cpio::StringSink sink;
  cpio::CompressOptions options;
  options.compression = compression;
  options.size = bytes.size();
  auto compressor = cpio::make_compressor(options, sink);
  EXPECT_TRUE((*compressor)->write(bytes) && (*compressor)->finish());
  return sink.bytes;
}

class OciSource : public testing::Test {
 protected:
  OciSource() {
    image.name = "example/hello";
    image.tag = "1.0";
    image.run.command = {"/bin/hello"};
  }

  void write(const std::vector<std::string>& architectures = {"x86_64"}) {
    for (const std::string& architecture : architectures)
      image.layers.push_back(
          {architecture, work.write(architecture, tar_of({{architecture}})), {}});
    ASSERT_TRUE(write_layout(image, layout));
  }

  [[nodiscard]] Json json(const std::string& name) const {
    return parse_json(read_file(layout / name).value_or(""));
  }

  void put(const std::string& name, const std::string& bytes) const {
    work.write("layout/" + name, bytes);
  }

  // Makes a blob, and a descriptor of it.
  [[nodiscard]] Json blob(const std::string& bytes, const std::string& type) const {
    put("blobs/sha256/" + sha256(bytes), bytes);
    return {{"mediaType", type}, {"digest", "sha256:" + sha256(bytes)}, {"size", bytes.size()}};
  }

  [[nodiscard]] Json manifest() const {
    return json("blobs/sha256/" + digest(json("index.json").at("manifests").at(0)));
  }

  void put_manifest(const Json& value) const {
    Json index = json("index.json");
    index["manifests"][0].update(
        blob(json_text(value), "application/vnd.oci.image.manifest.v1+json"));
    put("index.json", json_text(index));
  }

  static std::string digest(const Json& descriptor) {
    return std::string(descriptor.at("digest")).substr(7);
  }

  // What is in the image as lines, or the error's text.
  [[nodiscard]] std::string taken(const Wanted& wanted = {"x86_64", "", ""}) const {
    const auto files = open_directory(layout);
    return lines(**files, wanted);
  }

  [[nodiscard]] std::string taken_from_archive(const std::string& bytes) const {
    const auto files = open_archive(work.write("archive", bytes), "");
    return files ? lines(**files, {"x86_64", "", ""}) : files.error().message;
  }

  [[nodiscard]] std::string lines(Files& files, const Wanted& wanted) const {
    const auto unpacked = find_image(files, wanted).and_then([&](const FoundImage& found) {
      return unpack_image(found, {work.path / "out", "/d"});
    });
    if (!unpacked) return unpacked.error().message;
    const std::size_t at = unpacked->manifest.find("file ");
    return unpacked->manifest.substr(at, unpacked->manifest.find(" contents") - at);
  }

  TemporaryDirectory work;
  std::filesystem::path layout = work.path / "layout";
  Image image;
};

TEST_F(OciSource, OurOwnImagesAreRead) {
  write();
  EXPECT_EQ(taken(), "file /d/x86_64");
  EXPECT_EQ(taken({"x86_64", "1.0", ""}), "file /d/x86_64");
  EXPECT_EQ(taken({"x86_64", "docker.io/example/hello:1.0", ""}), "file /d/x86_64");
  EXPECT_EQ(taken({"x86_64", "", digest(json("index.json").at("manifests").at(0))}),
            "file /d/x86_64");
}

TEST_F(OciSource, WhatIsWantedIsChosenOrIsNotThere) {
  write({"x86_64", "aarch64"});
  EXPECT_EQ(taken(), "file /d/x86_64");
  EXPECT_EQ(taken({"aarch64", "", ""}), "file /d/aarch64");
  EXPECT_EQ(taken({"riscv64", "", ""}),
            "the image is not there for linux/riscv64, only for linux/amd64, linux/arm64");
  EXPECT_EQ(taken({"x86_64", "2.0", ""}),
            "there is no image '2.0'; there are: 1.0, docker.io/example/hello:1.0");
  EXPECT_EQ(taken({"x86_64", "", std::string(64, '0')}),
            "index.json names no image of the digest sha256:" + std::string(64, '0'));
}

TEST_F(OciSource, AnImageForAnotherMachineIsRefused) {
  write({"aarch64"});
  EXPECT_EQ(taken(), "the image is for linux/arm64, not for linux/amd64");
}

TEST_F(OciSource, OfSeveralImagesOneIsNamed) {
  write();
  Json index = json("index.json");
  index["manifests"][0].erase("platform");
  index["manifests"].push_back(index["manifests"][0]);
  index["manifests"][1]["annotations"] = {{"org.opencontainers.image.ref.name", "2.0"}};
  put("index.json", json_text(index));
  EXPECT_EQ(taken(),
            "there are several images (1.0, docker.io/example/hello:1.0, 2.0); say by a reference "
            "which one");
  EXPECT_EQ(taken({"x86_64", "2.0", ""}), "file /d/x86_64");
}

TEST_F(OciSource, EveryPartHasToBeWhatItsDigestSays) {
  write();
  const Json original = manifest();
  const std::string layer = "blobs/sha256/" + digest(original.at("layers").at(0));
  const std::string config = "blobs/sha256/" + digest(original.at("config"));
  const std::string whole = "blobs/sha256/" + digest(json("index.json").at("manifests").at(0));
  for (const auto& [name, what] : {std::pair(layer, "layer 1 of 1 (sha256:"),
                                   {config, "the configuration is not what its digest says"},
                                   {whole, "the manifest is not what its digest says"}}) {
    const std::string bytes = read_file(layout / name).value_or("");
    std::string changed = bytes;
    changed.back() = static_cast<char>(changed.back() ^ 1);
    put(name, changed);
    EXPECT_TRUE(taken().starts_with(what)) << taken();
    EXPECT_NE(taken().find("is not what its digest says"), std::string::npos) << taken();
    put(name, bytes + "x");
    EXPECT_NE(taken().find("bytes, not those that its descriptor says"), std::string::npos);
    put(name, bytes);
  }
  EXPECT_EQ(taken(), "file /d/x86_64");
}

TEST_F(OciSource, TheArchiveInALayerHasToBeTheConfigurations) {
  write();
  Json other = manifest();
  other["layers"][0] =
      blob(tar_of({{"other"}}), "application/vnd.docker.image.rootfs.diff.tar.gzip");
  put_manifest(other);
  EXPECT_NE(taken().find("the archive in it is sha256:" + sha256(tar_of({{"other"}})) +
                         ", but the configuration says sha256:" + sha256(tar_of({{"x86_64"}}))),
            std::string::npos)
      << taken();
  other["layers"].push_back(other["layers"][0]);
  put_manifest(other);
  EXPECT_EQ(taken(), "the configuration has 1 layers, the image 2");
}

TEST_F(OciSource, WhatIsNoImageOfFilesIsRefused) {
  write();
  Json other = manifest();
  other["config"]["mediaType"] = "application/vnd.example.chart.v1+json";
  put_manifest(other);
  EXPECT_EQ(taken(),
            "the manifest is of something else than an image: its configuration is "
            "application/vnd.example.chart.v1+json");
  other["config"]["mediaType"] = "application/vnd.oci.image.config.v1+json";
  other["layers"][0]["mediaType"] = "application/vnd.oci.image.layer.v1.tar+encrypted";
  put_manifest(other);
  EXPECT_NE(taken().find("is no tar archive, but application/vnd.oci.image.layer"),
            std::string::npos);
  other["layers"][0]["mediaType"] = "application/vnd.oci.image.layer.v1.tar";
  other["layers"][0]["digest"] = "sha256:../../../../etc/passwd";
  put_manifest(other);
  EXPECT_NE(taken().find("the digest 'sha256:../../../../etc/passwd' is not sha256:"),
            std::string::npos);
  other["layers"][0]["digest"] = "sha256:" + std::string(64, '0');
  put_manifest(other);
  EXPECT_NE(taken().find("is not there: blobs/sha256/0000"), std::string::npos) << taken();
}

TEST_F(OciSource, NonsenseIsAnErrorAndNoCrash) {
  write();
  for (const char* text : {"", "{", "null", "[]", "{\"manifests\": 3}", "{\"manifests\": [3]}",
                           "{\"manifests\": [{\"digest\": 3}]}", "{\"manifests\": []}"}) {
    put("index.json", text);
    EXPECT_FALSE(taken().starts_with("file")) << text;
  }
}

TEST_F(OciSource, ListsInListsWithoutEndAreNoJson) {
  write();
  constexpr std::size_t depth = 1'000'000;
  put("index.json", "{\"manifests\": " + std::string(depth, '[') + std::string(depth, ']') + "}");
  EXPECT_EQ(taken(), "index.json is no JSON");
}

// su knows nobody else; engines make the line, too.
TEST_F(OciSource, AUserWhoIsANumberGetsALineInASystem) {
  const std::string root = "root:x:0:0::/root:/bin/sh";
  const std::string own = root + "\n1000:x:1000:2000:container user:/:/bin/sh\n";
  image.run.user = "1000:2000";
  image.layers = {{"x86_64", work.write("tar", tar_of({{"etc/passwd", '0', "", root, 0640}})), {}}};
  ASSERT_TRUE(write_layout(image, layout));
  const auto files = open_directory(layout);
  const auto found = find_image(**files, {"x86_64", "", ""});
  ASSERT_TRUE(found);
  for (const auto& [destination, text] : {std::pair{"/", own}, {"/d", root}}) {
    const auto unpacked = unpack_image(*found, {work.path / "out", destination, ""});
    ASSERT_TRUE(unpacked) << unpacked.error().message;
    EXPECT_NE(unpacked->manifest.find("/etc/passwd contents/" + sha256(text) + " 0640 0 0\n"),
              std::string::npos)
        << unpacked->manifest;
  }
  EXPECT_NE(
      read_file(work.path / "out" / "run").value_or("").find("su -p -s /bin/sh -c : -- '1000'"),
      std::string::npos);
}

TEST_F(OciSource, LayersComeInPartsAndCompressedInEachWay) {
  write();
  const std::string tar = tar_of({{"x86_64"}});
  const std::string skipped("\x50\x2a\x4d\x18\x03\0\0\0abc", 11);
  using cpio::Compression;
  const std::vector<std::string> layers = {
      tar, compressed(tar, Compression::gzip), compressed(tar, Compression::xz),
      compressed(tar.substr(0, 700), Compression::gzip) +
          compressed(tar.substr(700), Compression::gzip),
      skipped + compressed(tar.substr(0, 700), Compression::zstd) + skipped +
          compressed(tar.substr(700), Compression::zstd)};
  for (const std::string& layer : layers) {
    Json other = manifest();
    other["layers"][0] = blob(layer, "application/vnd.oci.image.layer.v1.tar+gzip");
    put_manifest(other);
    EXPECT_EQ(taken(), "file /d/x86_64");
  }
  Json other = manifest();
  other["layers"][0] = blob(layers[1] + "rubbish", "application/vnd.oci.image.layer.v1.tar+gzip");
  put_manifest(other);
  EXPECT_NE(taken().find("what follows its first part is not compressed"), std::string::npos);
}

TEST_F(OciSource, ArchivesOfDockerAreRead) {
  const std::string tar = tar_of({{"x86_64"}});
  const std::string config =
      json_text(Json{{"architecture", "amd64"},
                     {"os", "linux"},
                     {"rootfs", {{"type", "layers"}, {"diff_ids", {"sha256:" + sha256(tar)}}}}});
  const std::string name = sha256(config) + ".json";
  const std::string text = json_text(
      Json::array({{{"Config", name}, {"RepoTags", {"hello:1.0"}}, {"Layers", {"b/layer.tar"}}}}));
  const std::string archive = tar_of({{"manifest.json", '0', "", text},
                                      {name, '0', "", config},
                                      {"a/layer.tar", '0', "", tar},
                                      {"b/layer.tar", '2', "../a/layer.tar"}});
  EXPECT_EQ(taken_from_archive(archive), "file /d/x86_64");
  EXPECT_EQ(taken_from_archive(compressed(archive, cpio::Compression::gzip)), "file /d/x86_64");
  const std::string changed = tar_of({{"manifest.json", '0', "", text},
                                      {name, '0', "", config + " "},
                                      {"b/layer.tar", '0', "", tar}});
  EXPECT_EQ(taken_from_archive(changed), "the configuration is not what its name says: " + name);
  EXPECT_EQ(taken_from_archive(tar_of({{"x"}})),
            "is neither an image layout (oci-layout, index.json) nor of docker save");
}

TEST_F(OciSource, AnArchiveHasItsHash) {
  const std::string path = work.write("archive", "bytes");
  EXPECT_TRUE(open_archive(path, sha256("bytes")).error().message.find("damaged") !=
              std::string::npos);
  EXPECT_EQ(open_archive(path, std::string(64, '0')).error().message,
            "has the SHA-256 " + sha256("bytes") + ", not " + std::string(64, '0'));
}

}  // namespace
}  // namespace linuxbake::oci
