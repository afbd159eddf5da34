// SPDX-License-Identifier: MIT
#include "boot/vm.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <set>

#include "boot/architecture.h"
#include "boot/mailbox.h"
#include "boot/modules.h"
#include "boot/program_files.h"
#include "common/file_identity.h"
#include "common/files.h"
#include "common/sha256.h"
#include "cpio/layout.h"
#include "cpio/manifest.h"
#include "cpio/pack.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view console_line = "linuxbake-vm: ";
// no_timer_check: a starved host makes the kernel believe that its timers do not work.
constexpr std::string_view vm_cmdline = "quiet panic=-1 no_timer_check";

// Of packets; see vm-init.
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

// In a directory that the loader looks into by itself.
bool of_the_system(std::string_view library) {
  if (library.starts_with("/usr")) library.remove_prefix(4);
  return library.starts_with("/lib/") || library.starts_with("/lib32/") ||
         library.starts_with("/lib64/") || library.starts_with("/libx32/");
}

// Directories of those that are elsewhere.
std::string library_path(const std::vector<std::string>& libraries) {
  std::set<std::string> directories;
  for (const std::string& library : libraries) {
    if (of_the_system(library)) continue;
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

constexpr const char* string_files[] = {"arguments", "environment", "collect", "directory",
                                        "shares"};

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
                                   {"directory", strings({program.directory})},
                                   {"shares", strings(share_strings(program.devices))}}) {
    const auto done = write_file_if_different(directory / name, text);
    if (!done) return done;
  }
  return true;
}

std::vector<Requirement> requirements_of(const VmProgram& program, const ProgramFiles& needed) {
  std::vector<Requirement> requirements = program.requirements;
  if (needed.script) requirements.push_back({"BINFMT_SCRIPT", "scripts"});
  const std::vector<Requirement> more = device_requirements(program.devices);
  requirements.insert(requirements.end(), more.begin(), more.end());
  return requirements;
}

// The modules that the machine loads: those that were named, and those of what is needed.
Result<std::vector<Module>> modules_for(const VmProgram& program,
                                        const std::vector<Requirement>& requirements,
                                        std::set<std::string>& options) {
  if (program.module_directory.empty()) {
    if (program.modules.empty()) return std::vector<Module>{};
    return fail("the kernel has no modules to load: MODULES of its target names their directory");
  }
  const Result<ModuleTree> tree = ModuleTree::open(program.module_directory);
  if (!tree) return tl::unexpected(tree.error());
  std::vector<std::string> names = program.modules;
  for (const Requirement& requirement : requirements) {
    const auto name = tree->of_option(requirement.option);
    // Whoever names modules knows which one an option stands for.
    if (name || !program.modules.empty()) options.insert(requirement.option);
    if (name) names.push_back(*name);
  }
  for (const std::string& option : device_wishes(program.devices)) {
    if (const auto name = tree->of_option(option)) names.push_back(*name);
  }
  return tree->with_dependencies(names);
}

// Errors: the lines that its configuration lacks. Nothing is known of a kernel without one.
Result<bool> check_kernel(const VmProgram& program, const std::vector<Requirement>& requirements,
                          const std::set<std::string>& loaded, const std::string& kernel) {
  if (program.config.empty()) return true;
  const Result<std::string> config = read_file(program.config);
  if (!config) return tl::unexpected(config.error());
  const std::string lacking =
      lacking_options(*config, requirements,
                      [&loaded](const std::string& option) { return loaded.contains(option); });
  if (lacking.empty()) return true;
  return fail(
      fmt::format("the kernel {} lacks what this test needs. Lines for its configuration "
                  "(a file of CONFIG_FRAGMENTS):\n{}",
                  kernel, lacking));
}

std::string guest_module(const Module& module) {
  return fmt::format("/lib/modules/{}.ko", module.name);
}

// What the machine boots with, whatever program it is for.
Result<std::string> base_manifest(const VmProgram& program, const std::vector<Module>& modules,
                                  const fs::path& directory) {
  std::string text = fixed_entries + file_line("/init", program.init.string(), "0755");
  std::vector<std::string> names;
  for (const Module& module : modules) {
    const fs::path file = directory / "loaded" / (module.name + ".ko");
    const auto written = write_file_if_different(file, module.bytes);
    if (!written) return tl::unexpected(written.error());
    names.push_back(guest_module(module));
    text += file_line(names.back(), file.string(), "0644");
  }
  for (const auto& [name, content] :
       {std::pair{"modules", strings(names)}, {"network", program.devices.network}}) {
    if (content.empty()) continue;
    const auto written = write_file_if_different(directory / name, content);
    if (!written) return tl::unexpected(written.error());
    text += file_line(fmt::format("/linuxbake-vm/{}", name), (directory / name).string(), "0644");
  }
  return text;
}

std::string directory_lines(const std::vector<std::string>& directories) {
  std::string text;
  for (const std::string& directory : directories) {
    if (directory != "/") text += fmt::format("dir {} 0755 0 0\n", manifest_word(directory));
  }
  return text;
}

// What programs look for on every system, unless the test brings its own.
Result<std::string> system_files(const VmProgram& program, const std::set<std::string>& there,
                                 const fs::path& directory) {
  const bool open = program.devices.network == "open";
  std::string text;
  for (const auto& [name, content] :
       {std::pair{"/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n10.0.2.2 host\n"},
        {"/etc/passwd", "root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n"},
        {"/etc/group", "root:x:0:\nnogroup:x:65534:\n"},
        {"/etc/resolv.conf", open ? "nameserver 10.0.2.3\n" : ""}}) {
    if (there.contains(name) || *content == '\0') continue;
    const fs::path file = directory / fs::path(name).filename();
    const auto written = write_file_if_different(file, content);
    if (!written) return tl::unexpected(written.error());
    text += file_line(name, file.string(), "0644");
  }
  return text;
}

// What is packed: for the machine, which others begin from, and for the test.
struct Manifests {
  std::string machine, test;
  std::string machine_identity;  // changes with any file of the machine
};

std::string machine_identity(const VmProgram& program, const std::vector<Module>& modules) {
  std::string identity = program.devices.network + "\n" + file_identity(program.init);
  for (const Module& module : modules) {
    identity += fmt::format("{} {}\n", module.name, sha256(module.bytes));
  }
  return identity;
}

std::string host_file(const std::string& name) {
  if (fs::is_directory(name)) return fmt::format("tree {0} {0}\n", manifest_word(name));
  return file_line(name, name, executable(name) ? "0755" : "0644");
}

Result<Manifests> manifests_of(const VmProgram& program, const Run& run) {
  const fs::path& directory = run.directory;
  const auto needed = program_files(
      program.command.front(), program.files,
      {program.cmake, program.script, program.libraries.empty() ? directory : program.libraries});
  if (!needed) return tl::unexpected(needed.error());
  const std::vector<Requirement> requirements = requirements_of(program, *needed);
  std::set<std::string> loaded;
  const auto modules = modules_for(program, requirements, loaded);
  if (!modules) return tl::unexpected(modules.error());
  const auto fits = check_kernel(program, requirements, loaded, run.made_by);
  if (!fits) return tl::unexpected(fits.error());
  const auto written = write_strings(program, needed->libraries, directory);
  if (!written) return tl::unexpected(written.error());
  const auto base = base_manifest(program, *modules, directory);
  if (!base) return tl::unexpected(base.error());

  Manifests manifests{*base, {}, machine_identity(program, *modules)};
  std::string& text = manifests.test;
  for (const char* name : string_files) {
    text += file_line(fmt::format("/linuxbake-vm/{}", name), (directory / name).string(), "0644");
  }
  const std::set<std::string> libraries(needed->libraries.begin(), needed->libraries.end());
  for (const std::string& name : needed->files) {
    // Those of the system are the same for many tests.
    const bool is_shared = libraries.contains(name) && of_the_system(name);
    (is_shared ? manifests.machine : text) += host_file(name);
    if (is_shared) manifests.machine_identity += file_identity(name);
  }
  const auto system = system_files(program, needed->files, directory);
  if (!system) return tl::unexpected(system.error());
  text += *system + directory_lines({program.directory}) + directory_lines(program.devices.shares);
  return manifests;
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

// Where the archives of a test are.
struct Archives {
  explicit Archives(const fs::path& directory)
      : machine(directory / "machine.initramfs"),
        test(directory / "test.initramfs"),
        joined(directory / "initramfs") {}

  fs::path machine, test;
  fs::path joined;  // the kernel unpacks archives that stand one behind the other
};

// The libraries of a machine are megabytes that seldom change: packed if they have.
Result<void> pack_machine(const Manifests& manifests, const Archives& archives) {
  const fs::path key_file = archives.machine.string() + ".key";
  const std::string key = manifests.machine + manifests.machine_identity;
  if (fs::exists(archives.machine) && read_file(key_file).value_or("") == key) return {};
  std::error_code ignored;
  fs::remove(key_file, ignored);
  fs::remove(archives.joined, ignored);
  const fs::path manifest = fs::path(archives.machine).replace_extension("manifest");
  if (auto done = pack(manifests.machine, manifest, archives.machine); !done) return done;
  const auto written = write_file_if_different(key_file, key);
  if (!written) return tl::unexpected(written.error());
  return {};
}

bool ends_with(const fs::path& file, std::string_view bytes) {
  std::ifstream stream(file, std::ios::binary);
  stream.seekg(-static_cast<std::streamoff>(bytes.size()), std::ios::end);
  std::string end(bytes.size(), '\0');
  return stream.read(end.data(), static_cast<std::streamsize>(end.size())) && end == bytes;
}

// `test`: the bytes of the second one.
Result<void> join(const Archives& archives, std::string_view test) {
  std::error_code ignored;
  const auto size = fs::file_size(archives.machine, ignored) + test.size();
  if (fs::file_size(archives.joined, ignored) == size && ends_with(archives.joined, test))
    return {};
  Result<std::string> bytes = read_file(archives.machine);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto written = write_file_if_different(archives.joined, bytes->append(test));
  if (!written) return tl::unexpected(written.error());
  return {};
}

}  // namespace

std::optional<VmEnd> vm_end(std::string_view console) {
  using Kind = VmEnd::Kind;
  std::optional<VmEnd> end;
  for (const auto& [word, kind] : {std::pair{std::string_view("exit "), Kind::exited},
                                   {"signal ", Kind::killed},
                                   {"cannot start ", Kind::not_started},
                                   {"cannot load ", Kind::no_module},
                                   {"cannot connect ", Kind::no_network},
                                   {"cannot share ", Kind::no_share},
                                   {"cannot unpack ", Kind::not_unpacked}}) {
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

// What the init speaks of stands in the line before.
std::string_view line_before(std::string_view console, std::string_view text) {
  console = console.substr(0, console.rfind(text));
  while (console.ends_with('\n') || console.ends_with('\r')) console.remove_suffix(1);
  return console.substr(console.rfind('\n') + 1);
}

Outcome not_unpacked(const VmEnd& end, std::string_view console) {
  const std::string_view name = line_before(console, fmt::format("{}cannot unpack", console_line));
  const bool is_full = end.number == ENOSPC || end.number == ENOMEM;
  return {Verdict::fail,
          fmt::format("{} cannot be made in the guest: {}{}", name, std::strerror(end.number),
                      is_full ? "; the program, what it needs and FILES have to fit into half of "
                                "the guest's memory, MEMORY gives it more"
                              : "")};
}

// "sleep (73), cat (74)" of the lines in which the init names who holds the output.
std::string processes_in(std::string_view lines) {
  const std::string still = fmt::format("{}still ", console_line);
  std::string names;
  for (std::size_t at = 0; (at = lines.find(still, at)) != std::string_view::npos;) {
    at += still.size();
    const std::string_view line = lines.substr(at, lines.find_first_of("\r\n", at) - at);
    const std::size_t blank = std::min(line.find(' '), line.size());
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ",
                         line.substr(std::min(blank + 1, line.size())), line.substr(0, blank));
  }
  return names;
}

// Whom the program has left behind. The last list may be cut off: the machine has been stopped.
std::string left_behind(std::string_view console) {
  const std::string list = fmt::format("{}waits", console_line);
  std::string names;
  for (std::size_t at; names.empty() && (at = console.rfind(list)) != std::string_view::npos;) {
    names = processes_in(console.substr(at));
    console = console.substr(0, at);
  }
  return names;
}

Outcome hung(std::string_view console) {
  const bool started = console.find(fmt::format("{}start", console_line)) != std::string::npos;
  if (!started) {
    return {Verdict::hang, "the machine did not come as far as starting the program"};
  }
  if (console.find(fmt::format("{}waits", console_line)) == std::string::npos) {
    return {Verdict::hang, "the program did not end in time"};
  }
  const std::string names = left_behind(console);
  return {Verdict::hang, fmt::format("the program has ended, but processes that it has left behind "
                                     "held its output until the end of the time{}{}",
                                     names.empty() ? "" : ": ", names)};
}

}  // namespace

Outcome vm_outcome(const Outcome& outcome, std::string_view console) {
  if (outcome.verdict == Verdict::hang) return hung(console);
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
    case VmEnd::Kind::no_module:
      return {Verdict::fail, fmt::format("the machine's kernel does not load a module: {}",
                                         std::strerror(end->number))};
    case VmEnd::Kind::no_network:
      return {Verdict::fail, fmt::format("the machine's kernel has no network card: {}; a driver "
                                         "for NETWORK may be missing (VIRTIO_PCI, VIRTIO_NET)",
                                         std::strerror(end->number))};
    case VmEnd::Kind::no_share:
      return {Verdict::fail, fmt::format("the machine's kernel does not mount the directories of "
                                         "SHARE: {}; a driver may be missing (VIRTIO_PCI, 9P_FS, "
                                         "NET_9P_VIRTIO)",
                                         std::strerror(end->number))};
    case VmEnd::Kind::not_unpacked:
      return not_unpacked(*end, console);
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
  const Result<Manifests> manifests = manifests_of(program, run);
  if (!manifests) return tl::unexpected(manifests.error());
  const Archives archives(run.directory);
  if (const auto done = pack_machine(*manifests, archives); !done) {
    return tl::unexpected(done.error());
  }
  if (const auto done = pack(manifests->test, run.directory / "manifest", archives.test); !done) {
    return tl::unexpected(done.error());
  }
  run.machine.initramfs = archives.machine.string();
  run.initramfs_identity = manifests->machine_identity;
  if (run.machine.cmdline.empty()) {
    const std::string_view console = architecture(run.machine.arch).console;
    run.machine.cmdline = fmt::format("console={} {}", console, vm_cmdline);
  }
  add_devices(program.devices, run.machine);
  run.machine.shared_memory = true;
  const Result<std::string> bytes = read_file(archives.test);
  if (!bytes) return tl::unexpected(bytes.error());
  if (const auto done = join(archives, *bytes); !done) return tl::unexpected(done.error());
  run.by_hand_initramfs = archives.joined.string();
  run.channel = [&streams, bytes = *bytes, input = program.input] {
    return std::make_unique<Mailbox>(
        bytes,
        [&streams](std::uint32_t stream, std::string_view packet) { streams.take(stream, packet); },
        input);
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
