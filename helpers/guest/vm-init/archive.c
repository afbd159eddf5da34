// SPDX-License-Identifier: MIT
#include "archive.h"

#include "console.h"
#include "mailbox.h"

enum { path_limit = 4096, reserve = 1 << 20 };

struct entry {
  unsigned mode, owner, group, time, size, major, minor, name_size;
  char name[path_limit + 3];  // and "/."
};

static const char problem[] = VM_NOT_UNPACKED;

__attribute__((noreturn)) static void fail_at(const char *name, long error) {
  print("/");
  give_up(problem, name, error);
}

static void read_archive(char *to, unsigned length) {
  while (length > 0) {
    unsigned part;
    const char *bytes = next_bytes(length, &part);
    length -= part;
    while (part-- > 0) *to++ = *bytes++;
  }
}

static void skip_padding(unsigned length) {
  char padding[4];
  read_archive(padding, -length & 3);
}

static unsigned hexadecimal(const char *digits) {
  unsigned value = 0;
  for (int at = 0; at < 8; ++at) {
    char c = digits[at];
    value = value << 4 | (unsigned)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
  }
  return value;
}

// 0 at the end of the archive.
static int read_entry(struct entry *entry) {
  char header[110];
  read_archive(header, sizeof header);
  entry->mode = hexadecimal(header + 14);
  entry->owner = hexadecimal(header + 22);
  entry->group = hexadecimal(header + 30);
  entry->time = hexadecimal(header + 46);
  entry->size = hexadecimal(header + 54);
  entry->major = hexadecimal(header + 78);
  entry->minor = hexadecimal(header + 86);
  entry->name_size = hexadecimal(header + 94);
  if (entry->name_size > path_limit) give_up(problem, "a name", -too_long);
  read_archive(entry->name, entry->name_size);
  skip_padding((unsigned)sizeof header + entry->name_size);
  return entry->mode != 0 || !same(entry->name, "TRAILER!!!");
}

static void write_from_archive(const struct entry *entry, long file) {
  for (unsigned left = entry->size; left > 0;) {
    unsigned part;
    const char *bytes = next_bytes(left, &part);
    left -= part;
    while (part > 0) {
      long written = CALL3(write, file, bytes, part);
      if (written <= 0) fail_at(entry->name, written);
      bytes += written;
      part -= (unsigned)written;
    }
  }
}

// Whether it is there already, which is as well for a directory. Changes the name for a moment.
static int is_directory(struct entry *entry) {
  char *end = entry->name + entry->name_size - 1;
  end[0] = '/', end[1] = '.', end[2] = 0;
  long file = CALL4(openat, at_cwd, entry->name, read_only | close_on_exec, 0);
  if (file >= 0) CALL1(close, file);
  end[0] = 0;
  return file >= 0;
}

static long make_directory(struct entry *entry) {
  long error = CALL3(mkdirat, at_cwd, entry->name, 0700);
  return error == -exists && is_directory(entry) ? 0 : error;
}

static long make_link(const struct entry *entry, const char *target) {
  char there[path_limit + 1];
  long length = CALL4(readlinkat, at_cwd, entry->name, there, path_limit);
  if (length >= 0) {
    there[length] = 0;
    if (same(there, target)) return 0;
  }
  CALL3(unlinkat, at_cwd, entry->name, 0);
  return CALL3(symlinkat, target, at_cwd, entry->name);
}

static void make_link_from_archive(const struct entry *entry) {
  char target[path_limit + 1];
  if (entry->size > path_limit) fail_at(entry->name, -too_long);
  read_archive(target, entry->size);
  target[entry->size] = 0;
  long error = make_link(entry, target);
  if (error != 0) fail_at(entry->name, error);
  CALL5(fchownat, at_cwd, entry->name, entry->owner, entry->group, not_through_links);
}

// The owner first: a new owner takes the setuid bit away.
static void set_attributes(const struct entry *entry) {
  long error = CALL5(fchownat, at_cwd, entry->name, entry->owner, entry->group, 0);
  if (error == 0) error = CALL3(fchmodat, at_cwd, entry->name, entry->mode & 07777);
  if (error != 0) fail_at(entry->name, error);
  if (entry->time == 0) return;
  struct time times[2] = {{entry->time, 0}, {entry->time, 0}};
  CALL4(utimensat, at_cwd, entry->name, times, 0);
}

static void make_file(const struct entry *entry) {
  CALL3(unlinkat, at_cwd, entry->name, 0);
  long file = CALL4(openat, at_cwd, entry->name, write_only | create | exclusive | close_on_exec,
                    0600);
  if (file < 0) fail_at(entry->name, file);
  write_from_archive(entry, file);
  CALL1(close, file);
}

static long make_node(const struct entry *entry) {
  CALL3(unlinkat, at_cwd, entry->name, 0);
  // As new_encode_dev() of the kernel.
  unsigned device = (entry->minor & 0xFF) | entry->major << 8 | (entry->minor & ~0xFFU) << 12;
  return CALL4(mknodat, at_cwd, entry->name, (entry->mode & file_type) | 0600, device);
}

// 0 at the end of the archive.
static int unpack_entry(void) {
  static struct entry entry;
  if (!read_entry(&entry)) return 0;
  unsigned type = entry.mode & file_type;
  long error = 0;
  if (type == link_type) {
    make_link_from_archive(&entry);
  } else if (type == regular_type) {
    make_file(&entry);
  } else {
    error = type == directory_type ? make_directory(&entry) : make_node(&entry);
  }
  if (error != 0) fail_at(entry.name, error);
  if (type != link_type) set_attributes(&entry);
  skip_padding(entry.size);
  return 1;
}

// The kernel would kill the init, and so itself, if its memory were not enough.
static void check_memory(void) {
  struct system_info info = {0};
  if (CALL1(sysinfo, &info) != 0) return;
  const unsigned long long free = (unsigned long long)info.free * info.unit;
  if (archive_length + reserve > free) give_up(problem, "the archive", -no_memory);
}

void unpack(void) {
  check_memory();
  while (unpack_entry()) {
  }
  skip_rest_of_archive();
}
