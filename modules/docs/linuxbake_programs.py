# SPDX-License-Identifier: MIT
"""What the helper programs say of themselves.

  .. program-help:: linuxbake-cpio

runs `linuxbake-cpio --help`, and that of each of its commands, and puts the answers there, in a
section each.
"""

import re
import subprocess
import textwrap
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes


WIDTH = 100
COLUMN = 30  # where the texts of options begin


def help_of(program, *words):
    text = subprocess.run([program, *words, "--help"], capture_output=True, text=True,
                          check=True).stdout.strip("\n")
    return "\n".join(folded(line) for line in text.split("\n"))


def folded(line):
    """The programs leave it to the terminal to fold the texts of options."""
    if len(line) <= WIDTH or not line.startswith("  "):
        return line
    return textwrap.fill(line, WIDTH, subsequent_indent=" " * COLUMN, break_long_words=False,
                         break_on_hyphens=False)


def commands_of(text):
    found = re.search(r"^Subcommands:\n(.*?)(?:\n\n|\Z)", text, re.M | re.S)
    return re.findall(r"^  (\S+)", found[1], re.M) if found else []


class ProgramHelp(Directive):
    required_arguments = 1

    def section(self, title, text):
        env = self.state.document.settings.env
        anchor = nodes.make_id(title)
        env.get_domain("cmake").note("program", title, env.docname, anchor)
        section = nodes.section(ids=[anchor], names=[title])
        section += nodes.title("", title)
        section += addnodes.index(entries=[("single", title, anchor, "", None)])
        section += nodes.literal_block(text, text, language="none")
        return section

    def run(self):
        env = self.state.document.settings.env
        name = self.arguments[0]
        program = Path(env.config.linuxbake_programs) / name
        if not program.exists():
            raise self.error(f"{program} is not built: build the target linuxbake-docs")
        env.note_dependency(str(program))
        env.note_dependency(__file__)
        section, *others = self.sections(program)
        section += others
        return [section]

    def sections(self, program, *words):
        """Of the program or of a command of it, and of all commands of that."""
        text = help_of(program, *words)
        found = [self.section(" ".join((program.name, *words)), text)]
        for command in commands_of(text):
            found += self.sections(program, *words, command)
        return found


def setup(app):
    app.add_config_value("linuxbake_programs", "", "env")
    app.add_directive("program-help", ProgramHelp)
    return {"version": "1", "parallel_read_safe": True}
