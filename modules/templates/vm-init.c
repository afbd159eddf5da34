// SPDX-License-Identifier: MIT
// vm-init.c - the init of linuxbake_add_vm_test(): runs one program and tells how it ended.
//
// What to run stands in files: /linuxbake-vm/arguments, environment and directory hold strings that
// end in NUL. The program's standard output and error go to the serial lines ttyS1 and ttyS2 as
// they are; ttyS0 is the console, where this program says
//
//   linuxbake-vm: start
//   linuxbake-vm: exit 3          or: signal 11, or: cannot start 2 (an error number)
//   linuxbake-vm: done
//
// Freestanding C without a libc.

#include "system-calls.h"

enum {
  at_cwd = -100,
  read_only = 0, read_write = 2,
  sig_kill = 9, sig_chld = 17,
  tcgets = 0x5401, tcsets = 0x5402, tcsbrk = 0x5409,
  opost = 1, cbaud = 0x100F, b115200 = 0x1002,
  power_off = 0x4321FEDC,
};

struct terminal_settings {
  unsigned input, output, control, local;
  unsigned char rest[32];
};

static char arguments_text[1 << 17], environment_text[1 << 17], directory[1 << 13];
static char *arguments[1 << 13], *environment[1 << 13];

static unsigned long length_of(const char *text) {
  unsigned long length = 0;
  // The empty assembly keeps the compiler from calling a strlen() that is not there.
  while (text[length]) {
    ++length;
    __asm__("" : "+r"(length));
  }
  return length;
}

static void print(const char *text) { CALL3(write, 1, text, length_of(text)); }

static void print_result(const char *what, long number) {
  char digits[24];
  char *first = digits + sizeof digits - 1;
  *first = 0;
  do {
    *--first = (char)('0' + number % 10);
  } while (number /= 10);
  print("linuxbake-vm: ");
  print(what);
  print(first);
  print("\n");
}

static void open_as(const char *device, int stream) {
  long file = CALL4(openat, at_cwd, device, read_write, 0);
  if (file < 0 || file == stream) return;
  CALL3(dup3, file, stream, 0);
}

// A serial line that carries bytes and not lines of text; the console where there is none.
static long open_line(const char *device) {
  long line = CALL4(openat, at_cwd, device, read_write, 0);
  struct terminal_settings settings;
  if (line < 0 || CALL3(ioctl, line, tcgets, &settings) < 0) {
    print("linuxbake-vm: there is no ");
    print(device);
    print("; its output comes here\n");
    return 1;
  }
  settings.output &= ~(unsigned)opost;
  settings.control = (settings.control & ~(unsigned)cbaud) | b115200;
  CALL3(ioctl, line, tcsets, &settings);
  return line;
}

static void mount(const char *type, const char *where) {
  CALL3(mkdirat, at_cwd, where, 0755);
  CALL5(mount, type, where, type, 0, 0);
}

// The strings of a file, into `text`, and pointers to them into `list`.
static void read_strings(const char *file, char *text, unsigned long size, char **list) {
  long descriptor = CALL4(openat, at_cwd, file, read_only, 0);
  unsigned long filled = 0;
  for (long count; (count = CALL3(read, descriptor, text + filled, size - 1 - filled)) > 0;) {
    filled += (unsigned long)count;
  }
  if (!list) return;
  for (unsigned long at = 0; at < filled; at += length_of(text + at) + 1) *list++ = text + at;
}

static long start(long output, long errors) {
  long process = CALL5(clone, sig_chld, 0, 0, 0, 0);
  if (process != 0) return process;
  CALL1(setsid, 0);
  open_as("/dev/null", 0);
  long console = 9;
  CALL3(dup3, 1, console, 02000000);  // closed by a program that starts
  CALL3(dup3, output, 1, 0);
  CALL3(dup3, errors, 2, 0);
  long error = CALL1(chdir, directory);
  if (error == 0) error = CALL3(execve, arguments[0], arguments, environment);
  CALL3(dup3, console, 1, 0);
  print_result("cannot start ", -error);
  CALL1(exit, 127);
  __builtin_unreachable();
}

ENTRY __attribute__((noreturn, used)) void _start(void) {
  for (int stream = 0; stream < 3; ++stream) open_as("/dev/console", stream);
  mount("proc", "/proc");
  mount("sysfs", "/sys");
  mount("devtmpfs", "/dev");
  mount("devpts", "/dev/pts");
  mount("tmpfs", "/dev/shm");
  long output = open_line("/dev/ttyS1");
  long errors = open_line("/dev/ttyS2");
  read_strings("/linuxbake-vm/arguments", arguments_text, sizeof arguments_text, arguments);
  read_strings("/linuxbake-vm/environment", environment_text, sizeof environment_text, environment);
  read_strings("/linuxbake-vm/directory", directory, sizeof directory, 0);
  print("linuxbake-vm: start\n");
  long process = start(output, errors);
  int status = 0;
  while (CALL4(wait4, -1, &status, 0, 0) != process) {
  }
  CALL2(kill, -1, sig_kill);
  CALL3(ioctl, output, tcsbrk, 1);
  CALL3(ioctl, errors, tcsbrk, 1);
  int signal = status & 0x7F;
  print_result(signal ? "signal " : "exit ", signal ? signal : status >> 8 & 0xFF);
  print("linuxbake-vm: done\n");
  CALL3(ioctl, 1, tcsbrk, 1);
  CALL4(reboot, 0xFEE1DEAD, 672274793, power_off, 0);
  for (;;) CALL4(wait4, -1, &status, 0, 0);
}
