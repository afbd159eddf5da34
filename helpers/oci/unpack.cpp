// SPDX-License-Identifier: MIT
#include "oci/unpack.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <system_error>

#include "common/double_quotes.h"
#include "common/files.h"
#include "common/json.h"
#include "common/sha256.h"
#include "oci/layers.h"
#include "oci/process.h"
#include "oci/process_lines.h"
#include "oci/run_script.h"
#include "oci/users.h"

namespace linuxbake::oci {
namespace {

Result<void> add_layer(Layers& layers, const FoundLayer& layer) {
  const auto named = [&](const Error& error) {
    return error.file.empty() ? fail(fmt::format("{}: {}", layer.name, error.message))
                              : tl::unexpected(error);
  };
  const Result<Unpacked> archive = unpacked(layer.bytes);
  if (!archive) return named(archive.error());
  if (const std::string actual = "sha256:" + sha256(archive->bytes()); actual != layer.diff_id) {
    return fail(fmt::format("{}: the archive in it is {}, but the configuration says {}",
                            layer.name, actual, layer.diff_id));
  }
  const Result<void> done = layers.add(archive->bytes());
  if (!done) return named(done.error());
  return {};
}

Result<std::string> add_configuration(const FoundImage& image, const Json& run,
                                      const Layers& layers, const Unpacking& how) {
  const std::string script =
      run_script(run, layers.text_of("/etc/passwd"), layers.text_of("/etc/group"));
  for (const auto& [name, text] :
       {std::pair<const char*, const std::string&>("image.json", image.config), {"run", script}}) {
    const Result<bool> written = write_file_if_different(how.output / name, text);
    if (!written) return tl::unexpected(written.error());
  }
  return "file /etc/oci/image.json image.json 0644 0 0\nfile /etc/oci/run run 0755 0 0\n";
}

// su(1) becomes nobody else than whom /etc/passwd names. An image without that file gets none: it
// would take the place of what an init makes.
Result<void> add_user(const Json& run, Layers& layers) {
  const std::string passwd = layers.text_of("/etc/passwd");
  const Result<User> user = user_of(process_of(run).user, passwd, layers.text_of("/etc/group"));
  const std::string line = user ? passwd_line_for(*user) : "";
  if (line.empty() || passwd.empty()) return {};
  const bool ends_in_a_line = passwd.ends_with('\n');
  return layers.write_text("/etc/passwd", passwd + (ends_in_a_line ? "" : "\n") + line);
}

Result<std::string> add_run_file(const Json& run, const Layers& layers, const Unpacking& how) {
  constexpr const char* name = "run-file";
  const Result<bool> written = write_file_if_different(
      how.output / name,
      process_lines(run, layers.text_of("/etc/passwd"), layers.text_of("/etc/group")));
  if (!written) return tl::unexpected(written.error());
  return fmt::format("file {} {} 0644 0 0\n", quoted_word(how.run_file), name);
}

}  // namespace

Result<UnpackedImage> unpack_image(const FoundImage& image, const Unpacking& how) {
  const std::filesystem::path contents = how.output / "contents";
  std::error_code error;
  std::filesystem::create_directories(contents, error);
  if (error) return fail(error.message(), contents.string());
  Layers layers(contents);
  for (const FoundLayer& layer : image.layers)
    if (const Result<void> done = add_layer(layers, layer); !done)
      return tl::unexpected(done.error());
  const Json run = parse_json(image.config).value("config", Json::object());
  if (run.is_object() && run.contains("WorkingDir")) {
    const Json& directory = run.at("WorkingDir");
    const Result<void> made =
        directory.is_string() ? layers.add_directory(directory) : Result<void>();
    if (!made) return fail("the working directory " + made.error().message);
  }
  const bool is_system = how.destination == "/";
  if (const Result<void> done = is_system ? add_user(run, layers) : Result<void>(); !done)
    return tl::unexpected(done.error());
  if (const Result<void> done = layers.remove_other_contents(); !done)
    return tl::unexpected(done.error());
  UnpackedImage result;
  result.manifest = "# Made by linuxbake-oci of an image.\n" + layers.manifest(how.destination);
  result.dropped = layers.dropped();
  if (!how.run_file.empty()) {
    const Result<std::string> line = add_run_file(run, layers, how);
    if (!line) return tl::unexpected(line.error());
    result.manifest += *line;
  }
  if (!is_system) return result;
  const Result<std::string> configuration = add_configuration(image, run, layers, how);
  if (!configuration) return tl::unexpected(configuration.error());
  result.manifest += *configuration;
  return result;
}

}  // namespace linuxbake::oci
