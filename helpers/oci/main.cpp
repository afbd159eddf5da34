// SPDX-License-Identifier: MIT
// linuxbake-oci - writes container images.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "common/command_line.h"
#include "common/files.h"
#include "common/source_date.h"
#include "cpio/archive.h"
#include "oci/image.h"

namespace {

using namespace linuxbake;

constexpr const char* program = "linuxbake-oci";

struct Options {
  std::string output, mtree, compression = "gzip";
  std::vector<std::string> architectures, layers, contents, labels;
  oci::Image image;
};

// KEY=VALUE
Result<std::pair<std::string, std::string>> parts_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    return fail(fmt::format("'{}' is not KEY=VALUE", text));
  return std::pair{text.substr(0, equals), text.substr(equals + 1)};
}

Result<oci::Layer> layer_of(const std::string& architecture, const std::string& archive,
                            const std::string& content) {
  return cpio::read_archive(content).map([&](const cpio::Archive& read) {
    oci::Layer layer{architecture, archive, {}};
    for (const cpio::Record& record : read.records) layer.names.push_back(record.name);
    return layer;
  });
}

Result<int> run(Options& options) {
  oci::Image& image = options.image;
  const std::size_t count = options.layers.size();
  if (options.architectures.size() != count || options.contents.size() != count)
    return fail("--arch, --layer and --content have to be given equally often");
  for (std::size_t at = 0; at < count; ++at) {
    Result<oci::Layer> layer =
        layer_of(options.architectures[at], options.layers[at], options.contents[at]);
    if (!layer) return tl::unexpected(layer.error());
    image.layers.push_back(std::move(*layer));
  }
  for (const std::string& text : options.labels) {
    const auto label = parts_of(text);
    if (!label) return tl::unexpected(label.error());
    image.run.labels.push_back(*label);
  }
  for (const std::string& text : image.run.environment) {
    const auto variable = parts_of(text);
    if (!variable) return tl::unexpected(variable.error());
  }
  const Result<std::uint32_t> created = source_date_epoch();
  if (!created) return tl::unexpected(created.error());
  image.created = *created;
  return cpio::compression_of(options.compression)
      .and_then([&](cpio::Compression compression) {
        image.compression = compression;
        return oci::write_layout(image, options.output);
      })
      .and_then([&](const std::vector<std::string>& names) {
        if (options.mtree.empty()) return Result<bool>(false);
        return write_file_if_different(options.mtree, oci::mtree_of(names));
      })
      .map([](bool) { return exit_done; });
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  oci::Image& image = options.image;
  CommandLine app(
      "Writes a container image (OCI) as a directory; docker load takes it as well, "
      "packed by tar.",
      program);
  app.add_option("--output", options.output, "The directory")->required();
  app.add_option("--mtree", options.mtree,
                 "A list of its files, by which bsdtar, called in the directory, packs them");
  app.add_option("--name", image.name, "The image's name, as example/hello")->required();
  app.add_option("--tag", image.tag, "Its tag, as 1.0")->required();
  app.add_option("--arch", options.architectures,
                 "Of the layer: x86_64, aarch64 …; may be given "
                 "several times")
      ->required()
      ->one_value();
  app.add_option("--layer", options.layers, "What is in the image, a tar archive")
      ->required()
      ->one_value();
  app.add_option("--content", options.contents, "The same as a cpio archive, for its names")
      ->required()
      ->one_value();
  app.add_option("--compress", options.compression, "The layers: gzip, zstd or none")
      ->one_of({"gzip", "zstd", "none"})
      ->show_default();
  app.add_option("--entrypoint", image.run.entrypoint, "A word of what runs in any case")
      ->one_value();
  app.add_option("--cmd", image.run.command, "A word of its arguments by default, or of what runs")
      ->one_value();
  app.add_option("--env", image.run.environment, "A variable, NAME=VALUE")->one_value();
  app.add_option("--label", options.labels, "A label, KEY=VALUE")->one_value();
  app.add_option("--port", image.run.ports, "A port that a program listens on: 80, 53/udp")
      ->one_value();
  app.add_option("--user", image.run.user, "Who runs it: a name or number, and maybe :group");
  app.add_option("--directory", image.run.directory, "Where it runs");
  return run_program(app, argc, argv, [&] { return run(options); });
}
