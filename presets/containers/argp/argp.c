/* SPDX-License-Identifier: MIT */
#include "argp.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { most_options = 64, usage_status = 64, help_key = 0x2000000, usage_key, version_key };

/* The program may have its own of these. */
__attribute__((weak)) const char *argp_program_version;
__attribute__((weak)) void (*argp_program_version_hook)(FILE *stream, struct argp_state *state);
__attribute__((weak)) const char *argp_program_bug_address;

/* What getopt_long() wants. */
struct table {
  struct option longs[most_options + 4];
  char shorts[3 * most_options + 2];
};

static int is_last(const struct argp_option *option) {
  return option->name == NULL && option->key == 0 && option->doc == NULL;
}

static int is_short(int key) { return key > ' ' && key < 127; }

static int kind_of(const struct argp_option *option) {
  if (option->arg == NULL) return no_argument;
  return option->flags & OPTION_ARG_OPTIONAL ? optional_argument : required_argument;
}

static void add_long(struct table *table, int *count, const char *name, int kind, int key) {
  if (*count >= most_options + 3) abort();
  table->longs[(*count)++] = (struct option){name, kind, NULL, key};
}

static void make_table(const struct argp_option *options, struct table *table) {
  const struct argp_option *real = options; /* the one that an alias is a name of */
  char *shorts = table->shorts;
  int count = 0;
  memset(table, 0, sizeof *table);
  *shorts++ = '+'; /* in order */
  for (const struct argp_option *option = options; options && !is_last(option); ++option) {
    if (!(option->flags & OPTION_ALIAS)) real = option;
    if (option->name) add_long(table, &count, option->name, kind_of(real), real->key);
    if (!is_short(option->key)) continue;
    *shorts++ = (char)option->key;
    for (int colons = kind_of(real) == required_argument ? 1 : kind_of(real) ? 2 : 0; colons; --colons)
      *shorts++ = ':';
  }
  add_long(table, &count, "help", no_argument, help_key);
  add_long(table, &count, "usage", no_argument, usage_key);
  if (argp_program_version || argp_program_version_hook)
    add_long(table, &count, "version", no_argument, version_key);
}

static void print_option(const struct argp_option *option) {
  char text[80];
  int length;
  if (option->flags & OPTION_HIDDEN) return;
  if (option->name == NULL && option->key == 0) {
    printf("\n %s\n", option->doc);
    return;
  }
  length = is_short(option->key) ? snprintf(text, sizeof text, "  -%c", option->key)
                                 : snprintf(text, sizeof text, "    ");
  if (option->name)
    length += snprintf(text + length, sizeof text - (size_t)length, "%s--%s",
                       is_short(option->key) ? ", " : "  ", option->name);
  if (option->arg) snprintf(text + length, sizeof text - (size_t)length, "=%s", option->arg);
  printf("%-31s %s\n", text, option->doc ? option->doc : "");
}

static void print_help(const struct argp *argp, const char *name, int is_long) {
  printf("Usage: %s [OPTION...] %s\n", name, argp->args_doc ? argp->args_doc : "");
  if (!is_long) exit(0);
  if (argp->doc) printf("%s\n\n", argp->doc);
  for (const struct argp_option *option = argp->options; option && !is_last(option); ++option)
    print_option(option);
  printf("%-31s %s\n%-31s %s\n", "  -?, --help", "Give this help list", "      --usage",
         "Give a short usage message");
  if (argp_program_version || argp_program_version_hook)
    printf("%-31s %s\n", "  -V, --version", "Print program version");
  if (argp_program_bug_address) printf("\nReport bugs to %s.\n", argp_program_bug_address);
  exit(0);
}

static void print_version(struct argp_state *state) {
  if (argp_program_version_hook)
    argp_program_version_hook(stdout, state);
  else
    printf("%s\n", argp_program_version);
  exit(0);
}

error_t argp_parse(const struct argp *argp, int argc, char **argv, unsigned flags, int *end,
                   void *input) {
  struct argp_state state = {argp, argc, argv, 1, flags, input, argv[0]};
  struct table table;
  error_t result = 0;
  int key;
  make_table(argp->options, &table);
  optind = 0; /* from the beginning, also the second time */
  while ((key = getopt_long(argc, argv, table.shorts, table.longs, NULL)) != -1) {
    state.next = optind;
    if (key == help_key || key == usage_key) print_help(argp, argv[0], key == help_key);
    if (key == version_key) print_version(&state);
    if (key == '?' && optopt == '?') print_help(argp, argv[0], 1);
    if (key == 'V' && !strchr(table.shorts, 'V')) print_version(&state);
    if (key != '?') result = argp->parser(key, optarg, &state);
    if (key == '?' || result == ARGP_ERR_UNKNOWN) {
      fprintf(stderr, "Try '%s --help' for more information.\n", argv[0]);
      exit(usage_status);
    }
    optind = state.next; /* a parser may have taken an argument */
    if (result) return result;
  }
  state.next = optind;
  if (optind == argc) {
    result = argp->parser(ARGP_KEY_NO_ARGS, NULL, &state);
    if (result == ARGP_ERR_UNKNOWN) result = 0;
  }
  if (end) *end = state.next;
  return result;
}
