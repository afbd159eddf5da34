// SPDX-License-Identifier: MIT
const char* behind() {
  return "words of a library";
}
