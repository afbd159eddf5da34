// SPDX-License-Identifier: MIT
int nobody_calls_it() {
  return 2;
}
