#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""variables.py finds in cases/ what expected.txt says, and nothing else: all of faulty.cmake, and
nothing of clean.cmake. (No arguments.)"""

import difflib
import sys
from pathlib import Path

from variables import Modules


def main():
    directory = Path(__file__).parent / "cases"
    expected = (directory / "expected.txt").read_text(encoding="utf-8").splitlines()
    found = Modules(directory).faults()
    print("\n".join(difflib.unified_diff(expected, found, "expected", "found", lineterm="")))
    return 1 if found != expected else 0


if __name__ == "__main__":
    sys.exit(main())
