// SPDX-License-Identifier: MIT
#include "machine.h"

#include "console.h"

static char shares_text[1 << 16], modules_text[1 << 14];
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

static void mount(const char *type, const char *where) {
  CALL3(mkdirat, at_cwd, where, 0755);
  CALL5(mount, type, where, type, 0, 0);
}

void mount_everything(void) {
  mount("proc", "/proc");
  mount("sysfs", "/sys");
  mount("devtmpfs", "/dev");
  mount("devpts", "/dev/pts");
  mount("tmpfs", "/dev/shm");
}

void load_modules(void) {
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

void connect_network(void) {
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
void mount_shares(void) {
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
