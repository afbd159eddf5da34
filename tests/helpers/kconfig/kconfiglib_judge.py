# SPDX-License-Identifier: MIT
"""Holds what the engine knows of a tree against Kconfiglib, a second implementation.

    kconfiglib_judge.py KCONFIG-STRUCTURE TREE ARCH

`conf` judges values. What `explain` and `fix` build on it does not show: who selects a symbol, where
it is defined, whether its dependencies hold where the value does not depend on it. Kconfiglib does.

Kconfiglib 14 ends with Linux 5.13. What is newer (`modules`, `transitional`, `depends on A if B`) is
translated while it reads.
"""
import io
import os
import re
import subprocess
import sys

import kconfiglib

LETTERS = "nmy"


TRANSLATIONS = (
    (r"(?m)^(\s+)modules\s*$", r"\1option modules"),
    (r"(?m)^(\s+)transitional\s*$", r'\1prompt "takes what a .config says"'),
    (r"(?m)^(\s+depends on) (.+) if (\w+)$", r"\1 (\2) || \3=n"),
    (r"(?m)^(\s+depends on) (.+) if !(\w+)$", r"\1 (\2) || \3!=n"),
)


class Tree(kconfiglib.Kconfig):
    def _open(self, filename, mode):
        with super()._open(filename, mode) as file:
            text = file.read()
        for newer, older in TRANSLATIONS:
            text = re.sub(newer, older, text)
        return io.StringIO(text)


def listed(names):
    return ",".join(sorted(set(names))) or "-"


def sources(expression):
    """The symbols that a reverse dependency begins with."""
    for part in kconfiglib.split_expr(expression, kconfiglib.OR):
        first = kconfiglib.split_expr(part, kconfiglib.AND)[0]
        if isinstance(first, kconfiglib.Symbol) and not first.is_constant:
            yield first.name


def direct(symbol):
    """What it depends on, as `conf` has it, where Kconfiglib says otherwise: a definition without
    dependencies does not lift those of the others, and members of a choice have none."""
    lines = [node.dep for node in symbol.nodes if node.dep is not symbol.kconfig.y]
    if symbol.choice or not lines:
        return 2
    return max(map(kconfiglib.expr_value, lines))


def described(symbol):
    places = (f"{node.filename}:{node.linenr}" for node in symbol.nodes)
    selected = (target.name for target, _ in symbol.selects)
    bounds = symbol.visibility, direct(symbol), kconfiglib.expr_value(symbol.rev_dep)
    # As values of a bool: without modules, and of a bool, m is y.
    promoted = (2 if value == 1 and symbol.type != kconfiglib.TRISTATE else value
                for value in bounds)
    return [symbol.name, kconfiglib.TYPE_TO_STR[symbol.orig_type], listed(places),
            listed(sources(symbol.rev_dep)), listed(sources(symbol.weak_rev_dep)),
            listed(selected), "".join(LETTERS[value] for value in promoted)]


def engine(program, what, tree, arch):
    command = [program, what, tree, arch]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def main(program, tree, arch):
    tree = os.path.realpath(tree)
    os.environ.update(line.split("=", 1) for line in engine(program, "environment", tree, arch))
    ours = {line.split(" ", 1)[0]: line.split(" ") for line in
            engine(program, "symbols", tree, arch)}
    theirs = {symbol.name: described(symbol) for symbol in
              Tree(warn=False).unique_defined_syms}
    differences = 0
    for name in sorted(ours.keys() | theirs.keys()):
        left, right = ours.get(name), theirs.get(name)
        if left == right:
            continue
        differences += 1
        if differences <= 20:
            print("  engine:    ", *(left or ["-"]), "\n  Kconfiglib:", *(right or ["-"]))
    print(f"{'FAIL' if differences else 'PASS'} {len(theirs)} symbols, {differences} differ")
    return 1 if differences or not theirs else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
