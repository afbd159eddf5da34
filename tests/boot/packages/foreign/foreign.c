/* SPDX-License-Identifier: MIT */
#include <spng.h>
#include <stdio.h>
#include <zlib.h>

int main(void) {
  printf("zlib %s, libspng %s\n", zlibVersion(), spng_version_string());
  return 0;
}
