// SPDX-License-Identifier: MIT
#include "boot/vm.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <ctime>
#include <fstream>
#include <memory>
#include <set>

#include "boot/guest_files.h"
#include "boot/guest_system.h"
#include "boot/libc_data.h"
#include "boot/mailbox.h"
#include "boot/modules.h"
#include "boot/program_files.h"
#include "boot/timestamp_counter.h"
#include "common/architecture.h"
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

// The environment of the program: of ours, and what was said for it.
std::vector<std::string> environment_of(const VmProgram& program, const ProgramFiles& needed,
                                        const LibrarySearch& search) {
  std::string path;
  for (const std::string& directory : needed.path_directories()) path += directory + ":";
  std::vector<std::string> environment = {"PATH=" + path + guest_path, "HOME=/root", "USER=root",
                                          "LOGNAME=root", "SHELL=/bin/sh"};
  environment.insert(environment.end(), program.environment.begin(), program.environment.end());
  std::string libraries = variable(environment, "LD_LIBRARY_PATH");
  for (const std::string& directory : search.further()) {
    libraries += (libraries.empty() ? "" : ":") + directory;
  }
  if (!search.further().empty()) environment.push_back("LD_LIBRARY_PATH=" + libraries);
  return last_of_each(environment);
}

constexpr std::size_t longest_collected = 4064;  // what fits into a packet of the mailbox

Result<void> write_strings(const VmProgram& program, const std::vector<std::string>& environment,
                           const fs::path& directory, GuestFiles& files) {
  for (const std::string& name : program.collect) {
    if (name.size() > longest_collected) {
      return fail(fmt::format("COLLECT: a name may have {} bytes: {}", longest_collected, name));
    }
  }
  for (const auto& [name, text] : {std::pair{"arguments", strings(program.command)},
                                   {"environment", strings(environment)},
                                   {"collect", strings(program.collect)},
                                   {"directory", strings({program.directory})},
                                   {"shares", strings(share_strings(program.devices))}}) {
    const auto done =
        files.declare_file(fmt::format("linuxbake-vm/{}", name), directory / name, text);
    if (!done) return done;
  }
  return {};
}

std::vector<Requirement> requirements_of(const VmProgram& program, const ProgramFiles& needed) {
  std::vector<Requirement> requirements = program.requirements;
  if (needed.has_script()) requirements.push_back({"BINFMT_SCRIPT", "scripts"});
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

// The init, the modules that it loads, and whether there is a network.
Result<void> add_init(const VmProgram& program, const std::vector<Module>& modules,
                      const fs::path& directory, GuestFiles& files) {
  cpio::Statement init;
  init.name = "init";
  init.location = program.init.string();
  init.mode = 0755;
  files.declare(std::move(init));
  std::vector<std::string> names;
  for (const Module& module : modules) {
    names.push_back(guest_module(module));
    const auto done = files.declare_file(
        names.back().substr(1), directory / "loaded" / (module.name + ".ko"), module.bytes);
    if (!done) return done;
  }
  for (const auto& [name, content] :
       {std::pair{"modules", strings(names)}, {"network", program.devices.network}}) {
    if (content.empty()) continue;
    const auto done =
        files.declare_file(fmt::format("linuxbake-vm/{}", name), directory / name, content);
    if (!done) return done;
  }
  return {};
}

tl::unexpected<Error> wrong_file(const Error& error) {
  return fail(fmt::format("{} (FILES and COMMAND name what the guest has)", error.message),
              error.file);
}

// What the kernel is told. The counter of a machine that counts instructions is no processor's.
void complete_cmdline(const fs::path& machines, Machine& machine) {
  const Architecture& arch = architecture(machine.arch);
  if (machine.cmdline.empty()) {
    machine.cmdline = fmt::format("console={} {}", arch.console, vm_cmdline);
  }
  if (!arch.machine.pc || !machine.instructions.empty()) return;
  if (machine.cmdline.find("tsc_early_khz=") != std::string::npos) return;
  if (const auto khz = timestamp_counter(machines)) {
    machine.cmdline += fmt::format(" tsc_early_khz={}", *khz);
  }
}

// What is packed: for the machine, which others begin from, and for the test.
struct Contents {
  explicit Contents(const VmProgram& program)
      : search(variable(program.environment, "LD_LIBRARY_PATH"), program.directory,
               program.library_directories, program.places),
        needed(program.environment, search) {}

  LibrarySearch search;
  ProgramFiles needed;
  GuestFiles machine, test = GuestFiles(&machine);
  Absent absent;
};

// The modules that the host's own configuration of name services names, if the guest has it.
Result<void> add_name_services(const std::string& file, Contents& contents) {
  if (file != "/etc/nsswitch.conf") return {};
  const std::string text = read_file(file).value_or("");
  for (const std::string& module : name_services(text, contents.search)) {
    if (auto done = contents.needed.add_file(module, true); !done) return done;
  }
  return {};
}

// FILES, and what programs and libraries among them need.
Result<void> add_files(const VmProgram& program, Contents& contents) {
  ProgramFiles& needed = contents.needed;
  GuestFiles& files = contents.test;
  std::vector<std::pair<std::string, bool>> found;  // and whether it was named itself
  std::set<std::string> names;
  for (const std::string& name : program.files) {
    const auto added = files.add(name);
    if (!added) return wrong_file(added.error());
    std::error_code ignored;
    const bool is_named = !fs::is_directory(name, ignored);
    for (const std::string& file : *added) {
      found.emplace_back(file, is_named);
      names.insert(fs::path(file).filename().string());
    }
  }
  needed.set_names(std::move(names));
  if (auto done = needed.add_program(program.command.front()); !done) return done;
  for (const auto& [file, is_named] : found) {
    if (const auto done = needed.add_file(file, is_named); !done) return done;
    if (const auto done = add_name_services(file, contents); !done) return done;
  }
  for (const std::string& file : needed.files()) {
    if (const auto added = files.add(file); !added) return wrong_file(added.error());
  }
  return {};
}

Result<void> add_tools(const std::string& arch, Contents& contents) {
  ProgramFiles tools({}, contents.search);
  for (const std::string& tool : guest_tools(arch, contents.search)) tools.add_tool(tool);
  for (const std::string& file : tools.files()) {
    if (const auto added = contents.machine.add(file); !added) return wrong_file(added.error());
  }
  return {};
}

// The libraries of the system are the same for many tests.
Result<void> add_libraries(Contents& contents) {
  for (const std::string& library : contents.search.found()) {
    GuestFiles& files = of_the_system(library) ? contents.machine : contents.test;
    if (const auto added = files.add(library); !added) return wrong_file(added.error());
  }
  return {};
}

Result<void> add_directories(const VmProgram& program, GuestFiles& files) {
  std::vector<std::string> directories = program.devices.shares;
  directories.push_back(program.directory);
  for (const std::string& directory : directories) {
    if (const auto done = files.add_directory(directory); !done) return wrong_file(done.error());
  }
  return {};
}

Result<void> add_guest(const VmProgram& program, const Run& run, Contents& contents) {
  const GuestSystem system{run.machine.arch, program.devices.network, run.directory / "system"};
  Result<void> done = add_tools(run.machine.arch, contents);
  if (done) done = add_files(program, contents);
  if (done) done = add_libraries(contents);
  if (done) done = add_system(system, contents.search, contents.machine);
  if (done) done = add_directories(program, contents.test);
  if (!done) return done;
  if (contents.needed.has_iconv()) add_iconv(contents.search, contents.machine, contents.absent);
  add_named_data(program.environment, contents.machine, contents.test, contents.absent);
  for (const auto& [path, file] : contents.search.moved()) {
    if (const auto added = contents.machine.add_as(path, file); !added) {
      return wrong_file(added.error());
    }
  }
  return {};
}

Result<void> add_run(const VmProgram& program, const Run& run, Contents& contents) {
  const std::vector<Requirement> requirements = requirements_of(program, contents.needed);
  std::set<std::string> loaded;
  const auto modules = modules_for(program, requirements, loaded);
  if (!modules) return tl::unexpected(modules.error());
  const auto fits = check_kernel(program, requirements, loaded, run.made_by);
  if (!fits) return tl::unexpected(fits.error());
  if (auto done = add_init(program, *modules, run.directory, contents.machine); !done) return done;
  return write_strings(program, environment_of(program, contents.needed, contents.search),
                       run.directory, contents.test);
}

constexpr std::uint64_t mebibyte = 1U << 20U;

// Errors: it is larger than the memory of the machine, which holds more than this.
Result<void> check_memory(std::uint64_t size, const Machine& machine) {
  constexpr std::uint64_t kernel = 24;  // the least that any needs besides
  if (size / mebibyte + kernel < machine.memory) return {};
  const std::uint64_t needed = (size + mebibyte - 1) / mebibyte;
  return fail(
      fmt::format("COMMAND with what it needs and FILES have {} MiB, and do not fit into "
                  "the {} MiB of the guest's memory, of which the kernel needs {}; MEMORY {} gives "
                  "it enough",
                  needed, machine.memory, kernel, needed * 2 + 128));
}

Result<void> pack(const GuestFiles& files, const std::string& origin, const Machine& machine,
                  cpio::Sink& sink) {
  const auto layout = cpio::make_layout(files.manifest(origin));
  if (!layout) return tl::unexpected(layout.error());
  cpio::ArchiveOptions options;
  options.mtime = static_cast<std::uint32_t>(std::time(nullptr));
  const auto fits = check_memory(cpio::archive_size(*layout, options), machine);
  if (!fits) return fits;
  return cpio::pack(*layout, options, cpio::CompressOptions{}, sink);
}

// Another one may be about to be read: those of the last hour stay.
void remove_old_archives(const fs::path& newest) {
  const auto limit = fs::file_time_type::clock::now() - std::chrono::hours(1);
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(newest.parent_path(), ignored)) {
    const bool is_archive = entry.path().extension() == newest.extension();
    if (is_archive && entry.last_write_time(ignored) < limit) fs::remove(entry.path(), ignored);
  }
}

// The archive of a machine, by what is in it: several tests begin from one.
Result<void> pack_machine(const GuestFiles& files, const Machine& machine,
                          const fs::path& archive) {
  std::error_code problem;
  if (fs::exists(archive, problem)) {
    fs::last_write_time(archive, fs::file_time_type::clock::now(), problem);
    return {};
  }
  cpio::FileSink sink;
  Result<void> done = sink.open(archive);
  if (done) done = pack(files, "the guest's system", machine, sink);
  if (done) remove_old_archives(archive);
  return done;
}

// The kernel unpacks archives that stand one behind the other: the machine's, and the test's.
void join(const fs::path& machine, std::string_view test, const fs::path& joined) {
  const Result<std::string> bytes = read_file(machine);
  if (!bytes) return;
  [[maybe_unused]] const auto written = write_file_if_different(joined, *bytes + std::string(test));
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

Outcome hung(std::string_view console, const std::string& collecting) {
  const bool started = console.find(fmt::format("{}start", console_line)) != std::string::npos;
  if (!started) {
    return {Verdict::hang, "the machine did not come as far as starting the program"};
  }
  if (!collecting.empty()) {
    return {Verdict::hang, fmt::format("the program has ended, but COLLECT did not come to the end "
                                       "of {} in time",
                                       collecting)};
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

Outcome vm_outcome(const Outcome& outcome, std::string_view console,
                   const std::string& collecting) {
  if (outcome.verdict == Verdict::hang) return hung(console, collecting);
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

namespace {

// vm-init has an error number, or says of what type it is instead of a file.
std::string why_no_file(const std::string& name, int error) {
  constexpr int other_type = 0x10000;
  constexpr std::array types = {
      std::pair{S_IFDIR, "directory"}, std::pair{S_IFIFO, "pipe"}, std::pair{S_IFSOCK, "socket"},
      std::pair{S_IFCHR, "character device"}, std::pair{S_IFBLK, "block device"}};
  for (const auto& [type, words] : types) {
    if (error - other_type == static_cast<int>(type))
      return fmt::format("COLLECT takes files, and {} is a {}", name, words);
  }
  if (error == EFBIG)
    return fmt::format("COLLECT: {} has more bytes than the machine has memory", name);
  if (error == EAGAIN) return fmt::format("COLLECT: {} does not end, it waits for more", name);
  return fmt::format("the program has left no file {}: {}", name, std::strerror(error));
}

}  // namespace

void VmStreams::miss_file(std::string_view bytes) {
  int error = 0;
  std::memcpy(&error, bytes.data(), std::min(bytes.size(), sizeof error));
  missing_ = why_no_file(name_, error);
  file_.close();
  std::error_code ignored;
  fs::remove(directory_ / fs::path("/" + name_).lexically_normal().relative_path(), ignored);
}

namespace {

// A libc does not say what it has not found.
void tell_absent(const Absent& absent, std::string_view console, Outcome& outcome) {
  const std::optional<VmEnd> end = vm_end(console);
  const bool has_run =
      end && (end->kind == VmEnd::Kind::exited || end->kind == VmEnd::Kind::killed);
  if (outcome.verdict != Verdict::fail || !has_run) return;
  for (const std::string& sentence : std::set(absent.begin(), absent.end())) {
    outcome.reason += "; " + sentence;
  }
}

void set_up_run(const std::shared_ptr<const std::string>& test, const Absent& absent,
                StandardInput* input, VmStreams& streams, Run& run) {
  const fs::path joined = run.directory / "initramfs";
  std::error_code ignored;
  fs::remove(joined, ignored);
  run.by_hand_initramfs = joined.string();
  run.channel = [&streams, test, input] {
    return std::make_unique<Mailbox>(
        *test,
        [&streams](std::uint32_t stream, std::string_view packet) { streams.take(stream, packet); },
        input);
  };
  run.script.resize(1);
  run.script[0].text = fmt::format("{}done", console_line);
  run.judge = [&streams, test, absent, joined, machine = fs::path(run.machine.initramfs)](
                  const Outcome& outcome, std::string_view console) {
    Outcome ours = vm_outcome(outcome, console, streams.collecting());
    if (ours.verdict == Verdict::pass && !streams.missing().empty()) {
      ours = {Verdict::fail, streams.missing()};
    }
    tell_absent(absent, console, ours);
    // What has failed can be started again by hand.
    if (ours.verdict != Verdict::pass) join(machine, *test, joined);
    return ours;
  };
}

}  // namespace

Result<bool> prepare_vm(const VmProgram& program, VmStreams& streams, Run& run) {
  std::error_code problem;
  fs::create_directories(run.directory, problem);
  if (problem) return fail("cannot be made: " + problem.message(), run.directory.string());
  Contents contents(program);
  Result<void> done = add_guest(program, run, contents);
  if (done) done = add_run(program, run, contents);
  if (!done) return tl::unexpected(done.error());

  run.initramfs_identity = contents.machine.identity();
  const fs::path& place = run.saved_machines.empty() ? run.directory : run.saved_machines;
  const fs::path machine = place / (sha256(run.initramfs_identity).substr(0, 32) + ".initramfs");
  run.machine.initramfs = machine.string();
  cpio::StringSink test;
  done = pack_machine(contents.machine, run.machine, machine);
  if (done) done = pack(contents.test, "FILES", run.machine, test);
  if (!done) return tl::unexpected(done.error());
  complete_cmdline(place, run.machine);
  add_devices(program.devices, run.machine);
  run.machine.shared_memory = true;
  set_up_run(std::make_shared<const std::string>(std::move(test.bytes)), contents.absent,
             program.input, streams, run);
  return true;
}

}  // namespace linuxbake::boot
