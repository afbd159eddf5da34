// SPDX-License-Identifier: MIT
// Says by which libc it was compiled (musl has no macro of its own), and whether it has a loader.
#include <elf.h>
#include <stdio.h>
#include <sys/auxv.h>

int main(void) {
#ifdef __GLIBC__
  const char* libc = "glibc";
#else
  const char* libc = "musl";
#endif
  printf("%s, with %s\n", getauxval(AT_BASE) == 0 ? "static" : "dynamic", libc);
  return 0;
}
