// SPDX-License-Identifier: MIT
#include "archive.h"

#include "mailbox.h"

static void read_archive(char *to, unsigned length) {
  while (length > 0) {
    unsigned part;
    const char *bytes = next_bytes(length, &part);
    length -= part;
    while (part-- > 0) *to++ = *bytes++;
  }
}

static void write_from_archive(long file, unsigned length) {
  while (length > 0) {
    unsigned part;
    const char *bytes = next_bytes(length, &part);
    length -= part;
    for (long written; file >= 0 && part > 0 && (written = CALL3(write, file, bytes, part)) > 0;) {
      bytes += written;
      part -= (unsigned)written;
    }
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

// One entry of the archive; 0 at its end. What cannot be made is there already, or will be missed
// by the program, which can say so better.
static int unpack_entry(void) {
  static char header[110], name[4100], target[4100];
  read_archive(header, sizeof header);
  unsigned mode = hexadecimal(header + 14), size = hexadecimal(header + 54);
  unsigned name_size = hexadecimal(header + 94);
  if (name_size >= sizeof name) return 0;
  read_archive(name, name_size);
  skip_padding((unsigned)sizeof header + name_size);
  if (name_size == 11 && name[0] == 'T' && name[10] == 0 && size == 0 && mode == 0) return 0;
  if ((mode & file_type) == directory_type) {
    CALL3(mkdirat, at_cwd, name, mode & 07777);
  } else if ((mode & file_type) == link_type && size < sizeof target) {
    read_archive(target, size);
    target[size] = 0;
    CALL3(symlinkat, target, at_cwd, name);
  } else {
    long file = -1;
    if ((mode & file_type) == regular_type) {
      file = CALL4(openat, at_cwd, name, write_only | create | truncate | close_on_exec, mode);
    }
    write_from_archive(file, size);
    if (file >= 0) CALL1(close, file);
  }
  if ((mode & file_type) != link_type) CALL3(fchmodat, at_cwd, name, mode & 07777);
  skip_padding(size);
  return 1;
}

void unpack(void) {
  while (unpack_entry()) {
  }
  skip_rest_of_archive();
}
