// SPDX-License-Identifier: MIT
#include "boot/command/machine_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>

#include "boot/guest/script.h"
#include "boot/process/host_program.h"
#include "common/architecture.h"
#include "common/program.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

// The bytes that hexadecimal digits stand for; none if something else is among them.
std::string bytes_of(std::string_view digits) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < digits.size(); at += 2) {
    unsigned value = 0;
    const char* const end = digits.data() + at + 2;
    if (std::from_chars(digits.data() + at, end, value, 16).ptr != end) return {};
    bytes += static_cast<char>(value);
  }
  return bytes;
}

std::string fault_of_name(const std::string& file) {
  return file.empty() ? "the name of a file is missing: it is empty" : "";
}

}  // namespace

Option* add_kernel_options(Command& command, MachineOptions& options) {
  Machine& machine = options.machine;
  auto* kernel = command.add_option("--kernel", machine.kernel, "a kernel to boot directly");
  kernel->check(fault_of_name);
  auto* cmdline = command.add_option("--cmdline", machine.cmdline, "its command line");
  cmdline->needs(kernel);
  command
      .add_option_function(
          "--cmdline-hex",
          [&machine](const std::string& text) { machine.cmdline = bytes_of(text); },
          "the same, each byte as two hexadecimal digits")
      ->check([](const std::string& text) {
        return bytes_of(text).size() * 2 == text.size() ? "" : "not hexadecimal digits in pairs";
      })
      ->needs(kernel)
      ->excludes(cmdline);
  return kernel;
}

void add_system_options(Command& command, MachineOptions& options) {
  Machine& machine = options.machine;
  auto* kernel = add_kernel_options(command, options);
  command.add_option("--initramfs", machine.initramfs, "its initramfs")->needs(kernel);
  auto* image = command.add_option("--image", machine.image, "an image to boot from");
  image->excludes(kernel)->check(fault_of_name);
  command.add_option("--medium", machine.medium, "what the image is: cdrom, disk or floppy")
      ->one_of({"cdrom", "disk", "floppy"})
      ->needs(image);
  command.add_option("--firmware", options.firmware, "bios (SeaBIOS) or uefi (OVMF)")
      ->one_of({"bios", "uefi"});
  command.require_one({kernel, image}, "--kernel or --image");
}

void add_machine_options(Command& command, MachineOptions& options) {
  Machine& machine = options.machine;
  command.add_option("--arch", machine.arch, "x86_64, i386, i486, aarch64 or riscv64")
      ->one_of(architecture_names());
  command.add_option("--memory", machine.memory, "MiB; 256 by default")->in_range(16U, 1U << 20U);
  command.add_option("--cpus", machine.cpus, "1 by default")->in_range(1U, 255U);
  command
      .add_option("--accel", options.accelerator,
                  "auto (KVM where a trial boot proved it, else TCG), tcg or kvm")
      ->one_of({"auto", "tcg", "kvm"});
  command
      .add_option(
          "--forward", options.forwards,
          "a port of the machine that can be reached from here; gives it a network card and "
          "a network with DHCP that leads nowhere else; repeatable")
      ->one_value()
      ->in_range(1U, 65535U);
  command
      .add_option(
          "--serve", options.servers,
          "PORT PROGRAM [ARGUMENT...]: a program of this host that answers in the machine at "
          "10.0.2.100:PORT; it is started for each connection, which is its standard input "
          "and output; $DIRECTORY is that of the log; gives the machine a network as "
          "--forward does; repeatable")
      ->one_value();
  command
      .add_option(
          "--blank-disk", options.blank_disks,
          "a further disk of so many bytes, in --directory: empty at first, by 'start' kept; "
          "repeatable")
      ->one_value()
      ->in_range(std::uint64_t{1} << 20, std::uint64_t{1} << 42);
  command.add_option("--qemu", machine.qemu, "QEMU's program; qemu-system-<arch> by default");
  command.add_option("--qemu-argument", machine.more, "a further argument for QEMU; repeatable")
      ->one_value();
  command.add_option("--directory", options.directory, "for the log, the report and so on")
      ->required();
  command.add_option("--made-by", options.made_by, "the target that makes the files, for messages");
}

std::optional<Outcome> choose_firmware(MachineOptions& options) {
  if (options.firmware != "uefi") return std::nullopt;
  options.machine.uefi = find_uefi_firmware(options.machine.arch, system_descriptor_directories());
  if (options.machine.uefi) return std::nullopt;
  const std::string_view install = architecture(options.machine.arch).machine.install_uefi;
  return Outcome{Verdict::skip,
                 fmt::format("there is no UEFI firmware for {}{}", options.machine.arch,
                             install.empty() ? "" : fmt::format(" ({})", install))};
}

void warn_of_init(const AskedInit& init) {
  if (init.cannot_start.empty()) return;
  const std::string_view by = init.is_default ? "of the initramfs" : "that rdinit= asks for";
  print_message("linuxbake-boot", "warning",
                fmt::format("the kernel will not be able to start the init {} {}: {}",
                            shown_path(init.path.value_or("")), by, init.cannot_start));
}

Result<bool> choose_ports(MachineOptions& options) {
  for (const unsigned guest : options.forwards) {
    const Result<unsigned> host = free_port();
    if (!host) return tl::unexpected(host.error());
    options.machine.forwards.push_back({guest, *host});
  }
  return true;
}

namespace {

Result<Server> server_of(const std::string& text, const std::string& directory) {
  Server server;
  const std::string_view whole = text;
  const std::size_t space = std::min(whole.find(' '), whole.size());
  const char* const end = text.data() + space;
  const auto number = std::from_chars(text.data(), end, server.port);
  if (number.ec != std::errc() || number.ptr != end || server.port < 1 || server.port > 65535) {
    return fail(fmt::format("--serve '{}' does not begin with a port, 1 to 65535", text));
  }
  auto command = command_with_values(whole.substr(space), {{"DIRECTORY", directory}});
  if (!command) return fail(fmt::format("--serve '{}': {}", text, command.error().message));
  if (command->empty()) return fail(fmt::format("--serve '{}' has no program", text));
  server.command = std::move(*command);
  return server;
}

}  // namespace

Result<bool> choose_servers(MachineOptions& options) {
  for (const std::string& text : options.servers) {
    Result<Server> server = server_of(text, fs::absolute(options.directory).string());
    if (!server) return tl::unexpected(server.error());
    options.machine.servers.push_back(std::move(*server));
  }
  return true;
}

Result<bool> make_blank_disks(MachineOptions& options, EarlierDisks earlier) {
  const fs::path directory = fs::absolute(options.directory);
  std::error_code error;
  fs::create_directories(directory, error);
  for (const std::uint64_t bytes : options.blank_disks) {
    const fs::path file = directory / fmt::format("disk-{}.img", options.machine.disks.size() + 1);
    if (earlier == EarlierDisks::are_emptied || !fs::exists(file)) {
      const std::ofstream emptied(file, std::ios::trunc);
      fs::resize_file(file, bytes, error);
    }
    if (error) return fail("cannot be made: " + error.message(), file.string());
    options.machine.disks.push_back(file.string());
  }
  return true;
}

}  // namespace linuxbake::boot
