// SPDX-License-Identifier: MIT
#include "machine.h"

#include "console.h"

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

static long mount(const char *type, const char *where, const char *options) {
  CALL3(mkdirat, at_cwd, where, 0755);
  return CALL5(mount, type, where, type, 0, options);
}

// devtmpfs has no links, and its kernel may have none of it.
static void complete_devices(void) {
  static const char *const links[][2] = {{"/proc/self/fd", "/dev/fd"},
    {"fd/0", "/dev/stdin"}, {"fd/1", "/dev/stdout"}, {"fd/2", "/dev/stderr"}};
  for (unsigned at = 0; at < sizeof links / sizeof *links; ++at) {
    CALL3(symlinkat, links[at][0], at_cwd, links[at][1]);
  }
}

void mount_everything(void) {
  mount("proc", "/proc", 0);
  mount("sysfs", "/sys", 0);
  mount("devtmpfs", "/dev", 0);
  // gid: the group tty of /etc/group.
  static const char terminals[] = "gid=5,mode=620,ptmxmode=666";
  if (mount("devpts", "/dev/pts", terminals) != 0) mount("devpts", "/dev/pts", 0);
  mount("tmpfs", "/dev/shm", 0);
  CALL3(fchmodat, at_cwd, "/dev/shm", 01777);
  complete_devices();
}

void name_machine(void) {
  static const char name[] = "linuxbake";
  CALL2(sethostname, name, sizeof name - 1);
}

void load_modules(void) {
  for (char **name = read_strings("/linuxbake-vm/modules"); *name; ++name) {
    long file = CALL4(openat, at_cwd, *name, read_only | close_on_exec, 0);
    long error = file < 0 ? file : CALL3(finit_module, file, "", 0);
    if (error != 0) give_up(VM_NO_MODULE, *name, error);
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
  long wanted = CALL4(openat, at_cwd, "/linuxbake-vm/network", read_only | close_on_exec, 0);
  if (wanted >= 0) {
    CALL1(close, wanted);
    struct route route = {.target = anywhere, .gateway = gateway, .mask = anywhere,
      .flags = is_up | has_gateway};
    long error = socket < 0 ? socket : set_interface(socket, set_address, card);
    if (error == 0) error = set_interface(socket, set_mask, mask);
    if (error == 0) error = set_up(socket, "eth0");
    if (error == 0) error = CALL3(ioctl, socket, add_route, &route);
    if (error != 0) give_up(VM_NO_NETWORK, "eth0", error);
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
  CALL3(mkdirat, at_cwd, "/linuxbake-vm/shared", 0755);
  for (char **share = read_strings("/linuxbake-vm/shares"); share[0] && share[1]; share += 2) {
    static const char options[] = "trans=virtio,version=9p2000.L,msize=131072,cache=loose";
    long error = CALL5(mount, share[0], "/linuxbake-vm/shared", "9p", share_flags, options);
    if (error == 0) error = CALL5(mount, "/linuxbake-vm/shared", share[1], 0, bind_flag, 0);
    if (error != 0) give_up(VM_NO_SHARE, share[1], error);
    make_writable(share[1]);
  }
}
