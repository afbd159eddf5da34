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
//                                 or: cannot load, cannot connect, cannot unpack, cannot share
//   linuxbake-vm: done
//
// and, while others still hold the output of a program that has ended, from time to time
//
//   linuxbake-vm: waits
//   linuxbake-vm: still 73 sleep
//
// The program's standard input, output and error are pipes. The archive, what goes through the
// pipes, and the files that are to come back go through memory that the host reads and writes
// (protocol.h), in packets. Until the host has sent
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

// Before the mailbox: what a machine that is saved has done already.
static void prepare_machine(void) {
  for (int stream = 0; stream < 3; ++stream) open_as("/dev/console", stream);
  lead_session();
  mount_everything();
  name_machine();
  load_modules();
  connect_network();
}

static int archive_is_there(void) {
  long file = CALL4(openat, at_cwd, "/linuxbake-vm/arguments", read_only | close_on_exec, 0);
  if (file >= 0) CALL1(close, file);
  return file >= 0;
}

ENTRY __attribute__((noreturn, used)) void _start(void) {
  if (CALL0(getpid) != 1) start_program();
  prepare_machine();
  const int by_hand = archive_is_there();
  if (!by_hand) {
    open_mailbox();
    unpack();
  }
  mount_shares();
  const int status = run(by_hand);
  CALL1(chdir, read_strings("/linuxbake-vm/directory")[0]);
  for (char **name = read_strings("/linuxbake-vm/collect"); *name && !by_hand; ++name) {
    send_file(*name);
  }
  const int signal = status & 0x7F;
  print_result(signal ? VM_SIGNAL : VM_EXIT, signal ? signal : status >> 8 & 0xFF);
  end();
}
