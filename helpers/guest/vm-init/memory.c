// SPDX-License-Identifier: MIT
// The functions that GCC calls by itself, in freestanding programs, too: for structures that are
// copied or cleared, on architectures that have no instruction for it.
#include <stddef.h>

// What is in a loop with this is not made a call of the function that the loop is in.
#define KEEP_AS_LOOP() __asm__ volatile("" ::: "memory")

void *memset(void *to, int value, size_t size) {
  for (size_t at = 0; at < size; ++at) {
    ((unsigned char *)to)[at] = (unsigned char)value;
    KEEP_AS_LOOP();
  }
  return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
  for (size_t at = 0; at < size; ++at) {
    ((unsigned char *)to)[at] = ((const unsigned char *)from)[at];
    KEEP_AS_LOOP();
  }
  return to;
}

void *memmove(void *to, const void *from, size_t size) {
  if ((const unsigned char *)to <= (const unsigned char *)from) return memcpy(to, from, size);
  for (size_t at = size; at > 0; --at) {
    ((unsigned char *)to)[at - 1] = ((const unsigned char *)from)[at - 1];
    KEEP_AS_LOOP();
  }
  return to;
}

int memcmp(const void *first, const void *second, size_t size) {
  const unsigned char *a = first;
  const unsigned char *b = second;
  for (size_t at = 0; at < size; ++at) {
    if (a[at] != b[at]) return a[at] - b[at];
    KEEP_AS_LOOP();
  }
  return 0;
}
