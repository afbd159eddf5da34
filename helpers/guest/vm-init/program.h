// SPDX-License-Identifier: MIT
// program.h - runs the program and forwards what it prints.
#pragma once

// Until it has ended; what wait4() says of it. By hand its streams are the console.
int run(int by_hand, const char *directory, char **arguments, char **environment);
