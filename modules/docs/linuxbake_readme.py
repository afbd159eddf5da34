# SPDX-License-Identifier: MIT
"""Tables of README.md on a page, so that they are written once.

  .. readme-table:: function

is the table whose first heading is `function`. Its Markdown is code between backticks and text.
"""

import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive


def rows_of(text, heading):
    found = re.search(rf"^\| {re.escape(heading)} \|.*(?:\n\|.*)+", text, re.M)
    if not found:
        return []
    lines = found[0].splitlines()
    return [[cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in lines[:1] + lines[2:]]


def entry_of(text):
    paragraph = nodes.paragraph()
    for part in re.split(r"(`[^`]+`)", text):
        if part.startswith("`"):
            paragraph += nodes.literal(part, part.strip("`"))
        elif part:
            paragraph += nodes.Text(part)
    return nodes.entry("", paragraph)


class ReadmeTable(Directive):
    required_arguments = 1
    final_argument_whitespace = True

    def run(self):
        env = self.state.document.settings.env
        readme = Path(env.config.linuxbake_top) / "README.md"
        env.note_dependency(str(readme))
        env.note_dependency(__file__)
        rows = rows_of(readme.read_text(encoding="utf-8"), self.arguments[0])
        if len(rows) < 2:
            raise self.error(f"{readme} has no table with the heading '{self.arguments[0]}'")
        group = nodes.tgroup(cols=len(rows[0]))
        group += [nodes.colspec(colwidth=1) for _ in rows[0]]
        filled = [nodes.row("", *(entry_of(cell) for cell in row)) for row in rows]
        group += nodes.thead("", filled[0])
        group += nodes.tbody("", *filled[1:])
        return [nodes.table("", group)]


def setup(app):
    app.add_config_value("linuxbake_top", "", "env")
    app.add_directive("readme-table", ReadmeTable)
    return {"version": "1", "parallel_read_safe": True}
