// SPDX-License-Identifier: MIT
#include "boot/machine/machine.h"

#include <fmt/format.h>

#include "boot/machine/option_value.h"
#include "common/architecture.h"
#include "common/shell_words.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

void append(Words& words, std::initializer_list<std::string> more) {
  words.insert(words.end(), more);
}

void add_board(Words& words, const Machine& machine) {
  const EmulatedMachine& emulated = architecture(machine.arch).machine;
  append(words, {"-machine",
                 fmt::format("{},accel={}", machine.uefi ? emulated.uefi_board : emulated.board,
                             machine.accelerator)});
  if (machine.accelerator == "kvm") {
    append(words, {"-cpu", "host"});
  } else if (!emulated.processor.empty()) {
    append(words, {"-cpu", std::string(emulated.processor)});
  }
  append(words, {"-m", std::to_string(machine.memory), "-smp", std::to_string(machine.cpus)});
  if (!machine.instructions.empty()) {
    append(words, {"-icount",
                   fmt::format("shift=0,sleep=off,rr=record,rrfile={}",
                               option_value(machine.instructions)),
                   // Nothing of the host's may matter: neither its clock nor its random numbers.
                   "-rtc", "base=2020-01-01T00:00:00,clock=vm", "-seed", "1"});
  }
  if (machine.no_reboot) append(words, {"-no-reboot"});
  // The guest tells us of a panic by it, if its kernel has CONFIG_PVPANIC.
  if (emulated.pc) append(words, {"-device", "pvpanic"});
}

void add_firmware(Words& words, const Machine& machine) {
  if (!machine.firmware_log.empty()) {
    append(words, {"-chardev", "file,id=firmware,path=" + option_value(machine.firmware_log),
                   "-device", "isa-debugcon,iobase=0x402,chardev=firmware"});
  }
  if (!machine.uefi) return;
  append(words, {"-drive",
                 fmt::format("if=pflash,format=raw,unit=0,readonly=on,file={}",
                             option_value(machine.uefi->code.string())),
                 "-drive",
                 fmt::format("if=pflash,format=raw,unit=1,file={}",
                             option_value(machine.uefi->variables.string()))});
}

void add_kernel(Words& words, const Machine& machine) {
  append(words, {"-kernel", machine.kernel});
  if (!machine.initramfs.empty()) append(words, {"-initrd", machine.initramfs});
  if (!machine.cmdline.empty()) append(words, {"-append", machine.cmdline});
}

// The image is never written to: what the guest writes is thrown away.
void add_medium(Words& words, const Machine& machine) {
  const std::string file = option_value(machine.image);
  const std::string_view disks = architecture(machine.arch).machine.disks;
  if (machine.medium == "floppy") {
    append(words,
           {"-drive", fmt::format("if=floppy,id=medium,format=raw,snapshot=on,file={}", file),
            "-boot", "order=a"});
  } else if (machine.medium == "disk") {
    append(words, {"-drive", fmt::format("if={},format=raw,snapshot=on,file={}", disks, file),
                   "-boot", "order=c"});
  } else {
    append(words,
           {"-drive",
            fmt::format("if={},id=medium,media=cdrom,format=raw,readonly=on,file={}", disks, file),
            "-boot", machine.disks.empty() ? "order=d" : "order=dc"});
  }
}

void add_disks(Words& words, const Machine& machine) {
  for (const std::string& disk : machine.disks) {
    append(words,
           {"-drive", fmt::format("if={},format=raw,file={}",
                                  architecture(machine.arch).machine.disks, option_value(disk))});
  }
}

void add_network(Words& words, const Machine& machine) {
  if (machine.network.empty() && machine.forwards.empty() && machine.servers.empty()) return;
  std::string network =
      fmt::format("user,id=net,ipv6=off,restrict={}", machine.network == "open" ? "off" : "on");
  for (const Forward& forward : machine.forwards) {
    network += fmt::format(",hostfwd=tcp:127.0.0.1:{}-:{}", forward.host, forward.guest);
  }
  for (const Server& server : machine.servers) {
    network += fmt::format(",guestfwd=tcp:{}:{}-cmd:{}", server_address, server.port,
                           option_value(shell_line(server.command)));
  }
  const std::string_view card = machine.network_card.empty()
                                    ? architecture(machine.arch).machine.network_card
                                    : std::string_view(machine.network_card);
  // Nobody boots from it: it needs no firmware of its own.
  append(words, {"-netdev", network, "-device", fmt::format("{},netdev=net,romfile=", card)});
}

// By hand the machine has memory like any other: nobody shares it there.
void add_shared_memory(Words& words, const Machine& machine) {
  if (!machine.shared_memory) return;
  append(words, {"-object",
                 fmt::format("memory-backend-file,id=memory,size={}M,mem-path=/proc/self/fd/{},"
                             "share=on",
                             machine.memory, memory_fd),
                 "-machine", "memory-backend=memory"});
}

void add_connection(Words& words, const Machine& machine, Connection connection) {
  if (architecture(machine.arch).machine.pc) append(words, {"-vga", "std"});
  if (connection == Connection::runner) {
    append(words, {"-display", "none", "-chardev", "stdio,id=line,signal=off", "-serial",
                   "chardev:line", "-chardev", fmt::format("socket,id=qmp,fd={}", monitor_fd),
                   "-mon", "chardev=qmp,mode=control"});
    add_shared_memory(words, machine);
    return;
  }
  if (connection == Connection::terminal) append(words, {"-display", "none"});
  append(words, {"-serial", "mon:stdio"});
}

}  // namespace

std::string qemu_program(const Machine& machine) {
  if (!machine.qemu.empty()) return machine.qemu;
  return fmt::format("qemu-system-{}", architecture(machine.arch).machine.program);
}

Words qemu_command(const Machine& machine, Connection connection) {
  Words words = {qemu_program(machine), "-nodefaults", "-no-user-config"};
  add_board(words, machine);
  add_firmware(words, machine);
  if (machine.image.empty()) {
    add_kernel(words, machine);
  } else {
    add_medium(words, machine);
  }
  add_disks(words, machine);
  add_network(words, machine);
  add_connection(words, machine, connection);
  words.insert(words.end(), machine.more.begin(), machine.more.end());
  return words;
}

std::string machine_text(const Machine& machine) {
  if (machine.image.empty()) {
    return machine.initramfs.empty() ? "kernel" : "kernel and initramfs";
  }
  return fmt::format("{}, {}", machine.medium, machine.uefi ? "uefi" : "bios");
}

Result<bool> copy_uefi_variables(Machine& machine, const fs::path& directory) {
  if (!machine.uefi) return true;
  const fs::path copy = directory / "variables.fd";
  std::error_code problem;
  fs::create_directories(directory, problem);
  fs::remove(copy, problem);
  fs::copy_file(machine.uefi->variables, copy, problem);
  if (problem) return fail("cannot be written: " + problem.message(), copy.string());
  fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, problem);
  machine.uefi->variables = copy;
  return true;
}

}  // namespace linuxbake::boot
