#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No function of the modules reads a variable that it neither set nor was given.

  variables.py <directory of modules>

A function of CMake sees the variables of all that call it, so a name that is forgotten in a call,
or spelled in another way, may be found all the same: in the caller, or in the user's project. What
a function may read:

* its parameters, and a variable whose name it was given (`${${list_variable}}`);
* what was set in it on every way that leads there, by a command of CMake's (effects.py) or of ours:
  a function sets what it says with PARENT_SCOPE, a macro is read as if it stood there;
* the keywords that it parses with _linuxbake_parse_arguments(), _linuxbake_parse() or
  cmake_parse_arguments(), with that prefix and no other;
* what is CMake's, or is set by who uses LinuxBake, on purpose: see exempt() in reader.py.

The same holds for a macro, and its variables of the kind `_linuxbake_...` may also be set by the
function that calls it. What else it sets there is named in the header of its file.

Nor may a call of a function that takes parameters only have more arguments than that: CMake would
pass over them. (What _linuxbake_parse() does not expect, it says when it runs.)

What is not seen: functions that are defined in the text of a cmake_language(EVAL CODE), and a
variable whose whole name is computed. Not read are templates/, whose code is other projects'.
"""

import itertools
import re
import sys
from pathlib import Path

from cmake_code import blocks_of, commands_of, functions_of
from reader import Reader, Summary


class Modules:
    def __init__(self, directory):
        self.directory = directory
        self.functions = {}  # name: [(file, Command)]
        self.file_level = set()  # variables that files set when they are included
        self.headers = {}
        self.summaries = {}
        for file in sorted(directory.rglob("*.cmake")):
            if file.parent.name == "templates":
                continue
            text = file.read_text(encoding="utf-8")
            blocks = blocks_of(commands_of(text))
            self.headers[file] = "\n".join(
                found[2] for found in re.finditer(r"#\[(=*)\[(.*?)\]\1\]", text, re.S))
            for function in functions_of(blocks):
                name = function.arguments[0].text.lower()
                self.functions.setdefault(name, []).append((file, function))
            self.file_level |= {command.arguments[0].text for command in blocks
                                if command.name == "set"
                                and command.arguments[0].text.startswith("_linuxbake_")}

    def macro(self, name):
        found = self.functions.get(name)
        return found[0] if found and found[0][1].name == "macro" else None

    def summary(self, name):
        if name not in self.summaries:
            self.summaries[name] = Summary({}, True)  # of one that calls itself
            file, function = self.functions[name][0]
            self.summaries[name] = Reader(self, file, function).run()
        return self.summaries[name]

    def faults(self):
        found = []
        for file, function in itertools.chain(*self.functions.values()):
            reader = Reader(self, file, function)
            reader.run()
            found += reader.faults.values()
        return [text for *_, text in sorted(found)]


def main():
    modules = Modules(Path(sys.argv[1]))
    faults = modules.faults()
    if len(modules.functions) < 400:
        faults.append(f"{modules.directory}: only {len(modules.functions)} functions were found")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
