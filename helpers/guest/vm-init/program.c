// SPDX-License-Identifier: MIT
#include "program.h"

#include "console.h"
#include "mailbox.h"

struct program {
  const char *directory;
  char **arguments, **environment;
};

// Starts the program. The child runs in our memory until it has become the program (as after
// vfork): a copy of our memory would leave the mailbox's pages with one of the two.
static long start(const struct program *program, const long *out, const long *err) {
  long process = CALL5(clone, clone_vm | clone_vfork | sig_chld, 0, 0, 0, 0);
  if (process != 0) return process;
  CALL1(setsid, 0);
  open_as("/dev/null", 0);
  long console = 9;
  CALL3(dup3, 1, console, close_on_exec);
  CALL3(dup3, out[1], 1, 0);
  CALL3(dup3, err[1], 2, 0);
  long error = CALL1(chdir, program->directory);
  if (error == 0) {
    error = CALL3(execve, program->arguments[0], program->arguments, program->environment);
  }
  CALL3(dup3, console, 1, 0);
  print_result("cannot start ", -error);
  CALL1(exit, 127);
  __builtin_unreachable();
}

static void open_pipe(long *ends) {
  int numbers[2];
  CALL2(pipe2, numbers, close_on_exec);
  ends[0] = numbers[0];
  ends[1] = numbers[1];
}

// Sends what comes out of both pipes, and waits for it so long; 0 when nothing has come.
static long forward_both(long *out, long *err, long nanoseconds) {
  struct time time = {0, nanoseconds};  // the kernel writes there what was left of it
  struct poll_entry entries[2] = {{(int)out[0], poll_in, 0}, {(int)err[0], poll_in, 0}};
  long ready = CALL5(ppoll, entries, 2, &time, 0, 0);
  if (ready <= 0) return ready;
  if (entries[0].there && forward(out[0], output) <= 0) out[0] = -1;
  if (entries[1].there && forward(err[0], errors) <= 0) err[0] = -1;
  return ready;
}

// Until the process has ended; reaps whatever else ends. The pipes may be open longer, if it has
// left a process behind, or shorter.
static int wait_for(long process, long *out, long *err) {
  for (;;) {
    int open = out[0] >= 0 || err[0] >= 0;
    if (open) forward_both(out, err, 10000000);
    int status = 0;
    for (long ended; (ended = CALL4(wait4, -1, &status, open ? no_hang : 0, 0)) != 0;) {
      if (ended == process) return status;
      if (ended < 0) break;
    }
  }
}

int run(int by_hand, const char *directory, char **arguments, char **environment) {
  const struct program program = {directory, arguments, environment};
  long out[2] = {-1, 1}, err[2] = {-1, 1};
  if (!by_hand) {
    open_pipe(out);
    open_pipe(err);
  }
  print("linuxbake-vm: start\n");
  long process = start(&program, out, err);
  if (!by_hand) {
    CALL1(close, out[1]);
    CALL1(close, err[1]);
  }
  if (process < 0) {
    print_result("cannot start ", -process);
    return 127 << 8;
  }
  int status = wait_for(process, out, err);
  CALL2(kill, -1, sig_kill);
  while (!by_hand && forward_both(out, err, 0) > 0) {
  }
  return status;
}
