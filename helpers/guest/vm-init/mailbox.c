// SPDX-License-Identifier: MIT
#include "mailbox.h"

#include "console.h"

enum { packets = 256, input_packets = 64 };

// Never shared with another process, so that no page is copied when it is written to: see start().
static struct vm_page pages[1 + packets + input_packets]
  __attribute__((aligned(vm_page_size)));

static const unsigned char inverted_mark[vm_mark_size] = {VM_INVERTED_MARK};

// The packet that is being read, and how much of the archive is left after it.
static const char *rest;
static unsigned rest_length;
unsigned long long archive_length;

// A number that the host may change.
static unsigned current(unsigned *number) { return __atomic_load_n(number, __ATOMIC_ACQUIRE); }

static unsigned long long together(const unsigned *halves) {
  return (unsigned long long)halves[1] << 32 | halves[0];
}

// A machine that was saved has to know what time it is, and must not give the same random numbers
// every time.
static void renew(void) {
  struct time time = {(long)together(pages[0].control.seconds),
    (long)pages[0].control.nanoseconds};
  CALL2(clock_settime, 0, &time);
  long random = CALL4(openat, at_cwd, "/dev/urandom", write_only | close_on_exec, 0);
  if (random < 0) return;
  CALL3(write, random, pages[0].control.random, sizeof pages[0].control.random);
  CALL2(ioctl, random, reseed);
  CALL1(close, random);
}

void open_mailbox(void) {
  // No page may be moved to another place in memory.
  CALL1(mlockall, lock_present);
  long setting = CALL4(openat, at_cwd, "/proc/sys/vm/compact_unevictable_allowed",
    write_only | close_on_exec, 0);
  if (setting >= 0) {
    CALL3(write, setting, "0", 1);
    CALL1(close, setting);
  }
  for (unsigned number = 0; number <= packets + input_packets; ++number) {
    for (unsigned at = 0; at < vm_mark_size; ++at) {
      pages[number].mark[at] = (unsigned char)~inverted_mark[at];
      __asm__("" : : : "memory");  // or the compiler would make a constant of it after all
    }
    pages[number].number = number;
  }
  pages[0].control.packets = packets;
  pages[0].control.input_packets = input_packets;
  print(VM_SAYS VM_MEMORY "\n");
  while (!current(&pages[0].control.ready)) sleep_a_little();
  archive_length = together(pages[0].control.size);
  renew();
}

const char *next_bytes(unsigned most, unsigned *length) {
  unsigned received = pages[0].control.received;
  if (rest_length == 0) {
    if (rest) __atomic_store_n(&pages[0].control.received, ++received, __ATOMIC_RELEASE);
    while (current(&pages[0].control.given) == received) sleep_a_little();
    rest = pages[1 + received % packets].packet.bytes;
    rest_length = pages[1 + received % packets].packet.length;
  }
  const char *bytes = rest;
  *length = most < rest_length ? most : rest_length;
  rest += *length;
  rest_length -= *length;
  archive_length -= *length;
  return bytes;
}

void skip_rest_of_archive(void) {
  for (unsigned part; archive_length > 0;) next_bytes(vm_packet_bytes, &part);
  __atomic_store_n(&pages[0].control.received, pages[0].control.received + 1, __ATOMIC_RELEASE);
}

enum vm_input kind_of_input(void) { return (enum vm_input)pages[0].control.input_kind; }

// How much of the packet of input was taken that is being read.
static unsigned input_at;

long next_input(const char **bytes) {
  const unsigned taken = pages[0].control.input_taken;
  const unsigned ends = current(&pages[0].control.input_ends);
  if (current(&pages[0].control.input_given) == taken) return ends ? -1 : 0;
  const struct vm_page *page = &pages[1 + packets + taken % input_packets];
  *bytes = page->packet.bytes + input_at;
  return page->packet.length - input_at;
}

void take_input(long length) {
  const unsigned taken = pages[0].control.input_taken;
  input_at += (unsigned)length;
  if (input_at < pages[1 + packets + taken % input_packets].packet.length) return;
  input_at = 0;
  __atomic_store_n(&pages[0].control.input_taken, taken + 1, __ATOMIC_RELEASE);
}

void refuse_input(void) {
  __atomic_store_n(&pages[0].control.input_refused, 1, __ATOMIC_RELEASE);
}

void report_input(unsigned long long length) {
  pages[0].control.input_length[0] = (unsigned)length;
  pages[0].control.input_length[1] = (unsigned)(length >> 32);
  __atomic_store_n(&pages[0].control.input_reported, 1, __ATOMIC_RELEASE);
}

// The next packet to fill; send() sends it.
static char *next_packet(void) {
  unsigned sent = pages[0].control.sent;
  while (sent - current(&pages[0].control.taken) >= packets) sleep_a_little();
  return pages[1 + sent % packets].packet.bytes;
}

static void send(enum vm_stream stream, long length) {
  unsigned sent = pages[0].control.sent;
  pages[1 + sent % packets].packet.stream = stream;
  pages[1 + sent % packets].packet.length = (unsigned)length;
  __atomic_store_n(&pages[0].control.sent, sent + 1, __ATOMIC_RELEASE);
}

long forward(long file, enum vm_stream stream) {
  long length = CALL3(read, file, next_packet(), vm_packet_bytes);
  if (length > 0) send(stream, length);
  return length;
}

static void send_text(enum vm_stream stream, const char *text) {
  char *bytes = next_packet();
  long length = 0;
  for (; text[length] && length < vm_packet_bytes; ++length) bytes[length] = text[length];
  send(stream, length);
}

// Only what is a file has an end: a pipe waits for somebody, a device gives bytes for ever. The kernel
// before 4.11 does not say what it is.
static long open_file(const char *name) {
  struct file_facts facts = {0};
  if (CALL5(statx, at_cwd, name, 0, wants_type, &facts) == 0) {
    unsigned type = facts.mode & file_type;
    if (type != regular_type) return -(long)(vm_other_type + type);
  }
  // Some files of /proc have no end either; they would wait for more.
  return CALL4(openat, at_cwd, name, read_only | no_wait | close_on_exec, 0);
}

void send_file(const char *name) {
  send_text(vm_file_name, name);
  struct system_info info = {0};
  CALL1(sysinfo, &info);
  unsigned long long left = (unsigned long long)info.total * info.unit;
  long file = open_file(name);
  long result = file;
  while (result >= 0 && (result = forward(file, vm_file_bytes)) > 0) {
    if ((unsigned long long)result > left) result = -too_large;
    else left -= (unsigned long long)result;
  }
  if (file >= 0) CALL1(close, file);
  if (result == 0) return;
  *(int *)next_packet() = (int)-result;
  send(vm_file_error, sizeof(int));
}
