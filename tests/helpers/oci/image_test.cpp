// SPDX-License-Identifier: MIT
#include "oci/image.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/sha256.h"
#include "support/temporary_directory.h"

namespace linuxbake::oci {
namespace {

class OciImage : public testing::Test {
 protected:
  OciImage() {
    image.name = "example/hello";
    image.tag = "1.0";
    image.compression = cpio::Compression::none;
  }

  void add(const std::string& architecture, const std::string& bytes) {
    image.layers.push_back({architecture, work.write(architecture + ".tar", bytes), {}});
  }

  [[nodiscard]] std::string layout() const { return (work.path / "layout").string(); }

  // The error's text; "" if there is none.
  [[nodiscard]] std::string written() const {
    const auto done = write_layout(image, layout());
    return done ? "" : done.error().message;
  }

  [[nodiscard]] Json json(const std::string& file) const {
    return parse_json(read_file(layout() + "/" + file).value_or("missing"));
  }

  // The blob of a descriptor, whose size and hash have to be right.
  [[nodiscard]] std::string blob(const Json& descriptor) const {
    const std::string hash = std::string(descriptor.at("digest")).substr(7);
    const std::string bytes = read_file(layout() + "/blobs/sha256/" + hash).value_or("missing");
    EXPECT_EQ(sha256(bytes), hash);
    EXPECT_EQ(bytes.size(), descriptor.at("size"));
    return bytes;
  }

  TemporaryDirectory work;
  Image image;
};

TEST_F(OciImage, DescriptorsLeadFromTheIndexToTheLayer) {
  add("x86_64", "layer");
  ASSERT_EQ(written(), "");
  const Json entry = json("index.json").at("manifests").at(0);
  EXPECT_EQ(entry.at("annotations").at("org.opencontainers.image.ref.name"), "1.0");
  const Json manifest = parse_json(blob(entry));
  EXPECT_EQ(blob(manifest.at("layers").at(0)), "layer");
  const Json config = parse_json(blob(manifest.at("config")));
  EXPECT_EQ(config.at("rootfs").at("diff_ids"), Json::array({"sha256:" + sha256("layer")}));
  EXPECT_EQ(json("oci-layout").at("imageLayoutVersion"), "1.0.0");
}

TEST_F(OciImage, TheLayerIsNamedByItsCompressionAndTheConfigByWhatIsUnpacked) {
  add("x86_64", std::string(100000, 'x'));
  image.compression = cpio::Compression::gzip;
  ASSERT_EQ(written(), "");
  const Json manifest = parse_json(blob(json("index.json").at("manifests").at(0)));
  EXPECT_EQ(manifest.at("layers").at(0).at("mediaType"),
            "application/vnd.oci.image.layer.v1.tar+gzip");
  EXPECT_LT(blob(manifest.at("layers").at(0)).size(), 1000U);
  const Json config = parse_json(blob(manifest.at("config")));
  EXPECT_EQ(config.at("rootfs").at("diff_ids").at(0), "sha256:" + sha256(std::string(100000, 'x')));
}

TEST_F(OciImage, SeveralArchitecturesAreAnIndex) {
  add("x86_64", "one");
  add("aarch64", "two");
  ASSERT_EQ(written(), "");
  const Json index = parse_json(blob(json("index.json").at("manifests").at(0)));
  ASSERT_EQ(index.at("manifests").size(), 2U);
  EXPECT_EQ(index.at("manifests").at(1).at("platform"),
            (Json{{"architecture", "arm64"}, {"os", "linux"}, {"variant", "v8"}}));
}

TEST_F(OciImage, OneArchitectureTwiceIsAnError) {
  add("i386", "one");
  add("i486", "two");
  EXPECT_EQ(written(), "'i486': two root file systems are for one platform");
}

TEST_F(OciImage, AnUnknownArchitectureIsAnError) {
  add("m68k", "layer");
  EXPECT_EQ(written(),
            "'m68k' is no architecture of an image; there are aarch64, i386, i486, riscv64, "
            "x86_64");
}

TEST_F(OciImage, ANameThatMeansDeletionIsAnError) {
  add("x86_64", "layer");
  image.layers.front().names = {"etc", "etc/.wh.motd"};
  EXPECT_NE(written().find("/etc/.wh.motd: names that begin with '.wh.'"), std::string::npos);
}

TEST_F(OciImage, WhatAnEarlierImageLeftIsRemoved) {
  add("x86_64", "layer");
  work.write("layout/blobs/sha256/old", "old");
  ASSERT_EQ(written(), "");
  EXPECT_FALSE(std::filesystem::exists(layout() + "/blobs/sha256/old"));
}

TEST_F(OciImage, TheDateIsTheGivenOne) {
  add("x86_64", "layer");
  image.created = 1700000000;
  ASSERT_EQ(written(), "");
  const Json manifest = parse_json(blob(json("index.json").at("manifests").at(0)));
  EXPECT_EQ(parse_json(blob(manifest.at("config"))).at("created"), "2023-11-14T22:13:20Z");
}

TEST(OciNames, AreCompletedAsDockerDoes) {
  EXPECT_EQ(full_name("hello", "1"), "docker.io/library/hello:1");
  EXPECT_EQ(full_name("example/hello", "1"), "docker.io/example/hello:1");
  EXPECT_EQ(full_name("localhost/hello", "1"), "localhost/hello:1");
  EXPECT_EQ(full_name("localhost:5000/hello", "1"), "localhost:5000/hello:1");
  EXPECT_EQ(full_name("example.org/a/hello", "1"), "example.org/a/hello:1");
}

TEST(OciNames, AWhiteoutIsOneByItsLastPart) {
  EXPECT_EQ(whiteout_among({"a.wh.b", ".who", "x/.wh..wh..opq"}), "x/.wh..wh..opq");
  EXPECT_EQ(whiteout_among({"a.wh.b", "wh."}), "");
}

}  // namespace
}  // namespace linuxbake::oci
