// SPDX-License-Identifier: MIT
#include "left.h"

#include "console.h"

enum { name_at = 19 };  // of struct linux_dirent64

static long read_text(const char *name, char *text, long size) {
  long file = CALL4(openat, at_cwd, name, read_only | close_on_exec, 0);
  if (file < 0) return file;
  long length = CALL3(read, file, text, size - 1);
  CALL1(close, file);
  text[length > 0 ? length : 0] = 0;
  return length;
}

// /proc/<process>/<file>
static const char *path_of(const char *process, const char *file) {
  static char path[64];
  char *to = path;
  for (const char *from = "/proc/"; *from;) *to++ = *from++;
  while (*process) *to++ = *process++;
  *to++ = '/';
  while (*file) *to++ = *file++;
  *to = 0;
  return path;
}

static long number_of(const char *text) {
  long number = 0;
  for (; *text >= '0' && *text <= '9'; ++text) number = number * 10 + (*text - '0');
  return *text ? 0 : number;
}

static void print_process(const char *process) {
  char text[64];
  if (read_text(path_of(process, "cmdline"), text, sizeof text) <= 0) return;  // the kernel's own
  if (read_text(path_of(process, "comm"), text, sizeof text) <= 0) return;
  print(VM_SAYS VM_STILL);
  print(process);
  print(" ");
  print(text);
}

void print_who_is_left(void) {
  static char entries[4096] __attribute__((aligned(8)));
  print(VM_SAYS VM_WAITS "\n");
  long directory = CALL4(openat, at_cwd, "/proc", read_only | close_on_exec, 0);
  if (directory < 0) return;
  for (long size; (size = CALL3(getdents64, directory, entries, sizeof entries)) > 0;) {
    for (char *entry = entries; entry < entries + size; entry += *(unsigned short *)(entry + 16)) {
      if (number_of(entry + name_at) > 1) print_process(entry + name_at);
    }
  }
  CALL1(close, directory);
}
