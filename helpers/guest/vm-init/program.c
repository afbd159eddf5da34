// SPDX-License-Identifier: MIT
#include "program.h"

#include "console.h"
#include "left.h"
#include "mailbox.h"

enum { first_list = 1, next_list = 5 };  // seconds
// Nanoseconds for which nothing has to happen: without input, until some comes, while it comes.
enum { patience = 100000000, input_patience = 20000000, short_patience = 1000000 };
enum { rounds_after_input = 50 };
// The write end for the input has a number of its own, because it is opened by its path.
enum { input_number = 100 };
static const char input_path[] = "/proc/self/fd/100";

// The read ends of its pipes, and the write end of its input; -1 when they are at their end.
struct program {
  long output, errors, report, input;
  long counter;                // an end of the pipe for its input
  unsigned long long written;  // of its input
  int rounds;                  // in which more of it may come soon
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

// What the host has instead of a stream.
static void open_input(void) {
  CALL1(close, 0);
  if (kind_of_input() == vm_input_closed) return;
  CALL4(openat, at_cwd, "/dev/null", kind_of_input() == vm_no_input ? read_only : write_only, 0);
}

// The child runs in our memory until it has become the starter (as after vfork).
static void start(long in, long out, long err, long report) {
  static char *const arguments[] = {"/init", 0};
  if (CALL5(clone, clone_vm | clone_vfork | sig_chld, 0, 0, 0, 0) != 0) return;
  if (in >= 0) {
    CALL3(dup3, in, 0, 0);
  } else {
    open_input();
  }
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

static void forward_or_close(long *stream, enum vm_stream name) {
  if (forward(*stream, name) > 0) return;
  CALL1(close, *stream);
  *stream = -1;
}

// How much of the input the program has read.
static void report_what_was_read(const struct program *program) {
  int unread = 0;
  if (program->counter < 0) return;
  CALL3(ioctl, program->counter, bytes_left, &unread);
  report_input(program->written - (unsigned)unread);
}

// The program sees the end when nobody can write any more; to count, another end has to be open.
static void end_input(struct program *program) {
  program->counter = CALL4(openat, at_cwd, input_path, read_only | close_on_exec, 0);
  CALL1(close, program->input);
  program->input = -1;
}

// A packet is no longer than what a pipe takes at once if it takes anything: this never waits.
static void pass_input_on(struct program *program, const char *bytes, long length) {
  const long written = CALL3(write, program->input, bytes, length);
  if (written > 0) {
    take_input(written);
    program->written += (unsigned long)written;
    program->rounds = rounds_after_input;
    return;
  }
  refuse_input();
  report_what_was_read(program);
  CALL1(close, program->input);
  program->input = program->counter = -1;
}

static long patience_with(struct program *program) {
  if (program->input < 0) return patience;
  if (program->rounds == 0) return input_patience;
  --program->rounds;
  return short_patience;
}

// Until something has happened, or some time has passed.
static void wait_a_little(struct program *program) {
  const char *bytes = 0;
  const long length = program->input < 0 ? 0 : next_input(&bytes);
  if (length < 0) end_input(program);
  struct time time = {0, patience_with(program)};  // the kernel writes there what was left of it
  struct poll_entry entries[4] = {{(int)program->output, poll_in, 0},
    {(int)program->errors, poll_in, 0}, {(int)program->report, poll_in, 0},
    {length > 0 ? (int)program->input : -1, poll_out, 0}};
  const long ready = CALL5(ppoll, entries, 4, &time, 0, 0);
  if (ready > 0 && entries[0].there) forward_or_close(&program->output, vm_output);
  if (ready > 0 && entries[1].there) forward_or_close(&program->errors, vm_errors);
  if (ready > 0 && entries[2].there) take_report(program);
  if (ready > 0 && entries[3].there) pass_input_on(program, bytes, length);
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

static void open_input_pipe(long *ends) {
  open_pipe(ends);
  CALL3(dup3, ends[1], input_number, close_on_exec);
  CALL1(close, ends[1]);
  ends[1] = input_number;
}

int run(int by_hand) {
  long in[2] = {-1, -1}, out[2] = {-1, 1}, err[2] = {-1, 1}, report[2];
  if (!by_hand) {
    open_pipe(out);
    open_pipe(err);
    if (kind_of_input() == vm_input_stream) open_input_pipe(in);
  }
  open_pipe(report);
  print(VM_SAYS VM_START "\n");
  struct program program = {.output = out[0], .errors = err[0], .report = report[0],
    .input = in[1], .counter = in[1], .rounds = rounds_after_input};
  start(in[0], out[1], err[1], report[1]);
  if (!by_hand) {
    CALL1(close, in[0]);
    CALL1(close, out[1]);
    CALL1(close, err[1]);
  }
  CALL1(close, report[1]);
  while (!program.ended) wait_a_little(&program);
  read_to_the_end(&program);
  report_what_was_read(&program);
  CALL2(kill, -1, sig_kill);
  return program.status;
}
