/* SPDX-License-Identifier: MIT
 *
 * argp.h - argp_parse() of the GNU C library ("Parsing Program Options with Argp" in its manual), as
 * far as a program with commands needs it: options up to the first argument that is none, and
 * --help, --usage and --version.
 */
#ifndef ARGP_H
#define ARGP_H

#include <errno.h>
#include <stdio.h>

typedef int error_t;

#define ARGP_ERR_UNKNOWN E2BIG
#define ARGP_KEY_NO_ARGS 0x1000002

#define OPTION_ARG_OPTIONAL 0x1
#define OPTION_HIDDEN 0x2
#define OPTION_ALIAS 0x4

#define ARGP_IN_ORDER 0x08

struct argp_option {
  const char *name;
  int key;
  const char *arg;
  int flags;
  const char *doc;
  int group;
};

struct argp;

struct argp_state {
  const struct argp *root_argp;
  int argc;
  char **argv;
  int next;
  unsigned flags;
  void *input;
  char *name;
};

typedef error_t (*argp_parser_t)(int key, char *arg, struct argp_state *state);

struct argp {
  const struct argp_option *options;
  argp_parser_t parser;
  const char *args_doc;
  const char *doc;
  const void *children; /* not read */
  const void *help_filter;
  const char *domain;
};

extern const char *argp_program_version;
extern void (*argp_program_version_hook)(FILE *stream, struct argp_state *state);
extern const char *argp_program_bug_address;

/* Calls the parser for each option; *end becomes the index of the first argument that is none. Does
 * not return where an option is wrong (64) or one of the three above (0). */
error_t argp_parse(const struct argp *argp, int argc, char **argv, unsigned flags, int *end,
                   void *input);

#endif
