// SPDX-License-Identifier: MIT
// vm-init.c - the init of linuxbake_add_vm_test(): runs one program and tells how it ended.
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

#include "system-calls.h"

enum {
  at_cwd = -100,
  read_only = 0, write_only = 1, read_write = 2, create = 0100, truncate = 01000,
  close_on_exec = 02000000,
  sig_kill = 9, sig_chld = 17,
  clone_vm = 0x100, clone_vfork = 0x4000,
  tcsbrk = 0x5409, reseed = 0x5207,
  poll_in = 1,
  no_hang = 1,
  lock_present = 1,
  share_flags = 1,  // read-only
  bind_flag = 4096,
  internet = 2, datagrams = 2,
  set_flags = 0x8914, set_address = 0x8916, set_mask = 0x891C, add_route = 0x890B,
  is_up = 1, has_gateway = 2,
  file_type = 0170000, directory_type = 0040000, regular_type = 0100000, link_type = 0120000,
  power_off = 0x4321FEDC,
};

enum stream { output = 1, errors = 2, file_name = 3, file_bytes = 4, file_error = 5 };

enum { packets = 256, packet_bytes = 4064, page_size = 4096 };

struct page {
  unsigned char mark[16];
  unsigned number;
  union {
    struct {
      unsigned count, ready, sent, taken;
      unsigned given, received, size, seconds[2], nanoseconds;
      char random[32];
    } control;
    struct { unsigned stream, length, unused; char bytes[packet_bytes]; } packet;
  };
};
_Static_assert(sizeof(struct page) == page_size, "the host looks for pages of this size");

// Never shared with another process, so that no page is copied when it is written to: see start().
static struct page pages[packets + 1] __attribute__((aligned(page_size)));

// The bytes of the mark, each inverted, so that this file in memory is not taken for it.
static const unsigned char inverted_mark[16] = {
  0x6c, 0xb3, 0x96, 0x91, 0x8a, 0x87, 0xbd, 0x9e, 0x94, 0x9a, 0xd2, 0x92, 0x9d, 0x90, 0x87, 0xf5};

struct poll_entry {
  int file;
  short wanted, there;
};

struct time {
  long seconds, nanoseconds;
};

static char arguments_text[1 << 17], environment_text[1 << 17], directory[1 << 13];
static char collect_text[1 << 16], shares_text[1 << 16], modules_text[1 << 14];
static char *arguments[1 << 13], *environment[1 << 13], *collect[1 << 12];
static char *shares[1 << 8], *modules[1 << 8];

// struct sockaddr_in, ifreq and rtentry of the kernel.
struct address {
  unsigned short family, port;
  unsigned char number[4], unused[8];
};
struct interface {
  char name[16];
  union {
    struct address address;
    short flags;
    char size[24];
  };
};
struct route {
  unsigned long unused1;
  struct address target, gateway, mask;
  unsigned short flags;
  short unused2;
  unsigned long unused3[3];
  char *device;
  unsigned long unused4[4];
};

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

static void sleep_a_little(void) {
  static const struct time millisecond = {0, 1000000};
  CALL2(nanosleep, &millisecond, 0);
}

// A number that the host may change.
static unsigned current(unsigned *number) { return __atomic_load_n(number, __ATOMIC_ACQUIRE); }

// Marks the pages and waits until the host has found them.
static void open_mailbox(void) {
  // No page may be moved to another place in memory.
  CALL1(mlockall, lock_present);
  long setting = CALL4(openat, at_cwd, "/proc/sys/vm/compact_unevictable_allowed", write_only, 0);
  if (setting >= 0) {
    CALL3(write, setting, "0", 1);
    CALL1(close, setting);
  }
  for (unsigned number = 0; number <= packets; ++number) {
    for (unsigned at = 0; at < 16; ++at) {
      pages[number].mark[at] = (unsigned char)~inverted_mark[at];
      __asm__("" : : : "memory");  // or the compiler would make a constant of it after all
    }
    pages[number].number = number;
  }
  pages[0].control.count = packets;
  print("linuxbake-vm: memory\n");
  while (!current(&pages[0].control.ready)) sleep_a_little();
}

// A machine that was saved has to know what time it is, and must not give the same random numbers
// every time.
static void renew(void) {
  struct time time = {(long)pages[0].control.seconds[0], (long)pages[0].control.nanoseconds};
  if (sizeof time.seconds > sizeof(unsigned)) {
    time.seconds += (long)((unsigned long long)pages[0].control.seconds[1] << 32);
  }
  CALL2(clock_settime, 0, &time);
  long random = CALL4(openat, at_cwd, "/dev/urandom", write_only, 0);
  if (random < 0) return;
  CALL3(write, random, pages[0].control.random, sizeof pages[0].control.random);
  CALL2(ioctl, random, reseed);
  CALL1(close, random);
}

// The packet that is being read, and how much of the archive is left after it.
static const char *rest;
static unsigned rest_length, archive_length;

// Some bytes of the archive, `most` of them at most; they are there until the next call.
static const char *next_bytes(unsigned most, unsigned *length) {
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

static void unpack(void) {
  archive_length = pages[0].control.size;
  while (unpack_entry()) {
  }
  // The pages are for the other direction when the host has no bytes left for them.
  for (unsigned part; archive_length > 0;) next_bytes(archive_length, &part);
  __atomic_store_n(&pages[0].control.received, pages[0].control.received + 1, __ATOMIC_RELEASE);
}

// The next packet to fill; send() sends it.
static char *next_packet(void) {
  unsigned sent = pages[0].control.sent;
  while (sent - current(&pages[0].control.taken) >= packets) sleep_a_little();
  return pages[1 + sent % packets].packet.bytes;
}

static void send(enum stream stream, long length) {
  unsigned sent = pages[0].control.sent;
  pages[1 + sent % packets].packet.stream = stream;
  pages[1 + sent % packets].packet.length = (unsigned)length;
  __atomic_store_n(&pages[0].control.sent, sent + 1, __ATOMIC_RELEASE);
}

// Sends what can be read from a file at once; 0 at its end.
static long forward(long file, enum stream stream) {
  long length = CALL3(read, file, next_packet(), packet_bytes);
  if (length > 0) send(stream, length);
  return length;
}

static void send_text(enum stream stream, const char *text) {
  char *bytes = next_packet();
  long length = 0;
  for (; text[length] && length < packet_bytes; ++length) bytes[length] = text[length];
  send(stream, length);
}

static void send_file(const char *name) {
  send_text(file_name, name);
  long file = CALL4(openat, at_cwd, name, read_only, 0);
  long result = file;
  while (result >= 0 && (result = forward(file, file_bytes)) > 0) {
  }
  if (file >= 0) CALL1(close, file);
  if (result == 0) return;
  *(int *)next_packet() = (int)-result;
  send(file_error, sizeof(int));
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

// Starts the program. The child runs in our memory until it has become the program (as after
// vfork): a copy of our memory would leave the mailbox's pages with one of the two.
static long start(const long *out, const long *err) {
  long process = CALL5(clone, clone_vm | clone_vfork | sig_chld, 0, 0, 0, 0);
  if (process != 0) return process;
  CALL1(setsid, 0);
  open_as("/dev/null", 0);
  long console = 9;
  CALL3(dup3, 1, console, close_on_exec);
  CALL3(dup3, out[1], 1, 0);
  CALL3(dup3, err[1], 2, 0);
  long error = CALL1(chdir, directory);
  if (error == 0) error = CALL3(execve, arguments[0], arguments, environment);
  CALL3(dup3, console, 1, 0);
  print_result("cannot start ", -error);
  CALL1(exit, 127);
  __builtin_unreachable();
}

static void open_pipe(long *ends) {
  int numbers[2];
  CALL2(pipe2, numbers, close_on_exec);
  ends[0] = numbers[0];
  ends[1] = numbers[1];
}

// Sends what comes out of both pipes, and waits for it so long; 0 when nothing has come.
static long forward_both(long *out, long *err, long nanoseconds) {
  struct time time = {0, nanoseconds};  // the kernel writes there what was left of it
  struct poll_entry entries[2] = {{(int)out[0], poll_in, 0}, {(int)err[0], poll_in, 0}};
  long ready = CALL5(ppoll, entries, 2, &time, 0, 0);
  if (ready <= 0) return ready;
  if (entries[0].there && forward(out[0], output) <= 0) out[0] = -1;
  if (entries[1].there && forward(err[0], errors) <= 0) err[0] = -1;
  return ready;
}

// Until the process has ended; reaps whatever else ends. The pipes may be open longer, if it has
// left a process behind, or shorter.
static int wait_for(long process, long *out, long *err) {
  for (;;) {
    int open = out[0] >= 0 || err[0] >= 0;
    if (open) forward_both(out, err, 10000000);
    int status = 0;
    for (long ended; (ended = CALL4(wait4, -1, &status, open ? no_hang : 0, 0)) != 0;) {
      if (ended == process) return status;
      if (ended < 0) break;
    }
  }
}

static int run(int by_hand) {
  long out[2] = {-1, 1}, err[2] = {-1, 1};
  if (!by_hand) {
    open_pipe(out);
    open_pipe(err);
  }
  print("linuxbake-vm: start\n");
  long process = start(out, err);
  if (!by_hand) {
    CALL1(close, out[1]);
    CALL1(close, err[1]);
  }
  if (process < 0) {
    print_result("cannot start ", -process);
    return 127 << 8;
  }
  int status = wait_for(process, out, err);
  CALL2(kill, -1, sig_kill);
  while (!by_hand && forward_both(out, err, 0) > 0) {
  }
  return status;
}

__attribute__((noreturn)) static void end(void) {
  print("linuxbake-vm: done\n");
  CALL3(ioctl, 1, tcsbrk, 1);
  CALL4(reboot, 0xFEE1DEAD, 672274793, power_off, 0);
  for (int status;;) CALL4(wait4, -1, &status, 0, 0);
}

__attribute__((noreturn)) static void give_up(const char *what, const char *name, long error) {
  print(name);
  print("\n");
  print_result(what, -error);
  end();
}

static void load_modules(void) {
  read_strings("/linuxbake-vm/modules", modules_text, sizeof modules_text, modules);
  for (char **name = modules; *name; ++name) {
    long file = CALL4(openat, at_cwd, *name, read_only | close_on_exec, 0);
    long error = file < 0 ? file : CALL3(finit_module, file, "", 0);
    if (error != 0) give_up("cannot load ", *name, error);
    CALL1(close, file);
  }
}

static long set_up(long socket, const char *name) {
  struct interface interface = {.flags = is_up};
  for (int at = 0; name[at]; ++at) interface.name[at] = name[at];
  return CALL3(ioctl, socket, set_flags, &interface);
}

static long set_interface(long socket, unsigned long what, struct address address) {
  struct interface interface = {.name = "eth0", .address = address};
  return CALL3(ioctl, socket, what, &interface);
}

// lo wherever the kernel has it; a card if the machine has been given one.
static void connect_network(void) {
  static const struct address card = {internet, 0, {10, 0, 2, 15}, {0}};
  static const struct address mask = {internet, 0, {255, 255, 255, 0}, {0}};
  static const struct address gateway = {internet, 0, {10, 0, 2, 2}, {0}};
  static const struct address anywhere = {internet, 0, {0, 0, 0, 0}, {0}};
  long socket = CALL3(socket, internet, datagrams | close_on_exec, 0);
  set_up(socket, "lo");
  long wanted = CALL4(openat, at_cwd, "/linuxbake-vm/network", read_only, 0);
  if (wanted >= 0) {
    CALL1(close, wanted);
    struct route route = {.target = anywhere, .gateway = gateway, .mask = anywhere,
      .flags = is_up | has_gateway};
    long error = socket < 0 ? socket : set_interface(socket, set_address, card);
    if (error == 0) error = set_interface(socket, set_mask, mask);
    if (error == 0) error = set_up(socket, "eth0");
    if (error == 0) error = CALL3(ioctl, socket, add_route, &route);
    if (error != 0) give_up("cannot connect ", "eth0", error);
  }
  if (socket >= 0) CALL1(close, socket);
}

// What is written into a shared directory stays in the machine, if its kernel has overlayfs: the
// directory itself lies below /linuxbake-vm/shared, by a name that needs no escaping.
static void make_writable(const char *directory) {
  CALL3(mkdirat, at_cwd, "/linuxbake-vm/written", 0755);
  CALL5(mount, "tmpfs", "/linuxbake-vm/written", "tmpfs", 0, 0);
  CALL3(mkdirat, at_cwd, "/linuxbake-vm/written/new", 0755);
  CALL3(mkdirat, at_cwd, "/linuxbake-vm/written/work", 0755);
  CALL5(mount, "overlay", directory, "overlay", 0,
        "lowerdir=/linuxbake-vm/shared,upperdir=/linuxbake-vm/written/new,"
        "workdir=/linuxbake-vm/written/work");
}

// The archive has made the directories. A mount hides the one before at the same place, which stays
// below the overlay that was made of it.
static void mount_shares(void) {
  read_strings("/linuxbake-vm/shares", shares_text, sizeof shares_text, shares);
  CALL3(mkdirat, at_cwd, "/linuxbake-vm/shared", 0755);
  for (char **share = shares; share[0] && share[1]; share += 2) {
    static const char options[] = "trans=virtio,version=9p2000.L,msize=131072,cache=loose";
    long error = CALL5(mount, share[0], "/linuxbake-vm/shared", "9p", share_flags, options);
    if (error == 0) error = CALL5(mount, "/linuxbake-vm/shared", share[1], 0, bind_flag, 0);
    if (error != 0) give_up("cannot share ", share[1], error);
    make_writable(share[1]);
  }
}

static void mount_everything(void) {
  mount("proc", "/proc");
  mount("sysfs", "/sys");
  mount("devtmpfs", "/dev");
  mount("devpts", "/dev/pts");
  mount("tmpfs", "/dev/shm");
}

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
    renew();
    unpack();
  }
  read_strings("/linuxbake-vm/arguments", arguments_text, sizeof arguments_text, arguments);
  read_strings("/linuxbake-vm/environment", environment_text, sizeof environment_text, environment);
  read_strings("/linuxbake-vm/directory", directory, sizeof directory, 0);
  read_strings("/linuxbake-vm/collect", collect_text, sizeof collect_text, collect);
  mount_shares();
  int status = run(there >= 0);
  CALL1(chdir, directory);
  for (char **name = collect; *name && there < 0; ++name) send_file(*name);
  int signal = status & 0x7F;
  print_result(signal ? "signal " : "exit ", signal ? signal : status >> 8 & 0xFF);
  end();
}
