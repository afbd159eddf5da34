#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The function of apt that tells which field of a package a name is, from its list of names: called as
# triehash is by apt's build, which is a program that few hosts have. Names are compared with those of
# their length, of which there are a handful.
#   apt-keys.sh [OPTION...] --header FILE --code FILE [OPTION...] LIST
while [ $# -gt 1 ]; do
  case "$1" in
    --header) header=$2 && shift ;;
    --code) code=$2 && shift ;;
  esac
  shift
done

exec awk -v header="$header" -v code="$code" '
  function key(name) { gsub(/-/, "_", name); return name }
  NF {
    names[count++] = $1
    by_length[length($1)] = by_length[length($1)] " " $1
  }
  END {
    print "#pragma once\n#include <stddef.h>\n#include <apt-pkg/tagfile.h>" > header
    print "#include <apt-pkg/header-is-private.h>\nenum class pkgTagSection::Key {" > header
    for (i = 0; i < count; i++) printf "  %s = %d,\n", key(names[i]), i > header
    print "  Unknown = -1,\n};" > header
    print "pkgTagSection::Key pkgTagHash(const char *string, size_t length);" > header

    printf "#include <strings.h>\n#include \"%s\"\n", header > code
    print "pkgTagSection::Key pkgTagHash(const char *string, size_t length)\n{" > code
    print "  switch (length) {" > code
    for (size = 1; size < 64; size++) {
      if (!(size in by_length)) continue
      printf "  case %d:\n", size > code
      n = split(by_length[size], same, " ")
      for (i = 1; i <= n; i++)
        printf "    if (strncasecmp(string, \"%s\", %d) == 0) return pkgTagSection::Key::%s;\n",
          same[i], size, key(same[i]) > code
      print "    break;" > code
    }
    print "  }\n  return pkgTagSection::Key::Unknown;\n}" > code
  }' "$1"
