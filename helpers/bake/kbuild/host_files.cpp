// SPDX-License-Identifier: MIT
#include "bake/kbuild/host_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fnmatch.h>

#include <algorithm>

#include "bake/toolchain/content.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake::kbuild {
namespace {

namespace fs = std::filesystem;

struct TextOption {
  std::string name, value;  // without CONFIG_, without quotes
};
using TextOptions = std::vector<TextOption>;

// CONFIG_X="…"
TextOptions text_options_in(std::string_view configuration) {
  TextOptions options;
  while (!configuration.empty()) {
    const std::string_view line = trimmed(take_line(configuration));
    const std::size_t equals = line.find("=\"");
    if (!line.starts_with("CONFIG_") || equals == std::string_view::npos || !line.ends_with('"') ||
        line.size() < equals + 3)
      continue;
    options.push_back({std::string(line.substr(7, equals - 7)),
                       std::string(line.substr(equals + 2, line.size() - equals - 3))});
  }
  return options;
}

bool is_one_of(const Words& patterns, const std::string& name) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return ::fnmatch(pattern.c_str(), name.c_str(), FNM_NOESCAPE) == 0;
  });
}

bool is_file_of_the_host(const std::string& path) {
  std::error_code ignored;
  return path.starts_with('/') && fs::exists(path, ignored) && !fs::is_directory(path, ignored);
}

// The build makes the one itself, and asks a device for the other.
bool is_no_file_of_a_key(const std::string& word) {
  return word.starts_with("pkcs11:") || word == "certs/signing_key.pem";
}

std::string directory_of_firmware(const TextOptions& options) {
  for (const TextOption& option : options)
    if (option.name == "EXTRA_FIRMWARE_DIR") return option.value;
  return "/lib/firmware";
}

void take_words_of_linux(const TextOption& option, const KbuildRecipe& recipe,
                         const std::string& firmware, HostFiles& files) {
  for (std::string word : plain_words(option.value)) {
    if (option.name == "EXTRA_FIRMWARE") word = firmware + "/" + word;
    if (option.name == "MODULE_SIG_KEY" && is_no_file_of_a_key(word)) continue;
    if (is_one_of(recipe.host_options, option.name))
      files.needed.emplace_back("CONFIG_" + option.name, word);
    else if (!is_one_of(recipe.guest_options, option.name) && is_file_of_the_host(word))
      files.found.emplace_back(word);
  }
}

// "-I/usr/include" is one piece, "--sysroot=/a" are two.
void take_arguments(const std::string& option, const std::string& arguments,
                    const Words& reading_options, HostFiles& files) {
  std::string before;
  for (const std::string& piece : split(arguments, " \t\"',:=(){}<>|&")) {
    if (piece.empty()) continue;
    const std::string glued = piece.substr(0, std::min(piece.find('/'), piece.size()));
    const std::string path = piece.substr(glued.size());
    const auto is_reading = [&](const std::string& word) {
      return std::find(reading_options.begin(), reading_options.end(), word) !=
             reading_options.end();
    };
    if (!path.empty() && is_reading(glued.empty() ? before : glued))
      files.needed.emplace_back(option, path);
    else if (glued.empty() && is_file_of_the_host(path))
      files.found.emplace_back(path);
    before = piece;
  }
}

void take_arguments_of_userland(const TextOption& option, const Words& reading_options,
                                HostFiles& files) {
  for (const char* name : {"EXTRA_CFLAGS", "EXTRA_LDFLAGS", "EXTRA_LDLIBS"})
    if (option.name == name)
      take_arguments("CONFIG_" + option.name, option.value, reading_options, files);
  if (option.name == "SYSROOT" && !option.value.empty())
    take_arguments("CONFIG_SYSROOT", "--sysroot=" + option.value, reading_options, files);
}

bool is_in_one_of(const Paths& places, const std::string& path) {
  return std::any_of(places.begin(), places.end(),
                     [&](const Path& place) { return fs::exists(place / path); });
}

Paths paths_of(const HostFiles& files, const Path& tree) {
  Paths paths;
  for (const auto& [option, path] : files.needed)
    paths.push_back(fs::exists(tree / path) ? tree / path : Path(path));
  paths.insert(paths.end(), files.found.begin(), files.found.end());
  return paths;
}

}  // namespace

HostFiles files_of_options(const KbuildRecipe& recipe, std::string_view configuration) {
  const TextOptions options = text_options_in(configuration);
  const std::string firmware = directory_of_firmware(options);
  HostFiles files;
  for (const TextOption& option : options)
    if (recipe.name == "linux")
      take_words_of_linux(option, recipe, firmware, files);
    else
      take_arguments_of_userland(option, recipe.reading_options, files);
  return files;
}

Lines missing_files(const HostFiles& files, const Paths& places) {
  Lines lines;
  for (const auto& [option, path] : files.needed) {
    const bool is_absolute = path.starts_with('/');
    if (is_absolute ? fs::exists(path) : is_in_one_of(places, path)) continue;
    lines.push_back(
        fmt::format("{} names '{}', which is not {}", option, path,
                    is_absolute ? "there." : "in the source. Write its absolute path."));
  }
  return lines;
}

Result<std::string> content_of_host_files(const Job& job) {
  const Path& tree = job.recipe.tree;
  const Result<std::string> configuration = read_file(job.config());
  if (!configuration) return configuration;
  const HostFiles files = files_of_options(job.recipe, *configuration);
  if (const Lines missing = missing_files(files, {job.source.tree, tree}); !missing.empty()) {
    job.console.show(fmt::format("{}", fmt::join(missing, "\n")));
    return fail("the configuration needs files that are not there (see above).");
  }
  return content_of(paths_of(files, tree));
}

}  // namespace linuxbake::bake::kbuild
