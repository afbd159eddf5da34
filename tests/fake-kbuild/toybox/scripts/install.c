/* SPDX-License-Identifier: MIT */
#include <stdio.h>

int main(int argc, char *argv[]) {
  (void)argv;
  puts(argc > 1 ? "bin/ls\nsbin/rmmod\nusr/bin/ascii" : "ls\nrmmod\nascii");
  return 0;
}
