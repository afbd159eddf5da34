// SPDX-License-Identifier: MIT
const char* behind();
const char* words() {
  return behind();
}
