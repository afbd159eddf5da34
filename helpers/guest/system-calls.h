// SPDX-License-Identifier: MIT
// system-calls.h - how programs without a libc, which are the first process, call the kernel. The
// numbers are those of arch/x86/entry/syscalls and include/uapi/asm-generic/unistd.h.
#pragma once

#if defined(__x86_64__)
#define CALL "syscall"
#define RESULT "rax"
#define REGISTERS(n, a, b, c, d, e)                                                               \
  register long r1 __asm__("rdi") = a, r2 __asm__("rsi") = b, r3 __asm__("rdx") = c;              \
  register long r4 __asm__("r10") = d, r5 __asm__("r8") = e
#define CLOBBERED "rcx", "r11", "memory"
#define ENTRY __attribute__((force_align_arg_pointer))
enum {
  nr_read = 0,
  nr_write = 1, nr_ioctl = 16, nr_socket = 41, nr_clone = 56, nr_execve = 59, nr_exit = 60,
  nr_wait4 = 61, nr_kill = 62, nr_setsid = 112, nr_rt_sigprocmask = 14, nr_rt_sigtimedwait = 128,
  nr_chdir = 80, nr_close = 3, nr_nanosleep = 35, nr_mlockall = 151, nr_ppoll = 271, nr_pipe2 = 293,
  nr_clock_settime = 227, nr_symlinkat = 266, nr_fchmodat = 268, nr_finit_module = 313,
  nr_sync = 162, nr_mount = 165, nr_umount2 = 166, nr_reboot = 169, nr_sethostname = 170,
  nr_openat = 257, nr_mkdirat = 258, nr_dup3 = 292,
  nr_lseek = 8, nr_brk = 12, nr_getpid = 39, nr_clock_gettime = 228, nr_sysinfo = 99, nr_setpgid = 109,
  nr_getdents64 = 217, nr_mknodat = 259, nr_fchownat = 260, nr_unlinkat = 263, nr_readlinkat = 267,
  nr_utimensat = 280, nr_prlimit64 = 302, nr_statx = 332
};
#elif defined(__i386__)
#define CALL "int $0x80"
#define RESULT "eax"
#define REGISTERS(n, a, b, c, d, e)                                                               \
  register long r1 __asm__("ebx") = a, r2 __asm__("ecx") = b, r3 __asm__("edx") = c;              \
  register long r4 __asm__("esi") = d, r5 __asm__("edi") = e
#define CLOBBERED "memory"
#define ENTRY __attribute__((force_align_arg_pointer))
enum {
  nr_read = 3, nr_chdir = 12, nr_close = 6, nr_mlockall = 152, nr_nanosleep = 162, nr_ppoll = 309,
  nr_pipe2 = 331, nr_clock_settime = 264, nr_symlinkat = 304, nr_fchmodat = 306,
  nr_finit_module = 350,
  nr_exit = 1, nr_write = 4, nr_execve = 11, nr_mount = 21, nr_sync = 36, nr_kill = 37,
  nr_umount2 = 52, nr_ioctl = 54, nr_setsid = 66, nr_sethostname = 74, nr_reboot = 88,
  nr_wait4 = 114, nr_clone = 120, nr_rt_sigprocmask = 175, nr_rt_sigtimedwait = 177,
  nr_openat = 295, nr_mkdirat = 296, nr_dup3 = 330, nr_socket = 359,
  nr_lseek = 19, nr_getpid = 20, nr_brk = 45, nr_setpgid = 57, nr_sysinfo = 116,
  nr_getdents64 = 220, nr_mknodat = 297, nr_fchownat = 298, nr_unlinkat = 301, nr_readlinkat = 305,
  nr_utimensat = 320, nr_prlimit64 = 340, nr_statx = 383, nr_clock_gettime = 265
};
#elif defined(__aarch64__)
#define CALL "svc 0"
#define NUMBER "x8"  // where the number goes; the result comes in the first register
#define REGISTERS(n, a, b, c, d, e)                                                               \
  register long r1 __asm__("x0") = a, r2 __asm__("x1") = b, r3 __asm__("x2") = c;                 \
  register long r4 __asm__("x3") = d, r5 __asm__("x4") = e
#define CLOBBERED "memory"
#define ENTRY
#elif defined(__riscv) && __riscv_xlen == 64
#define CALL "ecall"
#define NUMBER "a7"
#define REGISTERS(n, a, b, c, d, e)                                                               \
  register long r1 __asm__("a0") = a, r2 __asm__("a1") = b, r3 __asm__("a2") = c;                 \
  register long r4 __asm__("a3") = d, r5 __asm__("a4") = e
#define CLOBBERED "memory"
#define ENTRY
#else
#error "system-calls.h does not know this architecture: add its system calls above"
#endif

#if defined(NUMBER)  // the architectures that came later have the same numbers
enum {
  nr_dup3 = 24, nr_ioctl = 29, nr_mkdirat = 34, nr_umount2 = 39, nr_mount = 40, nr_openat = 56,
  nr_chdir = 49, nr_close = 57, nr_pipe2 = 59, nr_ppoll = 73, nr_nanosleep = 101, nr_mlockall = 230,
  nr_symlinkat = 36, nr_fchmodat = 53, nr_clock_settime = 112,
  nr_finit_module = 273,
  nr_read = 63, nr_write = 64, nr_sync = 81, nr_exit = 93, nr_kill = 129, nr_rt_sigprocmask = 135,
  nr_rt_sigtimedwait = 137, nr_reboot = 142, nr_setsid = 157, nr_sethostname = 161,
  nr_socket = 198, nr_clone = 220, nr_execve = 221, nr_wait4 = 260,
  nr_mknodat = 33, nr_unlinkat = 35, nr_fchownat = 54, nr_getdents64 = 61, nr_lseek = 62,
  nr_readlinkat = 78, nr_utimensat = 88, nr_setpgid = 154, nr_getpid = 172, nr_sysinfo = 179,
  nr_brk = 214, nr_prlimit64 = 261, nr_statx = 291, nr_clock_gettime = 113
};
#endif

static long call(long number, long a, long b, long c, long d, long e) {
  REGISTERS(number, a, b, c, d, e);
#if defined(NUMBER)
  register long which __asm__(NUMBER) = number;
  __asm__ volatile(CALL : "+r"(r1) : "r"(which), "r"(r2), "r"(r3), "r"(r4), "r"(r5) : CLOBBERED);
  return r1;
#else
  register long result __asm__(RESULT) = number;
  __asm__ volatile(CALL
                   : "+r"(result)
                   : "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5)
                   : CLOBBERED);
  return result;
#endif
}

#define CALL0(name) call(nr_##name, 0, 0, 0, 0, 0)
#define CALL1(name, a) call(nr_##name, (long)(a), 0, 0, 0, 0)
#define CALL2(name, a, b) call(nr_##name, (long)(a), (long)(b), 0, 0, 0)
#define CALL3(name, a, b, c) call(nr_##name, (long)(a), (long)(b), (long)(c), 0, 0)
#define CALL4(name, a, b, c, d) call(nr_##name, (long)(a), (long)(b), (long)(c), (long)(d), 0)
#define CALL5(name, a, b, c, d, e) \
  call(nr_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e))
