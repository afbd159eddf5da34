#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What our texts name is there.

Every option in a text of a helper program is one that its --help, or that of one of its commands,
has; every function in a text of a module or of a program is one that a module defines.

And what people read who do not know LinuxBake yet, the Markdown files, the pages of the
documentation and the manuals in the headers, is plain: it has none of the phrases in UNPLAIN.

  words.py <source directory> <program>...
"""

import re
import subprocess
import sys
from pathlib import Path

# Options of other programs, which ours start or speak of.
OF_OTHERS = {
    # of apt
    "fetch": {"--no-empty", "--only-source", "--print-uris", "--no-all-versions"},
    # of ctest and of GoogleTest
    "boot": {
        *("--show-only", "--tests-regex", "--exclude-regex", "--label-regex", "--label-exclude"),
        "--gtest_brief",
    },
    "jobs": {"--jobserver-auth", "--jobserver-fds"},  # of make
    "report": {"--build", "--target"},  # of cmake
    "oci": {"--reuid", "--regid", "--groups", "--clear-groups"},  # of setpriv
    # of gpg, gpgconf and cmake
    "deb": {
        *("--homedir", "--batch", "--no-tty", "--quiet", "--no-options", "--pinentry-mode", "--kill"),
        *("--with-colons", "--fixed-list-mode", "--list-secret-keys", "--export-secret-keys"),
        *("--import", "--export", "--export-options", "--yes", "--faked-system-time", "--local-user"),
        *("--digest-algo", "--armor", "--clear-sign", "--detach-sign", "--install"),
        *("--remove-socketdir", "--quick-set-expire", "--quick-generate-key"),
    },
}

# What an outsider stumbles over, and what to write instead.
UNPLAIN = {
    r"\bits text\b": "name the text and its author, and link to modules/docs/origins.rst",
    r"\bto be had\b": "'there is', or who has it",
    r"\b(?:is|are|was|were) told\b": "say who says it: 'the build prints', 'the option -x says'",
    r"\b(?:is|are) no names? for\b": "'cannot be the name of'",
    r"\bfor want of\b": "'because there is no'",
    r"\bcan do with\b": "'needs'",
    r"\bwho(?:m|se)?ever\b": "say who",
    r"\bnobody's but\b": "'only ... can'",
    r"\bof which nothing is known\b": "'any'",
    r"\bfor the sake of\b": "'because', or 'for'",
    r"\b(?:that|which|what) is (?:to be|there) for\b": "'for'",
}


def texts_of(source):
    source = re.sub(r"^\s*//[^\n]*|(?<=[;{}])\s*//[^\n]*", "", source, flags=re.M)
    raw = r'R"(\w*)\((.*?)\)\1"'
    return [text for _, text in re.findall(raw, source, re.S)] + re.findall(
        r'"((?:[^"\\\n]|\\.)*)"', re.sub(raw, "", source, flags=re.S)
    )


def help_of(program, *words):
    return subprocess.run(
        [program, *words, "--help"], capture_output=True, text=True, check=True
    ).stdout


def all_help_of(program, *words):
    """With that of its commands, and of theirs."""
    text = help_of(program, *words)
    commands = re.search(r"^Subcommands:\n(.*?)(?:\n\n|\Z)", text, re.M | re.S | re.I)
    for command in re.findall(r"^  (\S+)", commands[1], re.M) if commands else []:
        text += all_help_of(program, *words, command)
    return text


def options_of(program):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z_-]*[a-z]", all_help_of(program)))


def unknown_options(root, program):
    name = Path(program).name.removeprefix("linuxbake-")
    known = options_of(program) | OF_OTHERS.get(name, set())
    if len(known) < 2:
        yield f"{program} --help: no options were found"
    for file in sorted((root / "helpers" / name).glob("*.[ch]*")):
        for text in texts_of(file.read_text()):
            for option in re.findall(r"(?<![\w-])--[a-z][a-z_-]*[a-z]", text):
                if option not in known:
                    yield f"{file}: {option} is no option of {name}: {text}"


def unknown_functions(root):
    modules = sorted((root / "modules").rglob("*.cmake"))
    defined = set()
    for file in modules:
        defined |= set(re.findall(r"^ *(?:function|macro)\((\w+)", file.read_text(), re.M))
    files = [*modules, *(root / "helpers").rglob("*.cpp"), *(root / "helpers").rglob("*.h"),
             *(root / "modules").rglob("*.in"), *root.glob("*.md"), *root.glob("presets/**/*.md")]
    for file in files:
        for function in set(re.findall(r"\blinuxbake_[a-z_]+(?=\()", file.read_text())):
            if function not in defined:
                yield f"{file}: there is no function {function}()"


def prose_of(root):
    """(file, number of the line before it, text) of all that newcomers read."""
    for pattern in ("*.md", "presets/**/*.md", "modules/docs/**/*.rst"):
        for file in sorted(root.glob(pattern)):
            yield file, 0, file.read_text(encoding="utf-8")
    for file in sorted((root / "modules").glob("*.cmake")):
        text = file.read_text(encoding="utf-8")
        header = re.search(r"^#\[(=*)\[\.rst:\n.*?^#\]\1\]", text, re.M | re.S)
        if header:
            yield file, text[: header.start()].count("\n"), header[0]


def unplain_words(root):
    count = 0
    for file, before, text in prose_of(root):
        count += 1
        for pattern, instead in UNPLAIN.items():
            # A phrase may go over the end of a line.
            for found in re.finditer(pattern.replace(" ", r"\s+"), text, re.I):
                line = before + text[: found.start()].count("\n") + 1
                yield f"{file}:{line}: '{' '.join(found[0].split())}' is not plain: {instead}"
    if count < 30:
        yield f"{root}: only {count} texts were found"


def main():
    root = Path(sys.argv[1])
    faults = [*unknown_functions(root), *unplain_words(root)]
    for program in sys.argv[2:]:
        faults += unknown_options(root, program)
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
