# SPDX-License-Identifier: MIT
"""Reads CMake code: commands with their arguments, and the blocks that they form
(cmake-language(7))."""

import re
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""
    (?P<blank> \s+ | \#\[(?P<comment>=*)\[.*?\](?P=comment)\] | \#[^\n]* )
  | \[(?P<equals>=*)\[ \n? (?P<bracket>.*?) \](?P=equals)\]
  | "(?P<quoted>(?:[^"\\]|\\.)*)"
  | (?P<parenthesis>[()])
  # A quote within a word, as in -Dname="value", holds its blanks together.
  | (?P<word>(?: [^\s()\#"\\] | \\. | (?<=[^\s(])"(?:[^"\\]|\\.)*" )+)
    """,
    re.S | re.X,
)

REFERENCE = re.compile(r"\$(ENV|CACHE)?\{")

OPENS = {"if", "foreach", "while", "function", "macro", "block"}


@dataclass
class Argument:
    kind: str  # word, quoted, bracket or parenthesis
    text: str


@dataclass
class Command:
    name: str  # in small letters
    line: int
    arguments: list = field(default_factory=list)
    # Of an if(): (condition or None, commands) each. Of another one that opens a block: one such.
    branches: list = field(default_factory=list)

    def texts(self):
        return [argument.text for argument in self.arguments]


def commands_of(text):
    """All commands, one after the other."""
    found, name, command, depth, position = [], None, None, 0, 0
    while position < len(text):
        token = TOKEN.match(text, position)
        if not token:
            raise ValueError(f"line {text.count(chr(10), 0, position) + 1}: no CMake code")
        line = text.count("\n", 0, position) + 1
        position = token.end()
        if token["blank"] is not None:
            continue
        if token["parenthesis"] == "(" and not command:
            command = Command(name[0].lower(), name[1])
            depth = 1
        elif token["parenthesis"]:
            depth += 1 if token["parenthesis"] == "(" else -1
            if depth == 0:
                found.append(command)
                command = None
            else:
                command.arguments.append(Argument("parenthesis", token["parenthesis"]))
        elif not command:
            name = (token["word"], line)
        else:
            kind = next(kind for kind in ("bracket", "quoted", "word") if token[kind] is not None)
            command.arguments.append(Argument(kind, token[kind]))
    return found


def blocks_of(commands):
    """The same as a tree: what opens a block has its commands in `branches`."""
    top = []
    open_ones = [(None, top)]
    for command in commands:
        if command.name in OPENS:
            open_ones[-1][1].append(command)
            command.branches.append((command.arguments, []))
            open_ones.append((command, command.branches[-1][1]))
        elif command.name in ("elseif", "else"):
            opener = open_ones.pop()[0]
            condition = command.arguments if command.name == "elseif" else None
            opener.branches.append((condition, []))
            open_ones.append((opener, opener.branches[-1][1]))
        elif command.name.startswith("end") and command.name[3:] in OPENS:
            open_ones.pop()
        else:
            open_ones[-1][1].append(command)
    return top


def functions_of(blocks):
    """Every function() and macro(), wherever it stands."""
    for command in blocks:
        if command.name in ("function", "macro"):
            yield command
        for _, inner in command.branches:
            yield from functions_of(inner)


def parts_of(text):
    """`a${b}c` as ["a", ("", "b"), "c"]; the name in a reference may have references in it."""
    parts, literal, position = [], "", 0
    while position < len(text):
        opening = REFERENCE.match(text, position)
        if text[position] == "\\":
            escaped = text[position + 1 : position + 2]
            if escaped in tuple('"${}@\\()# '):
                literal += escaped
            elif escaped != "\n":  # else the line goes on
                literal += "\\" + escaped
            position += 2
        elif opening:
            depth, end = 1, opening.end()
            while depth and end < len(text):
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            parts += [literal, (opening[1] or "", text[opening.end() : end - 1])]
            literal, position = "", end
        else:
            literal += text[position]
            position += 1
    return [*parts, literal]


def substituted(commands, given, rest):
    """The code of a macro, as CMake sees it: references to its parameters are replaced by text."""

    def text_of(text):
        return re.sub(r"\$\{(\w+)\}", lambda found: given.get(found[1], found[0]), text)

    def arguments_of(arguments):
        for argument in arguments:
            if argument.kind == "word" and argument.text == "${ARGN}":
                yield from rest
            elif argument.kind == "bracket":
                yield argument
            else:
                yield Argument(argument.kind, text_of(argument.text))

    result = []
    for command in commands:
        branches = [(None if condition is None else list(arguments_of(condition)),
                     substituted(inner, given, rest)) for condition, inner in command.branches]
        result.append(Command(command.name, command.line, list(arguments_of(command.arguments)),
                              branches))
    return result
