// SPDX-License-Identifier: MIT
// What program.cpp needs of another file, or of a shared library.
int count(int argc) {
  return argc;
}
