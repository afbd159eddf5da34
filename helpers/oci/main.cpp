// SPDX-License-Identifier: MIT
// linuxbake-oci - writes container images, and takes them apart.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "common/command_line.h"
#include "common/depfile.h"
#include "common/files.h"
#include "common/program.h"
#include "common/source_date.h"
#include "cpio/archive.h"
#include "oci/image.h"
#include "oci/missing.h"
#include "oci/source.h"
#include "oci/unpack.h"

namespace {

using namespace linuxbake;

constexpr const char* program = "linuxbake-oci";

struct Options {
  std::string output, mtree, compression = "gzip";
  std::vector<std::string> architectures, layers, contents, labels;
  oci::Image image;
};

struct UnpackOptions {
  std::string layout, archive, hash, manifest, depfile, depfile_target;
  oci::Wanted wanted;
  oci::Unpacking how;
};

// KEY=VALUE
Result<std::pair<std::string, std::string>> parts_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    return fail(fmt::format("'{}' is not KEY=VALUE", text));
  return std::pair{text.substr(0, equals), text.substr(equals + 1)};
}

Result<oci::Layer> layer_of(const std::string& architecture, const std::string& archive,
                            const std::string& content, const oci::Run& run) {
  return cpio::read_archive(content).map([&](const cpio::Archive& read) {
    for (const std::string& missing : oci::missing_in(read, run))
      print_message(program, "warning", fmt::format("{} ({})", missing, architecture));
    oci::Layer layer{architecture, archive, {}};
    for (const cpio::Record& record : read.records) layer.names.push_back(record.name);
    return layer;
  });
}

Result<int> run_pack(Options& options) {
  oci::Image& image = options.image;
  const std::size_t count = options.layers.size();
  if (options.architectures.size() != count || options.contents.size() != count)
    return fail("--arch, --layer and --content have to be given equally often");
  for (std::size_t at = 0; at < count; ++at) {
    Result<oci::Layer> layer =
        layer_of(options.architectures[at], options.layers[at], options.contents[at], image.run);
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

// A name of it for the message, and how many there are more.
void warn_of_dropped(const std::vector<std::string>& dropped) {
  if (dropped.empty()) return;
  const std::string more =
      dropped.size() == 1 ? "" : fmt::format(" and {} more", dropped.size() - 1);
  print_message(program, "warning",
                fmt::format("extended attributes are not kept: those of {}{}", dropped[0], more));
}

Result<int> run_unpack(const UnpackOptions& options) {
  const Result<std::unique_ptr<oci::Files>> files =
      options.layout.empty() ? oci::open_archive(options.archive, options.hash)
                             : oci::open_directory(options.layout);
  if (!files) return tl::unexpected(files.error());
  const std::string& source = options.layout.empty() ? options.archive : options.layout;
  const Result<oci::UnpackedImage> unpacked =
      oci::find_image(**files, options.wanted).and_then([&](const oci::FoundImage& image) {
        return oci::unpack_image(image, options.how);
      });
  if (!unpacked) {
    const Error& error = unpacked.error();
    return fail(error.message, error.file.empty() ? source : error.file, error.line);
  }
  warn_of_dropped(unpacked->dropped);
  if (!options.depfile.empty()) {
    const Result<bool> written = write_file_if_different(
        options.depfile, depfile_text(options.depfile_target, (*files)->read()));
    if (!written) return tl::unexpected(written.error());
  }
  return write_file_if_different(options.manifest, unpacked->manifest).map([](bool) {
    return exit_done;
  });
}

void add_pack(CommandLine& app, Options& options) {
  oci::Image& image = options.image;
  Command& pack = *app.add_command("pack",
                                   "Write an image as a directory; docker load takes it as well, "
                                   "packed by tar");
  pack.add_option("--output", options.output, "The directory")->required();
  pack.add_option("--mtree", options.mtree,
                  "A list of its files, by which bsdtar, called in the directory, packs them");
  pack.add_option("--name", image.name, "The image's name, as example/hello")->required();
  pack.add_option("--tag", image.tag, "Its tag, as 1.0")->required();
  pack.add_option("--arch", options.architectures,
                  "Of the layer: x86_64, aarch64 …; may be given "
                  "several times")
      ->required()
      ->one_value();
  pack.add_option("--layer", options.layers, "What is in the image, a tar archive")
      ->required()
      ->one_value();
  pack.add_option("--content", options.contents, "The same as a cpio archive, for its names")
      ->required()
      ->one_value();
  pack.add_option("--compress", options.compression, "The layers: gzip, zstd or none")
      ->one_of({"gzip", "zstd", "none"})
      ->show_default();
  pack.add_option("--entrypoint", image.run.entrypoint, "A word of what runs in any case")
      ->one_value();
  pack.add_option("--cmd", image.run.command, "A word of its arguments by default, or of what runs")
      ->one_value();
  pack.add_option("--env", image.run.environment, "A variable, NAME=VALUE")->one_value();
  pack.add_option("--label", options.labels, "A label, KEY=VALUE")->one_value();
  pack.add_option("--port", image.run.ports, "A port that a program listens on: 80, 53/udp")
      ->one_value();
  pack.add_option("--user", image.run.user, "Who runs it: a name or number, and maybe :group");
  pack.add_option("--directory", image.run.directory, "Where it runs");
}

void add_unpack(CommandLine& app, UnpackOptions& options) {
  Command& unpack =
      *app.add_command("unpack", "Take an image apart, for a manifest of linuxbake-cpio");
  Option* const layout =
      unpack.add_option("--layout", options.layout, "An image layout, a directory");
  Option* const archive = unpack.add_option("--archive", options.archive,
                                            "The same as a tar archive, or one of docker save");
  archive->excludes(layout);
  unpack.require_one({layout, archive}, "--layout or --archive");
  unpack.add_option("--sha256", options.hash, "What the archive has to have")->needs(archive);
  unpack
      .add_option("--digest", options.wanted.digest,
                  "The SHA-256 of what index.json of the layout names")
      ->needs(layout);
  unpack.add_option("--reference", options.wanted.reference,
                    "Which one of several images: a tag, or a name with a tag");
  unpack.add_option("--arch", options.wanted.architecture, "Which architecture: x86_64, aarch64 …")
      ->required();
  unpack.add_option("--output", options.how.output, "A directory for what is in the files")
      ->required();
  unpack.add_option("--manifest", options.manifest, "The lines, a file in that directory")
      ->required();
  unpack.add_option("--destination", options.how.destination, "Where it goes in the system")
      ->show_default();
  unpack.add_option("--run-file", options.how.run_file,
                    "A file in the system that says how the image is run, for a shell and crun");
  Option* const target =
      unpack.add_option("--depfile-target", options.depfile_target, "What the depfile is about");
  unpack.add_option("--depfile", options.depfile, "A Makefile with all files that were read")
      ->needs(target);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  UnpackOptions unpack_options;
  CommandLine app("Writes container images (OCI), and takes them apart.", program);
  add_pack(app, options);
  add_unpack(app, unpack_options);
  return run_program(app, argc, argv, [&] {
    return app.chosen_command() == "pack" ? run_pack(options) : run_unpack(unpack_options);
  });
}
