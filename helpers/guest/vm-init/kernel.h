// SPDX-License-Identifier: MIT
// kernel.h - numbers and structures of the kernel's interface that the init of VM tests uses; the
// same on all architectures of system-calls.h.
#pragma once

#include "../system-calls.h"

enum {
  at_cwd = -100,
  read_only = 0, write_only = 1, read_write = 2, create = 0100, exclusive = 0200,
  no_terminal = 0400, no_wait = 04000, close_on_exec = 02000000,
  not_through_links = 0x100,
  from_start = 0, from_end = 2,
  sig_kill = 9, sig_chld = 17, sig_ttou = 22,
  block_signals = 0, unblock_signals = 1,
  clone_vm = 0x100, clone_vfork = 0x4000,
  tcsbrk = 0x5409, reseed = 0x5207,
  set_terminal = 0x540E, set_foreground = 0x5410,
  limit_files = 7,
  since_boot = 1,
  poll_in = 1, poll_out = 4,
  bytes_left = 0x541B,
  no_hang = 1,
  lock_present = 1,
  share_flags = 1,  // read-only
  bind_flag = 4096,
  internet = 2, datagrams = 2,
  set_flags = 0x8914, set_address = 0x8916, set_mask = 0x891C, add_route = 0x890B,
  is_up = 1, has_gateway = 2,
  file_type = 0170000, directory_type = 0040000, regular_type = 0100000, link_type = 0120000,
  no_process = 3, no_memory = 12, exists = 17, invalid = 22, too_large = 27, too_long = 36,
  power_off = 0x4321FEDC,
};

struct poll_entry {
  int file;
  short wanted, there;
};

struct time {
  long seconds, nanoseconds;
};

// struct statx, of which we want the type.
enum { wants_type = 1 };
struct file_facts {
  unsigned before[7];
  unsigned short mode, after[113];
};

// struct sysinfo.
struct system_info {
  long uptime;
  unsigned long loads[3], total, free, shared, buffers, total_swap, free_swap;
  unsigned short processes, unused;
  unsigned long total_high, free_high;
  unsigned unit;
  char more[64];
};
