// SPDX-License-Identifier: MIT
// program.h - runs the program as from a login shell, and forwards what it prints.
//
// The program's parent is a second process of ours, the starter, as a shell would be; it is this
// program, started anew, because a copy of our memory would leave the mailbox's pages with one of
// the two. It sends two numbers through a pipe, descriptor 3 when it starts: the program's process,
// and its status. The session with the controlling terminal is led by the first process, which
// nobody can kill, so that a program may do that with all others.
#pragma once

enum { report_stream = 3 };

// Until it has ended and nobody holds its output any more; what wait4() says of it. By hand its
// streams are the console.
int run(int by_hand);

// Leads a session on the console.
void lead_session(void);

// The starter.
__attribute__((noreturn)) void start_program(void);
