// SPDX-License-Identifier: MIT
// Says where it runs, and what its arguments are.
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  const char *level = getenv("LEVEL");
  printf(level ? "<guest %s>" : "<host>", level);
  for (int at = 1; at < argc; ++at) printf("<%s>", argv[at]);
  printf("\n");
  return 0;
}
