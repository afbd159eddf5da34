// SPDX-License-Identifier: MIT
// console.h - what the init says to the host, and what several parts of it need.
#pragma once

#include "kernel.h"
#include "protocol.h"

unsigned long length_of(const char *text);
int same(const char *one, const char *other);

// Where print() writes to: standard output of the init.
extern long console;
void print(const char *text);
// "linuxbake-vm: <what><number>", which the host reads.
void print_result(const char *what, long number);

// The device as a standard stream.
void open_as(const char *device, int stream);
void sleep_a_little(void);

// Zeroed, and never given back. There is no machine without memory for it.
void *allocate(unsigned long size);
// The strings of a file, each of which ends in NUL, and a null pointer after the last.
char **read_strings(const char *file);

// The end of the machine.
__attribute__((noreturn)) void end(void);
// The same, with a reason: what could not be done, with what, and the kernel's answer.
__attribute__((noreturn)) void give_up(const char *what, const char *name, long error);
