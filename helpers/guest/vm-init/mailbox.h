// SPDX-License-Identifier: MIT
// mailbox.h - memory that the host reads and writes (helpers/boot/mailbox.h describes it).
#pragma once

#include "kernel.h"

enum stream { output = 1, errors = 2, file_name = 3, file_bytes = 4, file_error = 5 };
enum { packet_bytes = 4064 };

// Marks the pages, waits until the host has found them, and sets what a machine that was saved
// cannot know: the time, and random numbers.
void open_mailbox(void);

// How much of the archive there is, and some bytes of it, `most` of them at most; they are there
// until the next call.
extern unsigned long long archive_length;
const char *next_bytes(unsigned most, unsigned *length);
// The rest of it is not needed; from here on the pages are for the other direction.
void skip_rest_of_archive(void);

// Sends what can be read from a file at once; 0 at its end, below 0 an error.
long forward(long file, enum stream stream);
// Sends a file, or why it cannot be sent.
void send_file(const char *name);
