// SPDX-License-Identifier: MIT
int greet(void) { return 0; }
