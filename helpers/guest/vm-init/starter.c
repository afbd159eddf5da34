// SPDX-License-Identifier: MIT
#include "console.h"
#include "program.h"

// As a login gives them; the others are the kernel's own.
static void set_limits(void) {
  static const unsigned long long files[2] = {1024, 1048576};
  CALL4(prlimit64, 0, limit_files, files, 0);
}

// In a process group of its own, in the foreground of the terminal.
static void take_foreground(void) {
  static const unsigned long long output_stops = 1ULL << (sig_ttou - 1);
  CALL2(setpgid, 0, 0);
  int group = (int)CALL0(getpid);
  CALL4(rt_sigprocmask, block_signals, &output_stops, 0, sizeof output_stops);
  CALL3(ioctl, console, set_foreground, &group);
  CALL4(rt_sigprocmask, unblock_signals, &output_stops, 0, sizeof output_stops);
}

__attribute__((noreturn)) static void become_program(char **arguments, char **environment) {
  take_foreground();
  long error = CALL1(chdir, read_strings("/linuxbake-vm/directory")[0]);
  if (error == 0) error = CALL3(execve, arguments[0], arguments, environment);
  print_result(VM_NOT_STARTED, -error);
  CALL1(exit, 127);
  __builtin_unreachable();
}

void start_program(void) {
  enum { report = 9 };
  CALL3(dup3, report_stream, report, close_on_exec);
  CALL1(close, report_stream);
  console = CALL4(openat, at_cwd, "/dev/console", read_write | no_terminal | close_on_exec, 0);
  set_limits();
  char **arguments = read_strings("/linuxbake-vm/arguments");
  char **environment = read_strings("/linuxbake-vm/environment");
  int process = (int)CALL5(clone, sig_chld, 0, 0, 0, 0), status = 0;
  if (process == 0) become_program(arguments, environment);
  if (process < 0) print_result(VM_NOT_STARTED, -process);
  for (int stream = 0; stream < 3; ++stream) CALL1(close, stream);
  CALL3(write, report, &process, sizeof process);
  CALL4(wait4, process, &status, 0, 0);
  CALL3(write, report, &status, sizeof status);
  CALL1(exit, 0);
  __builtin_unreachable();
}
