// SPDX-License-Identifier: MIT
// A program for an i486, without any library.
extern "C" [[noreturn]] void _start() {
  for (;;) {
    asm volatile("int $0x80" : : "a"(1), "b"(0));
  }
}
