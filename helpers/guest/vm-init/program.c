// SPDX-License-Identifier: MIT
#include "program.h"

#include "console.h"
#include "left.h"
#include "mailbox.h"

enum { patience = 100000000, first_list = 1, next_list = 5 };  // nanoseconds, seconds, seconds

// The read ends of its pipes; -1 when they are at their end.
struct program {
  long output, errors, report;
  int process, status, ended;
};

void lead_session(void) {
  CALL1(setsid, 0);
  CALL3(ioctl, 1, set_terminal, 0);
}

static void open_pipe(long *ends) {
  int numbers[2];
  CALL2(pipe2, numbers, close_on_exec);
  ends[0] = numbers[0];
  ends[1] = numbers[1];
}

// The child runs in our memory until it has become the starter (as after vfork).
static void start(long out, long err, long report) {
  static char *const arguments[] = {"/init", 0};
  if (CALL5(clone, clone_vm | clone_vfork | sig_chld, 0, 0, 0, 0) != 0) return;
  open_as("/dev/null", 0);
  CALL3(dup3, out, 1, 0);
  CALL3(dup3, err, 2, 0);
  CALL3(dup3, report, report_stream, 0);
  CALL3(execve, arguments[0], arguments, arguments + 1);
  CALL1(exit, 127);
  __builtin_unreachable();
}

static void ends_with(struct program *program, int status) {
  program->status = status;
  program->ended = 1;
}

// The pipe ends early if somebody has killed the starter; then the program is our child.
static void take_report(struct program *program) {
  int number = 0;
  if (CALL3(read, program->report, &number, sizeof number) == sizeof number) {
    if (program->process != 0) return ends_with(program, number);
    program->process = number;
    return;
  }
  CALL1(close, program->report);
  program->report = -1;
  const int is_there = program->process > 0 && CALL2(kill, program->process, 0) == 0;
  if (!program->ended && !is_there) ends_with(program, sig_kill);
}

static void reap(struct program *program) {
  int status = 0;
  for (long ended; (ended = CALL4(wait4, -1, &status, no_hang, 0)) > 0;) {
    if (ended == program->process && !program->ended) ends_with(program, status);
  }
}

static void forward_or_close(long *stream, enum stream name) {
  if (forward(*stream, name) > 0) return;
  CALL1(close, *stream);
  *stream = -1;
}

// Until something has happened, or some time has passed.
static void wait_a_little(struct program *program) {
  struct time time = {0, patience};  // the kernel writes there what was left of it
  struct poll_entry entries[3] = {{(int)program->output, poll_in, 0},
    {(int)program->errors, poll_in, 0}, {(int)program->report, poll_in, 0}};
  const long ready = CALL5(ppoll, entries, 3, &time, 0, 0);
  if (ready > 0 && entries[0].there) forward_or_close(&program->output, output);
  if (ready > 0 && entries[1].there) forward_or_close(&program->errors, errors);
  if (ready > 0 && entries[2].there) take_report(program);
  reap(program);
}

static long now(void) {
  struct time time = {0, 0};
  CALL2(clock_gettime, since_boot, &time);
  return time.seconds;
}

// Who reads the output of a program reads it to its end, also what its children print after it.
static void read_to_the_end(struct program *program) {
  for (long list_at = now() + first_list; program->output >= 0 || program->errors >= 0;) {
    wait_a_little(program);
    if (now() < list_at) continue;
    print_who_is_left();
    list_at = now() + next_list;
  }
}

int run(int by_hand) {
  long out[2] = {-1, 1}, err[2] = {-1, 1}, report[2];
  if (!by_hand) {
    open_pipe(out);
    open_pipe(err);
  }
  open_pipe(report);
  print("linuxbake-vm: start\n");
  struct program program = {out[0], err[0], report[0], 0, 0, 0};
  start(out[1], err[1], report[1]);
  if (!by_hand) {
    CALL1(close, out[1]);
    CALL1(close, err[1]);
  }
  CALL1(close, report[1]);
  while (!program.ended) wait_a_little(&program);
  read_to_the_end(&program);
  CALL2(kill, -1, sig_kill);
  return program.status;
}
