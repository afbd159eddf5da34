// SPDX-License-Identifier: MIT
// left.h - names the processes that the program has left behind.
#pragma once

// "linuxbake-vm: waits", and "linuxbake-vm: still <process> <name>" for each; not for
// this process and the kernel's own. Needs /proc.
void print_who_is_left(void);
