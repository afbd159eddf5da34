// SPDX-License-Identifier: MIT
#include "boot/vm.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <set>

#include "boot/mailbox.h"
#include "boot/program_files.h"
#include "common/files.h"
#include "cpio/layout.h"
#include "cpio/manifest.h"
#include "cpio/pack.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view console_line = "linuxbake-vm: ";
// no_timer_check: a starved host makes the kernel believe that its timers do not work.
constexpr std::string_view vm_cmdline = "quiet panic=-1 no_timer_check";

// Of packets; see vm-init.c.
enum Stream : std::uint32_t {
  output = 1,
  errors = 2,
  file_name = 3,
  file_bytes = 4,
  file_error = 5
};

// A name in the manifest: in double quotes, with a backslash before quotes and backslashes.
std::string manifest_word(std::string_view name) {
  std::string word = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') word += '\\';
    word += c;
  }
  return word + '"';
}

std::string file_line(const std::string& name, const std::string& location, const char* mode) {
  return fmt::format("file {} {} {} 0 0\n", manifest_word(name), manifest_word(location), mode);
}

bool executable(const std::string& file) {
  return ::access(file.c_str(), X_OK) == 0;
}

// Directories that the loader does not look into by itself.
std::string library_path(const std::vector<std::string>& libraries) {
  std::set<std::string> directories;
  for (const std::string& library : libraries) {
    if (library.starts_with("/lib") || library.starts_with("/usr/lib")) continue;
    directories.insert(fs::path(library).parent_path().string());
  }
  std::string path;
  for (const std::string& directory : directories) path += (path.empty() ? "" : ":") + directory;
  return path;
}

// Of variables with the same name the last holds; a program would see the first.
std::vector<std::string> last_of_each(const std::vector<std::string>& variables) {
  std::vector<std::string> last;
  std::set<std::string> names;
  for (auto variable = variables.rbegin(); variable != variables.rend(); ++variable) {
    if (names.insert(variable->substr(0, variable->find('='))).second) last.push_back(*variable);
  }
  std::reverse(last.begin(), last.end());
  return last;
}

std::string strings(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += value + '\0';
  return text;
}

constexpr const char* fixed_entries =
    "dir /proc 0555 0 0\ndir /sys 0555 0 0\ndir /tmp 1777 0 0\ndir /dev 0755 0 0\n"
    "nod /dev/console 0600 0 0 c 5 1\nnod /dev/null 0666 0 0 c 1 3\n"
    "nod /dev/zero 0666 0 0 c 1 5\nnod /dev/random 0666 0 0 c 1 8\n"
    "nod /dev/urandom 0666 0 0 c 1 9\n";

Result<bool> write_strings(const VmProgram& program, const std::vector<std::string>& libraries,
                           const fs::path& directory) {
  std::vector<std::string> environment = {
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/"};
  if (const std::string path = library_path(libraries); !path.empty()) {
    environment.push_back("LD_LIBRARY_PATH=" + path);
  }
  environment.insert(environment.end(), program.environment.begin(), program.environment.end());
  for (const auto& [name, text] : {std::pair{"arguments", strings(program.command)},
                                   {"environment", strings(last_of_each(environment))},
                                   {"collect", strings(program.collect)},
                                   {"directory", strings({program.directory})}}) {
    const auto done = write_file_if_different(directory / name, text);
    if (!done) return done;
  }
  return true;
}

// Errors: the lines that its configuration lacks. Nothing is known of a kernel without one.
Result<bool> check_kernel(const VmProgram& program, const ProgramFiles& needed,
                          const std::string& kernel) {
  if (program.config.empty()) return true;
  std::vector<Requirement> requirements = program.requirements;
  if (needed.script) requirements.push_back({"BINFMT_SCRIPT", "scripts"});
  const Result<std::string> config = read_file(program.config);
  if (!config) return tl::unexpected(config.error());
  const std::string lacking = lacking_options(*config, requirements);
  if (lacking.empty()) return true;
  return fail(
      fmt::format("the kernel {} lacks what this test needs. Lines for its configuration "
                  "(a file of CONFIG_FRAGMENTS):\n{}",
                  kernel, lacking));
}

// What the machine boots with, whatever program it is for.
std::string base_manifest(const VmProgram& program) {
  return fixed_entries + file_line("/init", program.init.string(), "0755");
}

Result<std::string> manifest_of(const VmProgram& program, const Run& run) {
  const fs::path& directory = run.directory;
  const auto needed = program_files(
      program.command.front(), program.files,
      {program.cmake, program.script, program.libraries.empty() ? directory : program.libraries});
  if (!needed) return tl::unexpected(needed.error());
  const auto fits = check_kernel(program, *needed, run.made_by);
  if (!fits) return tl::unexpected(fits.error());
  const auto written = write_strings(program, needed->libraries, directory);
  if (!written) return tl::unexpected(written.error());

  std::string text = base_manifest(program);
  for (const char* name : {"arguments", "environment", "collect", "directory"}) {
    text += file_line(fmt::format("/linuxbake-vm/{}", name), (directory / name).string(), "0644");
  }
  for (const std::string& name : needed->files) {
    text += fs::is_directory(name) ? fmt::format("tree {0} {0}\n", manifest_word(name))
                                   : file_line(name, name, executable(name) ? "0755" : "0644");
  }
  if (program.directory != "/")
    text += fmt::format("dir {} 0755 0 0\n", manifest_word(program.directory));
  return text;
}

Result<void> pack(const std::string& text, const fs::path& manifest, const fs::path& archive) {
  const auto written = write_file_if_different(manifest, text);
  if (!written) return tl::unexpected(written.error());
  const auto parsed = cpio::parse_manifest(text, manifest.string());
  if (!parsed) return tl::unexpected(parsed.error());
  const auto layout = cpio::make_layout(*parsed);
  if (!layout) return tl::unexpected(layout.error());
  cpio::FileSink sink;
  Result<void> done = sink.open(archive);
  if (done) done = cpio::pack(*layout, cpio::ArchiveOptions{}, cpio::CompressOptions{}, sink);
  return done;
}

}  // namespace

std::optional<VmEnd> vm_end(std::string_view console) {
  using Kind = VmEnd::Kind;
  std::optional<VmEnd> end;
  for (const auto& [word, kind] : {std::pair{std::string_view("exit "), Kind::exited},
                                   {"signal ", Kind::killed},
                                   {"cannot start ", Kind::not_started}}) {
    const std::string text = fmt::format("{}{}", console_line, word);
    const std::size_t at = console.rfind(text);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = console.substr(at + text.size());
    int number = -1;
    const auto [stop, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (problem == std::errc{}) end = VmEnd{kind, number};
  }
  return end;
}

namespace {

std::string_view no_memory(std::string_view console) {
  const bool killed = console.find("Out of memory: Killed process") != std::string_view::npos;
  return killed ? "; the machine ran out of memory, MEMORY gives it more" : "";
}

}  // namespace

Outcome vm_outcome(const Outcome& outcome, std::string_view console) {
  if (outcome.verdict == Verdict::hang) {
    const bool started = console.find(fmt::format("{}start", console_line)) != std::string::npos;
    return {Verdict::hang, started ? "the program did not end in time"
                                   : "the machine did not come as far as starting the program"};
  }
  if (outcome.verdict == Verdict::fail) {
    return {Verdict::fail, "the machine was switched off or reset before the program had ended"};
  }
  if (outcome.verdict != Verdict::pass) return outcome;
  const std::optional<VmEnd> end = vm_end(console);
  if (!end) return {Verdict::infra, "the machine's init did not say how the program ended"};
  switch (end->kind) {
    case VmEnd::Kind::not_started:
      return {Verdict::fail, fmt::format("the program cannot be started in the machine: {}",
                                         std::strerror(end->number))};
    case VmEnd::Kind::killed:
      return {Verdict::fail, fmt::format("the program was killed by signal {} ({}){}", end->number,
                                         ::strsignal(end->number), no_memory(console))};
    case VmEnd::Kind::exited:
      break;
  }
  if (end->number == 0) return outcome;
  return {Verdict::fail, fmt::format("the program exited with {}", end->number)};
}

void VmStreams::take(std::uint32_t stream, std::string_view bytes) {
  if (stream == output) output_(bytes);
  if (stream == errors) errors_(bytes);
  if (stream == file_name) begin_file(std::string(bytes));
  if (stream == file_bytes) file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (stream == file_error) miss_file(bytes);
  if (stream == file_bytes && !file_) missing_ = fmt::format("{} cannot be written here", name_);
}

// Below our directory, whatever the name is.
void VmStreams::begin_file(const std::string& name) {
  name_ = name;
  const fs::path path = directory_ / fs::path("/" + name).lexically_normal().relative_path();
  std::error_code problem;
  fs::create_directories(path.parent_path(), problem);
  file_ = std::ofstream(path, std::ios::binary | std::ios::trunc);
}

void VmStreams::miss_file(std::string_view bytes) {
  int error = 0;
  std::memcpy(&error, bytes.data(), std::min(bytes.size(), sizeof error));
  missing_ = fmt::format("the program has left no file {}: {}", name_, std::strerror(error));
  file_.close();
  std::error_code ignored;
  fs::remove(directory_ / fs::path("/" + name_).lexically_normal().relative_path(), ignored);
}

Result<bool> prepare_vm(const VmProgram& program, VmStreams& streams, Run& run) {
  std::error_code problem;
  fs::create_directories(run.directory, problem);
  if (problem) return fail("cannot be made: " + problem.message(), run.directory.string());
  const Result<std::string> manifest = manifest_of(program, run);
  if (!manifest) return tl::unexpected(manifest.error());
  const fs::path archive = run.directory / "initramfs";
  if (const auto done = pack(*manifest, run.directory / "manifest", archive); !done) {
    return tl::unexpected(done.error());
  }
  const fs::path base = run.directory / "machine.initramfs";
  if (const auto done = pack(base_manifest(program), run.directory / "machine.manifest", base);
      !done) {
    return tl::unexpected(done.error());
  }
  run.machine.initramfs = base.string();
  run.by_hand_initramfs = archive.string();
  if (run.machine.cmdline.empty()) {
    const std::string_view console = run.machine.arch == "aarch64" ? "ttyAMA0" : "ttyS0";
    run.machine.cmdline = fmt::format("console={} {}", console, vm_cmdline);
  }
  run.machine.shared_memory = true;
  const Result<std::string> bytes = read_file(archive);
  if (!bytes) return tl::unexpected(bytes.error());
  run.channel = [&streams, bytes = *bytes] {
    return std::make_unique<Mailbox>(bytes,
                                     [&streams](std::uint32_t stream, std::string_view packet) {
                                       streams.take(stream, packet);
                                     });
  };
  run.script.resize(1);
  run.script[0].text = fmt::format("{}done", console_line);
  run.judge = [&streams](const Outcome& outcome, std::string_view console) {
    const Outcome ours = vm_outcome(outcome, console);
    if (ours.verdict != Verdict::pass || streams.missing().empty()) return ours;
    return Outcome{Verdict::fail, streams.missing()};
  };
  return true;
}

}  // namespace linuxbake::boot
