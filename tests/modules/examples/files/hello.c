// SPDX-License-Identifier: MIT
#include <stdio.h>

int main(void) {
  puts("hello from userspace");
}
