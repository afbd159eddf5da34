// SPDX-License-Identifier: MIT
// Says its version, and the first line of the file that another package has.
#include <stdio.h>

int main(void) {
  char name[64] = "nobody\n";
  FILE* names = fopen("/usr/share/own/names.txt", "r");
  if (!names || !fgets(name, sizeof name, names)) return 1;
  printf("own %s for %s", VERSION, name);
  return 0;
}
