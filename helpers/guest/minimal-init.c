// SPDX-License-Identifier: MIT
// minimal-init.c - an init for systems without a shell: mounts, runs its commands, reports how each
// ended, and then switches the machine off, restarts it, halts it or begins again.
//
// Freestanding C without a libc, and without writable data: it consists of one segment of some
// KB. What it has to do stands in init.h, which linuxbake-init writes. The line that reports is
// the same as that of the other inits (LinuxBakeInit.cmake); the numbers of signals, requests and
// flags are the kernel's, and the same on all architectures below.

#include "system-calls.h"

struct mount_entry {
  const char *what, *where, *type, *data;
  unsigned long flags;
  int is_real;  // has to be unmounted in the end
};

struct command {
  const char *const *arguments;
  const char *before, *after;  // the parts of the report around "exit 0"
};

enum { power_off = 0x4321FEDC, restart = 0x01234567, halt = (int)0xCDEF0123, begin_again = 0 };

// HOST_NAME, BANNER, THEN, environment[], mounts[], mount_count, commands[], command_count
#include "init.h"

enum {
  at_cwd = -100,
  read_write = 2,
  disable_ctrl_alt_del = 0,
  sig_int = 2, sig_kill = 9, sig_usr1 = 10, sig_usr2 = 12, sig_term = 15, sig_chld = 17,
  ms_rdonly = 1, ms_remount = 32,
  tcsbrk = 0x5409,
  siocgifflags = 0x8913, siocsifflags = 0x8914, iff_up = 1,
  wnohang = 1,
};

static const unsigned long long handled_signals = 1ULL << (sig_int - 1) | 1ULL << (sig_usr1 - 1) |
    1ULL << (sig_usr2 - 1) | 1ULL << (sig_term - 1) | 1ULL << (sig_chld - 1);

static void print(const char *text) {
  unsigned long length = 0;
  // The empty assembly keeps the compiler from calling a strlen() that is not there.
  while (text[length]) {
    ++length;
    __asm__("" : "+r"(length));
  }
  CALL3(write, 1, text, length);
}

static void print_number(unsigned number) {
  char digits[12];
  char *first = digits + sizeof digits - 1;
  *first = 0;
  do {
    *--first = (char)('0' + number % 10);
  } while (number /= 10);
  print(first);
}

static void print_error(const char *what, const char *name, long result) {
  print("linuxbake-init: ");
  print(name);
  print(what);
  print_number((unsigned)-result);
  print("\n");
}

static void open_console(void) {
  long console = CALL4(openat, at_cwd, "/dev/console", read_write, 0);
  if (console < 0) return;
  for (int stream = 0; stream < 3; ++stream) {
    if (console != stream) CALL3(dup3, console, stream, 0);
  }
}

static void mount_everything(void) {
  for (unsigned index = 0; index < mount_count; ++index) {
    const struct mount_entry *entry = &mounts[index];
    CALL3(mkdirat, at_cwd, entry->where, 0755);
    long result =
        CALL5(mount, entry->what, entry->where, entry->type, entry->flags, entry->data);
    // 16: devtmpfs may be mounted already.
    if (result < 0 && result != -16) print_error(" is not mounted: error ", entry->where, result);
    // The kernel had no /dev/console if none was in the archive.
    if (entry->where[1] == 'd' && entry->where[4] == 0) open_console();
  }
}

static void start_loopback(void) {
  struct {
    char name[16];
    short flags;
    char rest[22];
  } request;
  request.name[0] = 'l';
  request.name[1] = 'o';
  request.name[2] = 0;
  long socket = CALL3(socket, 2, 2, 0);
  if (socket < 0) return;
  if (CALL3(ioctl, socket, siocgifflags, &request) == 0) {
    request.flags |= iff_up;
    CALL3(ioctl, socket, siocsifflags, &request);
  }
}

static void unmount_everything(void) {
  for (unsigned index = mount_count; index-- > 0;) {
    const struct mount_entry *entry = &mounts[index];
    if (entry->is_real && CALL2(umount2, entry->where, 0) < 0) {
      CALL5(mount, 0, entry->where, 0, ms_remount | ms_rdonly, 0);
    }
  }
}

__attribute__((noreturn)) static void end(int request) {
  CALL2(kill, -1, sig_term);
  CALL2(kill, -1, sig_kill);
  CALL1(sync, 0);
  unmount_everything();
  // Wait until the serial line has sent everything.
  CALL3(ioctl, 1, tcsbrk, 1);
  CALL4(reboot, 0xFEE1DEAD, 672274793, request, 0);
  print("linuxbake-init: the kernel does not end\n");
  for (;;) CALL4(rt_sigtimedwait, &handled_signals, 0, 0, 8);
}

static long start(const struct command *command) {
  long process = CALL5(clone, sig_chld, 0, 0, 0, 0);
  if (process != 0) return process;
  static const unsigned long long none = 0;
  CALL4(rt_sigprocmask, 2, &none, 0, 8);
  CALL1(setsid, 0);
  const char *program = command->arguments[0];
  print_error(": cannot be started: error ", program,
              CALL3(execve, program, command->arguments, environment));
  CALL1(exit, 127);
  __builtin_unreachable();
}

static void report(const struct command *command, int status) {
  int signal = status & 0x7F;
  print(command->before);
  print(signal ? "signal " : "exit ");
  print_number((unsigned)(signal ? signal : status >> 8 & 0xFF));
  print(command->after);
}

// Sleeps until a signal comes, or as long as `time` says; acts on what asks for the end.
static void wait_for_signal(const long *time) {
  switch (CALL4(rt_sigtimedwait, &handled_signals, 0, time, 8)) {
    case sig_int:
    case sig_term:
      end(restart);
    case sig_usr1:
      end(halt);
    case sig_usr2:
      end(power_off);
    default:
      break;
  }
}

// Waits until the process has ended; reaps whatever else ends.
static int wait_for(long process) {
  for (;;) {
    int status = 0;
    for (long ended; (ended = CALL4(wait4, -1, &status, wnohang, 0)) > 0;) {
      if (ended == process) return status;
    }
    wait_for_signal(0);
  }
}

static void run_commands(void) {
  for (unsigned index = 0; index < command_count; ++index) {
    long process = start(&commands[index]);
    if (process < 0) {
      print_error(": no process for it: error ", commands[index].arguments[0], process);
    } else {
      report(&commands[index], wait_for(process));
    }
  }
}

ENTRY __attribute__((noreturn, used)) void _start(void) {
  CALL4(rt_sigprocmask, 0, &handled_signals, 0, 8);
  CALL4(reboot, 0xFEE1DEAD, 672274793, disable_ctrl_alt_del, 0);
  CALL1(setsid, 0);
  mount_everything();
  CALL2(sethostname, HOST_NAME, sizeof HOST_NAME - 1);
  start_loopback();
  print(BANNER);
  for (;;) {
    run_commands();
    if (THEN != begin_again) end(THEN);
    static const long second[2] = {1, 0};
    wait_for_signal(second);
  }
}
