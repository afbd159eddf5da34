// SPDX-License-Identifier: MIT
// init.c - the init of linuxbake_add_vm_test(): runs one program and tells how it ended.
//
// What to run comes from the host, as an archive in the kernel's own format (newc). Its files
// /linuxbake-vm/arguments, environment, directory, collect and shares hold strings that end in NUL.
// The initramfs may hold two more: modules, to be loaded in their order, and network, if there is
// to be one; and libraries. ttyS0 is the console, where this program says
//
//   linuxbake-vm: memory
//   linuxbake-vm: start
//   linuxbake-vm: exit 3          or: signal 11, or: cannot start 2 (an error number),
//                                 or: cannot load, cannot connect, cannot share
//   linuxbake-vm: done
//
// The program's standard output and error are pipes. The archive, what comes out of the pipes, and
// the files that are to come back go through memory that the host reads and writes
// (helpers/boot/mailbox.h describes it), in packets of the streams below. Until the host has sent
// something this program has done nothing that depends on the test, so that a machine can be saved
// there and taken for other tests.
//
// Where the archive is in the initramfs already, somebody starts the machine by hand: the console
// is the program's standard output and error then.
//
// Freestanding C without a libc.

#include "archive.h"
#include "console.h"
#include "machine.h"
#include "mailbox.h"
#include "program.h"

static char arguments_text[1 << 17], environment_text[1 << 17], directory[1 << 13];
static char collect_text[1 << 16];
static char *arguments[1 << 13], *environment[1 << 13], *collect[1 << 12];

ENTRY __attribute__((noreturn, used)) void _start(void) {
  for (int stream = 0; stream < 3; ++stream) open_as("/dev/console", stream);
  mount_everything();
  load_modules();
  connect_network();
  long there = CALL4(openat, at_cwd, "/linuxbake-vm/arguments", read_only, 0);
  if (there >= 0) {
    CALL1(close, there);
  } else {
    open_mailbox();
    unpack();
  }
  read_strings("/linuxbake-vm/arguments", arguments_text, sizeof arguments_text, arguments);
  read_strings("/linuxbake-vm/environment", environment_text, sizeof environment_text, environment);
  read_strings("/linuxbake-vm/directory", directory, sizeof directory, 0);
  read_strings("/linuxbake-vm/collect", collect_text, sizeof collect_text, collect);
  mount_shares();
  int status = run(there >= 0, directory, arguments, environment);
  CALL1(chdir, directory);
  for (char **name = collect; *name && there < 0; ++name) send_file(*name);
  int signal = status & 0x7F;
  print_result(signal ? "signal " : "exit ", signal ? signal : status >> 8 & 0xFF);
  end();
}
