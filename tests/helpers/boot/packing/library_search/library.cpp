// SPDX-License-Identifier: MIT
//
// apart <- own <- program: each calls what the one before has.
#if defined(OWN)
int value_apart();
int value() {
  return value_apart();
}
#elif defined(PROGRAM)
int value();
int main() {
  return value();
}
#else
int value_apart() {
  return 0;
}
#endif
