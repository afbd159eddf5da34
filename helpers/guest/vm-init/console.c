// SPDX-License-Identifier: MIT
#include "console.h"

long console = 1;

unsigned long length_of(const char *text) {
  unsigned long length = 0;
  // The empty assembly keeps the compiler from calling a strlen() that is not there.
  while (text[length]) {
    ++length;
    __asm__("" : "+r"(length));
  }
  return length;
}

int same(const char *one, const char *other) {
  while (*one && *one == *other) ++one, ++other;
  return *one == *other;
}

void print(const char *text) { CALL3(write, console, text, length_of(text)); }

void print_result(const char *what, long number) {
  char digits[24];
  char *first = digits + sizeof digits - 1;
  *first = 0;
  do {
    *--first = (char)('0' + number % 10);
  } while (number /= 10);
  print(VM_SAYS);
  print(what);
  print(first);
  print("\n");
}

void open_as(const char *device, int stream) {
  long file = CALL4(openat, at_cwd, device, read_write, 0);
  if (file < 0 || file == stream) return;
  CALL3(dup3, file, stream, 0);
  CALL1(close, file);
}

void sleep_a_little(void) {
  static const struct time millisecond = {0, 1000000};
  CALL2(nanosleep, &millisecond, 0);
}

void *allocate(unsigned long size) {
  static unsigned long free;
  if (free == 0) free = (unsigned long)CALL1(brk, 0);
  unsigned long begin = (free + 15) & ~15UL;
  free = begin + size;
  if ((unsigned long)CALL1(brk, free) < free) give_up(VM_NOT_UNPACKED, "the strings", -no_memory);
  return (void *)begin;
}

static long read_all(const char *name, char **text) {
  long file = CALL4(openat, at_cwd, name, read_only | close_on_exec, 0);
  if (file < 0) return 0;
  long size = CALL3(lseek, file, 0, from_end), filled = 0;
  CALL3(lseek, file, 0, from_start);
  *text = allocate((unsigned long)size + 1);
  for (long count; (count = CALL3(read, file, *text + filled, size - filled)) > 0;) {
    filled += count;
  }
  CALL1(close, file);
  return filled;
}

char **read_strings(const char *file) {
  char *text = 0;
  const long size = read_all(file, &text);
  unsigned long count = 0;
  for (long at = 0; at < size; ++at) count += text[at] == 0;
  char **list = allocate((count + 1) * sizeof *list);
  for (unsigned long number = 0; number < count; ++number) {
    list[number] = text;
    text += length_of(text) + 1;
  }
  return list;
}

void end(void) {
  print(VM_SAYS VM_DONE "\n");
  CALL3(ioctl, console, tcsbrk, 1);
  CALL4(reboot, 0xFEE1DEAD, 672274793, power_off, 0);
  for (int status;;) CALL4(wait4, -1, &status, 0, 0);
}

void give_up(const char *what, const char *name, long error) {
  print(name);
  print("\n");
  print_result(what, -error);
  end();
}
