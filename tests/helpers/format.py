#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The files are as .editorconfig says, as far as a program can judge: no blanks at the end of a line,
a newline at the end of the file, no tabs for indentation. (Columns are left to the reader.)

  format.py <top of the checkout>

What tests compare byte by byte, and what is in a foreign format, is left alone.
"""

import subprocess
import sys
from pathlib import Path

CHECKED = {".cmake", ".cpp", ".h", ".c", ".py", ".sh", ".rst"}
# Trees that stand for other people's, and texts that are compared.
LEFT_ALONE = ("tests/fake-kbuild/", "tests/helpers/kconfig/", "tests/helpers/init/cases/",
              "tests/helpers/cpio/", "tests/helpers/boot/")


def faults_of(name, text):
    if text and not text.endswith("\n"):
        yield f"{name}: no newline at the end"
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            yield f"{name}:{number}: blanks at the end"
        if line.startswith("\t"):
            yield f"{name}:{number}: a tab"


def main():
    top = Path(sys.argv[1])
    listed = subprocess.run(["git", "-C", top, "ls-files", "-z", "-co", "--exclude-standard"],
                            capture_output=True, text=True, check=False).stdout.split("\0")
    if len(listed) < 2:  # no checkout of git's
        listed = [str(file.relative_to(top)) for file in top.rglob("*")
                  if not file.is_relative_to(top / "build")]
    count, faults = 0, []
    for name in listed:
        file = top / name
        if not (file.suffix in CHECKED or file.name == "CMakeLists.txt") or not file.is_file():
            continue
        if name.startswith(LEFT_ALONE):
            continue
        count += 1
        faults += faults_of(name, file.read_text(encoding="utf-8", errors="replace"))
    if count < 100:
        faults.append(f"{top}: only {count} files were found")
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
