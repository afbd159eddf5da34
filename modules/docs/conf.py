# SPDX-License-Identifier: MIT
"""The documentation site of LinuxBake, for Sphinx.

The manuals are the headers of modules/*.cmake as they stand there, linuxbake_manuals.py reads them;
the reference of the helper programs is what their --help prints. Both come to the pages here by one
line each. cmake/Docs.cmake calls Sphinx and sets, by -D:

  version              of LinuxBake
  linuxbake_programs   the directory with the helper programs
  linuxbake_top        the top of the checkout, for the tables of README.md
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "LinuxBake"
author = "The LinuxBake authors"
project_copyright = author
extensions = ["linuxbake_manuals", "linuxbake_readme", "linuxbake_programs"]
exclude_patterns = ["__pycache__"]

# A text between backticks is a literal, as in the headers. "::" alone begins no CMake.
suppress_warnings = ["misc.highlighting_failure"]  # a `$` that Pygments does not know
default_role = "literal"
highlight_language = "none"
smartquotes = False

html_theme = "furo"
html_title = "LinuxBake"
html_static_path = ["_static"]
html_css_files = ["linuxbake.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None  # the same bytes each day
pygments_style = "tango"
pygments_dark_style = "monokai"
