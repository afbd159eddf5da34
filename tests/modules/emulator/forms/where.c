// SPDX-License-Identifier: MIT
// Says where it runs, and what its arguments are.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--list") == 0) return puts("listed-1\nlisted-2") < 0;
  const char *level = getenv("LEVEL");
  printf(level ? "<guest %s>" : "<host>", level);
  for (int at = 1; at < argc; ++at) printf("<%s>", argv[at]);
  printf("\n");
  return 0;
}
