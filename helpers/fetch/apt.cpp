// SPDX-License-Identifier: MIT
#include "fetch/apt.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <system_error>

#include "common/files.h"
#include "common/lines.h"
#include "common/programs.h"
#include "fetch/apt_entries.h"
#include "fetch/deb822.h"

namespace linuxbake::fetch {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

ProgramEnd run_apt(std::vector<std::string> words, Progress progress, const char* what,
                   Console& console) {
  Program program;
  program.words = std::move(words);
  program.progress = progress;
  program.what = what;
  return run_to_the_end(program, console);
}

// The value of a line NAME='value' of apt-config shell.
std::string shell_value(std::string_view text, std::string_view name) {
  for (const std::string_view line : split(text, "\n")) {
    const std::string begin = fmt::format("{}='", name);
    if (line.starts_with(begin) && line.ends_with('\''))
      return std::string(line.substr(begin.size(), line.size() - begin.size() - 1));
  }
  return {};
}

// Of the host's own configuration.
std::vector<fs::path> files_with_entries(const AptPrograms& apt, Console& console) {
  const ProgramEnd end = run_apt({apt.config.string(), "shell", "list", "Dir::Etc::sourcelist/f",
                                  "parts", "Dir::Etc::sourceparts/d"},
                                 Progress::none, "looking it up", console);
  std::vector<fs::path> files, parts;
  if (const std::string list = shell_value(end.output, "list"); !list.empty())
    files.emplace_back(list);
  std::error_code error;
  const std::string directory = shell_value(end.output, "parts");
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    const fs::path ending = entry.path().extension();
    if (ending == ".list" || ending == ".sources") parts.push_back(entry.path());
  }
  std::sort(parts.begin(), parts.end());
  files.insert(files.end(), parts.begin(), parts.end());
  std::erase_if(files, [&](const fs::path& file) {
    return !fs::exists(file, error) || fs::is_directory(file, error);
  });
  return files;
}

bool is_fresh(const AptState& state) {
  std::error_code none, error;
  const fs::file_time_type read = fs::last_write_time(state.directory / "updated", none);
  const fs::file_time_type entries = fs::last_write_time(state.directory / "apt.entries", error);
  return !none && !error && entries < read && fs::file_time_type::clock::now() - read <= 1h;
}

}  // namespace

std::optional<AptPrograms> find_apt() {
  auto helper = find_program("apt-helper");
  if (!helper) helper = find_program("apt-helper", "/usr/lib/apt:/usr/libexec/apt");
  const auto get = find_program("apt-get"), cache = find_program("apt-cache"),
             config = find_program("apt-config");
  if (!get || !cache || !config || !helper) return std::nullopt;
  return AptPrograms{*get, *cache, *config, *helper};
}

std::string title_of_release(std::string_view release) {
  return release == own_release ? "this host's own release" : fmt::format("'{}'", release);
}

Result<void> make_directories(const AptState& state) {
  std::error_code error;
  fs::remove_all(state.directory / "parts", error);
  for (const char* name : {"parts", "lists/partial", "archives/partial"}) {
    fs::create_directories(state.directory / name, error);
    if (error) return fail(error.message(), (state.directory / name).string());
  }
  return {};
}

Result<bool> write_entries(const AptState& state, const AptPrograms& apt, std::string_view type,
                           std::string_view release, const std::string& prefix, Console& console) {
  std::string all;
  unsigned number = 0;
  for (const fs::path& file : files_with_entries(apt, console)) {
    ++number;
    const Result<std::string> text = read_file(file);
    if (!text) continue;  // apt could not read it either
    const bool is_deb822 = file.extension() == ".sources";
    const std::string rewritten =
        is_deb822 ? rewrite_deb822(*text, type, release) : rewrite_one_line(*text, type, release);
    if (rewritten.empty()) continue;
    const fs::path part = state.directory / "parts" /
                          fmt::format("{}{}{}", prefix, number, is_deb822 ? ".sources" : ".list");
    const Result<bool> written = write_file_if_different(part, rewritten);
    if (!written) return tl::unexpected(written.error());
    all += rewritten;
  }
  // Not the parts: they are written anew each time.
  const Result<bool> written = write_file_if_different(state.directory / "apt.entries", all);
  if (!written) return tl::unexpected(written.error());
  return !all.empty();
}

std::string without_other_indexes(std::string_view dump) {
  constexpr std::string_view begin = "Acquire::IndexTargets::", end = "::MetaKey";
  constexpr std::string_view wanted[] = {"::Packages", "::Sources", "::Translations"};
  std::string text;
  for (const std::string_view line : split(dump, "\n")) {
    const std::size_t key = line.find(end);
    if (!line.starts_with(begin) || key == std::string_view::npos) continue;
    const std::string_view target = line.substr(0, key);
    if (std::any_of(std::begin(wanted), std::end(wanted),
                    [&](std::string_view one) { return target.ends_with(one); }))
      continue;
    text += fmt::format("{}::DefaultEnabled \"false\";\n", target);
  }
  return text;
}

Result<void> write_configuration(const AptState& state, const AptPrograms& apt,
                                 unsigned stall_timeout, Console& console) {
  const std::string directory = state.directory.string();
  if (!fs::exists(state.directory / "status")) const std::ofstream made(state.directory / "status");
  const ProgramEnd dump = run_apt({apt.config.string(), "dump", "--no-empty"}, Progress::none,
                                  "looking it up", console);
  const std::string text =
      fmt::format(R"(Dir::State "{0}";
Dir::State::lists "{0}/lists";
Dir::State::status "{0}/status";
Dir::Cache "{0}";
Dir::Cache::archives "{0}/archives";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "{0}/parts";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::GzipIndexes "true";
Acquire::Retries "1";
Acquire::http::Timeout "{1}";
Acquire::https::Timeout "{1}";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
{2})",
                  directory, stall_timeout, without_other_indexes(dump.output));
  return write_file_if_different(state.configuration(), text).map([](bool) {});
}

void update_if_old(const AptState& state, const AptPrograms& apt, std::string_view release,
                   Console& console) {
  if (is_fresh(state)) return;
  console.say(fmt::format("reading the package index of {}", title_of_release(release)));
  const ProgramEnd end = run_apt({apt.get.string(), "-q", "-c", state.configuration().string(),
                                  "-o", "APT::Status-Fd=1", "update"},
                                 Progress::download, "reading it", console);
  if (end.success)
    const std::ofstream touched(state.directory / "updated", std::ios::trunc);
  else
    console.tried(
        fmt::format("apt, for {}: {}", title_of_release(release), complaint_of(end.errors)));
}

std::string ask_apt(const AptState& state, const fs::path& program,
                    const std::vector<std::string>& words, Console& console) {
  std::vector<std::string> command = {program.string(), "-q", "-c", state.configuration().string()};
  command.insert(command.end(), words.begin(), words.end());
  return run_apt(std::move(command), Progress::none, "looking it up", console).output;
}

std::string complaint_of(std::string_view errors) {
  std::string all;
  for (const std::string_view line : split(errors, "\n")) {
    const std::size_t at = std::min(line.find("E: "), line.find("W: "));
    if (at == std::string_view::npos || line.size() == at + 3) continue;
    all += fmt::format("{}{}", all.empty() ? "" : "; ", line.substr(at + 3));
  }
  return all.empty() ? "it did not say why" : all;
}

std::vector<PrintedUri> parse_uris(std::string_view text) {
  std::vector<PrintedUri> uris;
  for (const std::string_view line : split(text, "\n")) {
    const std::size_t end = line.find('\'', 1);
    if (!line.starts_with('\'') || end == std::string_view::npos) continue;
    const std::vector<std::string> words = plain_words(line.substr(end + 1));
    if (words.size() < 2) continue;
    uris.push_back({std::string(line.substr(1, end - 1)), std::string(words[0]),
                    words.size() > 2 ? std::string(words[2]) : std::string()});
  }
  return uris;
}

}  // namespace linuxbake::fetch
