// SPDX-License-Identifier: MIT
// i486-libgcc.c - the functions that gcc calls for integers of 64 bits where a processor has
// registers of 32 (GCC Internals, "Integer library routines").
//
// Not the host's libgcc: distributions compile it for an i686, and an i486 has not all of its
// instructions. Only what C programs call; division by zero traps, as the instruction does.
typedef unsigned int Word;
typedef unsigned long long Double;
typedef long long SignedDouble;

static Word high(Double value) {
  return (Word)(value >> 32);
}

// `high_part` has to be less than `divisor`, else the quotient would not fit and the processor traps.
static Word divide_step(Word high_part, Word low_part, Word divisor, Word *remainder) {
  Word quotient;
  __asm__("divl %4"
          : "=a"(quotient), "=d"(*remainder)
          : "a"(low_part), "d"(high_part), "rm"(divisor)
          : "cc");
  return quotient;
}

static Double divide_by_word(Double dividend, Word divisor, Double *remainder) {
  Word rest;
  const Word upper = divide_step(0, high(dividend), divisor, &rest);
  const Word lower = divide_step(rest, (Word)dividend, divisor, &rest);
  *remainder = rest;
  return (Double)upper << 32 | lower;
}

// A divisor of more than 32 bits: the quotient has fewer than 32, and is found bit by bit.
static Double divide_by_double(Double dividend, Double divisor, Double *remainder) {
  Double quotient = 0;
  if (dividend >= divisor) {
    int shift = __builtin_clz(high(divisor)) - __builtin_clz(high(dividend));
    for (divisor <<= shift; shift >= 0; --shift, divisor >>= 1) {
      quotient <<= 1;
      if (dividend >= divisor) {
        dividend -= divisor;
        quotient |= 1;
      }
    }
  }
  *remainder = dividend;
  return quotient;
}

Double __udivmoddi4(Double dividend, Double divisor, Double *remainder) {
  Double rest;
  const Double quotient = high(divisor) == 0 ? divide_by_word(dividend, (Word)divisor, &rest)
                                             : divide_by_double(dividend, divisor, &rest);
  if (remainder) *remainder = rest;
  return quotient;
}

static Double magnitude(SignedDouble value) {
  return value < 0 ? -(Double)value : (Double)value;
}

// The quotient is cut towards zero, the remainder has the sign of the dividend (C11, 6.5.5).
SignedDouble __divmoddi4(SignedDouble dividend, SignedDouble divisor, SignedDouble *remainder) {
  Double rest;
  const Double quotient = __udivmoddi4(magnitude(dividend), magnitude(divisor), &rest);
  if (remainder) *remainder = (SignedDouble)(dividend < 0 ? -rest : rest);
  return (SignedDouble)((dividend < 0) != (divisor < 0) ? -quotient : quotient);
}

Double __udivdi3(Double dividend, Double divisor) {
  return __udivmoddi4(dividend, divisor, 0);
}

Double __umoddi3(Double dividend, Double divisor) {
  Double rest;
  __udivmoddi4(dividend, divisor, &rest);
  return rest;
}

SignedDouble __divdi3(SignedDouble dividend, SignedDouble divisor) {
  return __divmoddi4(dividend, divisor, 0);
}

SignedDouble __moddi3(SignedDouble dividend, SignedDouble divisor) {
  SignedDouble rest;
  __divmoddi4(dividend, divisor, &rest);
  return rest;
}
