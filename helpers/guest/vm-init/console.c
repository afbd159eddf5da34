// SPDX-License-Identifier: MIT
#include "console.h"

unsigned long length_of(const char *text) {
  unsigned long length = 0;
  // The empty assembly keeps the compiler from calling a strlen() that is not there.
  while (text[length]) {
    ++length;
    __asm__("" : "+r"(length));
  }
  return length;
}

void print(const char *text) { CALL3(write, 1, text, length_of(text)); }

void print_result(const char *what, long number) {
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

void open_as(const char *device, int stream) {
  long file = CALL4(openat, at_cwd, device, read_write, 0);
  if (file < 0 || file == stream) return;
  CALL3(dup3, file, stream, 0);
}

void sleep_a_little(void) {
  static const struct time millisecond = {0, 1000000};
  CALL2(nanosleep, &millisecond, 0);
}

void read_strings(const char *file, char *text, unsigned long size, char **list) {
  long descriptor = CALL4(openat, at_cwd, file, read_only, 0);
  unsigned long filled = 0;
  for (long count; (count = CALL3(read, descriptor, text + filled, size - 1 - filled)) > 0;) {
    filled += (unsigned long)count;
  }
  if (!list) return;
  for (unsigned long at = 0; at < filled; at += length_of(text + at) + 1) *list++ = text + at;
}

__attribute__((noreturn)) void end(void) {
  print("linuxbake-vm: done\n");
  CALL3(ioctl, 1, tcsbrk, 1);
  CALL4(reboot, 0xFEE1DEAD, 672274793, power_off, 0);
  for (int status;;) CALL4(wait4, -1, &status, 0, 0);
}

__attribute__((noreturn)) void give_up(const char *what, const char *name, long error) {
  print(name);
  print("\n");
  print_result(what, -error);
  end();
}
