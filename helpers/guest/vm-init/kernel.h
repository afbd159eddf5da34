// SPDX-License-Identifier: MIT
// kernel.h - numbers and structures of the kernel's interface that the init of VM tests uses; the
// same on all architectures of system-calls.h.
#pragma once

#include "../system-calls.h"

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

struct poll_entry {
  int file;
  short wanted, there;
};

struct time {
  long seconds, nanoseconds;
};
