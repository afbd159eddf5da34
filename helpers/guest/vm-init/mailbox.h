// SPDX-License-Identifier: MIT
// mailbox.h - memory that the host reads and writes (protocol.h).
#pragma once

#include "kernel.h"
#include "protocol.h"

// Marks the pages, waits until the host has found them, and sets what a machine that was saved
// cannot know: the time, and random numbers.
void open_mailbox(void);

// How much of the archive there is, and some bytes of it, `most` of them at most; they are there
// until the next call.
extern unsigned long long archive_length;
const char *next_bytes(unsigned most, unsigned *length);
// The rest of it is not needed; from here on the pages are for the other direction.
void skip_rest_of_archive(void);

enum vm_input kind_of_input(void);
// Some of it, 0 if there is none now, -1 at its end; and that so much of that was taken.
long next_input(const char **bytes);
void take_input(long length);
// Nobody reads it any more.
void refuse_input(void);
// How much was read in all.
void report_input(unsigned long long length);

// Sends what can be read from a file at once; 0 at its end, below 0 an error.
long forward(long file, enum vm_stream stream);
// Sends a file, of as many bytes at most as there is memory, or why it cannot be sent.
void send_file(const char *name);
