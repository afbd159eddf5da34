// SPDX-License-Identifier: MIT
// protocol.h - what the init of VM tests and its host have agreed upon. C and C++ read it: the init
// beside this file, and helpers/boot/vm.
//
// The init says lines on the console that begin with VM_SAYS (init.c describes them). Everything
// else goes through memory. The init keeps an array of pages and marks each with the same 16 bytes
// and its number, so that the host finds them wherever the kernel has put them. That needs nothing
// of the guest's kernel, no driver and no device, and is as fast as memory: an emulated serial line
// carries 100 KB/s.
//
// Packet n lies in page 1 + n modulo the number of packets. First the host gives the archive, in
// packets whose stream is 0; when the guest has received all of it, it sends. Packet n of standard
// input lies in the same way in one of the further pages, while the guest sends. Numbers are those
// of the machine; all of ours are little-endian. Those of 64 bits are in two halves, the lower one
// first: nothing in a page is moved for the sake of alignment.
#pragma once

#define VM_SAYS "linuxbake-vm: "
#define VM_MEMORY "memory"
#define VM_START "start"
#define VM_EXIT "exit "
#define VM_SIGNAL "signal "
#define VM_NOT_STARTED "cannot start "
#define VM_NO_MODULE "cannot load "
#define VM_NO_NETWORK "cannot connect "
#define VM_NO_SHARE "cannot share "
#define VM_NOT_UNPACKED "cannot unpack "
#define VM_WAITS "waits"
#define VM_STILL "still "
#define VM_DONE "done"

// Of packets that the guest sends. A file that cannot be sent has an error number, or vm_other_type
// and the type of what is no file (S_IFMT).
enum vm_stream {
  vm_output = 1, vm_errors = 2, vm_file_name = 3, vm_file_bytes = 4, vm_file_error = 5
};
enum { vm_other_type = 0x10000 };

// The standard input that the host has for the program.
enum vm_input { vm_no_input, vm_input_stream, vm_input_closed, vm_input_unreadable };

// The bytes of the mark, each inverted, so that a program in memory that holds them is not taken for
// a page.
#define VM_INVERTED_MARK \
  0x6c, 0xb3, 0x96, 0x91, 0x8a, 0x87, 0xbd, 0x9e, 0x94, 0x9a, 0xd2, 0x92, 0x9d, 0x90, 0x87, 0xf5

enum { vm_page_size = 4096, vm_mark_size = 16, vm_random_size = 32, vm_packet_bytes = 4064 };

// Page 0.
struct vm_control {
  unsigned packets;          // a power of two
  unsigned ready;            // not 0: somebody takes what is sent
  unsigned sent, taken;      // packets: counted by the guest, by the host
  unsigned given, received;  // packets: counted by the host, by the guest
  unsigned size[2];          // bytes of the archive that is given
  unsigned seconds[2], nanoseconds;   // the time
  unsigned char random[vm_random_size];
  unsigned input_packets;             // further pages, a power of two
  unsigned input_kind;                // vm_input
  unsigned input_given, input_taken;  // packets: counted by the host, by the guest
  unsigned input_ends;                // not 0: no more will be given
  unsigned input_refused;             // not 0: nobody in the guest reads it any more
  unsigned input_reported;            // not 0: the next number is there
  unsigned input_length[2];           // bytes of it that the program has read
};

// The other pages.
struct vm_packet {
  unsigned stream, length, unused;
  char bytes[vm_packet_bytes];
};

struct vm_page {
  unsigned char mark[vm_mark_size];
  unsigned number;
  union {
    struct vm_control control;
    struct vm_packet packet;
  };
};
#ifdef __cplusplus
static_assert(sizeof(vm_page) == vm_page_size, "the host looks for pages of this size");
#else
_Static_assert(sizeof(struct vm_page) == vm_page_size, "the host looks for pages of this size");
#endif
