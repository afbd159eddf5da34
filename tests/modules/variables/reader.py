# SPDX-License-Identifier: MIT
"""Goes through one function, all ways at once, and finds what it reads of its caller's."""

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from cmake_code import blocks_of, commands_of, parts_of, substituted
from effects import effects_of
from state import MANY, State, merged

ENDS_LOOP = {"break", "continue"}
NO_VARIABLE_BEHIND = {"TARGET", "COMMAND", "POLICY", "TEST", "EXISTS", "MATCHES", "IS_DIRECTORY",
                      "IS_SYMLINK", "IS_ABSOLUTE", "IS_READABLE"}
OPERATORS = NO_VARIABLE_BEHIND | set(
    """NOT AND OR DEFINED EQUAL LESS GREATER LESS_EQUAL GREATER_EQUAL STREQUAL STRLESS STRGREATER
    STRLESS_EQUAL STRGREATER_EQUAL VERSION_LESS VERSION_GREATER VERSION_EQUAL VERSION_LESS_EQUAL
    VERSION_GREATER_EQUAL PATH_EQUAL IN_LIST IS_NEWER_THAN""".split()
)
CONSTANT = re.compile(r"(?i)(TRUE|FALSE|ON|OFF|YES|NO|Y|N|IGNORE|NOTFOUND|.*-NOTFOUND)")


def exempt(name):
    return bool(
        re.fullmatch(r"(CMAKE|PROJECT|LINUXBAKE|CPACK|CTEST)_\w*|ARG[CNV]|ARGV.+", name)
        or name in ("WIN32", "UNIX", "APPLE", "MSVC")
    )


@dataclass
class Summary:
    """What a function does to its caller."""

    gives_back: dict  # names, with <parameter> where it is that of an argument: values
    returns: bool  # or it always ends with an error


class Reader:
    """Goes through one function, all ways at once."""

    def __init__(self, modules, file, function):
        self.modules, self.file, self.function = modules, file, function
        self.name = function.arguments[0].text
        self.is_macro = function.name == "macro"
        self.parameters = function.texts()[1:]
        self.faults = {}
        self.line = function.line
        self.ways_out = []
        self.loops = []  # of each loop around: the states at its break and continue
        self.macros = []  # those that we are in
        self.state = State()

    def run(self):
        for parameter in self.parameters:
            self.state.write(parameter, [f"<{parameter}>"])
        self.walk(self.function.branches[0][1])
        end = merged([*self.ways_out, self.state])
        return Summary(end.given_back if end else {}, end is not None)

    # Faults

    def fault(self, text, key):
        file = self.file.relative_to(self.modules.directory)
        within = f", in {self.macros[-1]}()" if self.macros else ""
        text = f"{file}:{self.line}: {self.name}(){within}: {text}"
        self.faults.setdefault(key, (file, self.line, text))

    def read(self, name):
        if exempt(name) or name.startswith("<") or name in self.modules.file_level:
            return
        if not name.strip("*"):
            return  # a name that is computed from what the function has read
        if self.is_macro and name.startswith("_linuxbake_"):
            return  # judged where the macro is called
        if not self.state.knows(name):
            self.fault(f"'{name}' was neither set here on every way to this line, nor given", name)

    def write(self, name, values=("*",)):
        if name.startswith(("ENV{", "CACHE{")) or not name.strip("*"):
            return  # of a name that is computed nothing is known
        ours = name.startswith(("_linuxbake_", "<", "CMAKE_"))
        if self.is_macro and not self.macros and not ours:
            header = self.modules.headers[self.file]
            family = name.split("_")[0]
            if not re.search(rf"``({re.escape(name)}|{re.escape(family)})``", header):
                self.fault(f"sets '{name}' in its caller, and the header does not say so", name)
        self.state.write(name, values)

    # Words

    def values_of_text(self, text):
        """All texts that this one may become; notes what it reads."""
        choices = []
        for part in parts_of(text):
            if isinstance(part, str):
                choices.append([part])
                continue
            where, name_text = part
            names = self.values_of_text(name_text)
            values = []
            for name in names:
                if where:
                    values.append("*")
                else:
                    self.read(name)
                    values += self.state.values_of(name)
            choices.append(list(dict.fromkeys(values)))
        count = 1
        for choice in choices:
            count *= len(choice)
        if count > MANY:
            return ["*"]
        return list(dict.fromkeys("".join(words) for words in itertools.product(*choices)))

    def values_of_argument(self, argument):
        return [argument.text] if argument.kind == "bracket" else self.values_of_text(argument.text)

    def spread(self, arguments, values):
        """For each argument its values, but lists of words that are known are several arguments."""
        words = []
        for argument, choice in zip(arguments, values):
            if argument.kind == "word" and len(choice) == 1 and ";" in choice[0] \
                    and argument.text.startswith("${"):
                words += [[word] for word in choice[0].split(";")]
            else:
                words.append(choice)
        return words

    # Commands

    def walk(self, commands):
        for command in commands:
            if not self.state:
                return
            if not self.macros:
                self.line = command.line
            self.one(command)

    def one(self, command):
        if command.name in ("if", "while", "foreach", "function", "macro", "block"):
            getattr(self, f"do_{command.name}")(command)
        elif command.name in ENDS_LOOP:
            if self.loops:
                self.loops[-1].append(self.state)
            self.state = None
        elif command.name == "return":
            for argument in command.arguments:
                self.values_of_argument(argument)
            self.ways_out.append(self.state)
            self.state = None
        elif command.name in PARSERS:
            PARSERS[command.name](self, command)
        elif self.modules.macro(command.name):
            self.do_call_of_macro(command)
        else:
            self.do_command(command)

    def do_command(self, command):
        values = [self.values_of_argument(argument) for argument in command.arguments]
        name = command.name
        if name in ("set", "unset"):
            self.do_set(command, values)
        elif name == "cmake_language":
            self.do_cmake_language(command, values)
        elif name in self.modules.functions:
            sure = sum("${" not in argument.text or argument.kind != "word"
                       for argument in command.arguments)
            self.do_call(name, self.spread(command.arguments, values), sure)
        else:
            self.do_builtin(command, values)
        if name == "message" and command.texts()[:1] == ["FATAL_ERROR"]:
            self.state = None

    def do_set(self, command, values):
        names, words = values[0], command.texts()
        to_caller = "PARENT_SCOPE" in words[1:]
        values = values[: words.index("PARENT_SCOPE")] if to_caller else values
        if command.name == "unset":
            new = [""]
        else:
            new = [";".join(choice) for choice in itertools.islice(
                itertools.product(*values[1:]), MANY + 1)]
        for name in names:
            if to_caller:
                self.state.given_back[name] = new if len(new) <= MANY else ["*"]
            else:
                self.write(name, new if len(new) <= MANY else ["*"])

    def do_builtin(self, command, values):
        words = self.spread(command.arguments, values)
        single = [choice[0] for choice in words]
        try:
            reads, writes = effects_of(command.name, single)
        except (KeyError, IndexError):
            self.fault(f"what {command.name}({' '.join(single)}) reads and writes is not known"
                       " here: teach effects.py", command.name)
            return
        every = {choice[0]: choice for choice in words}
        for name in reads:
            for each in every[name]:
                self.read(each)
        for name in writes:
            for each in every[name]:
                self.write(each, self.values_after(command.name, single, each))
        self.do_configure(command, words)

    def values_after(self, name, words, variable):
        """What the code builds names and keywords of: lists that grow."""
        if name == "list" and words[0] == "APPEND" and variable == words[1]:
            return [";".join(filter(None, [value, *words[2:]]))
                    for value in self.state.values_of(variable)]
        return ["*"]

    def do_configure(self, command, words):
        """What a template takes from here: @NAME@."""
        if command.name == "configure_file":
            texts = []
            for path in words[0]:
                pattern = re.sub(r"<\w+>", "*", Path(path).name)
                files = sorted((self.modules.directory / "templates").glob(pattern))
                if not files:
                    self.fault(f"the template {path} is not known here", path)
                texts += [file.read_text(encoding="utf-8") for file in files]
        elif (command.name, *words[0]) in (("file", "CONFIGURE"), ("string", "CONFIGURE")):
            texts = [text for choice in words for text in choice]
        else:
            return
        for text in texts:
            for name in re.findall(r"@(\w+)@", text):
                self.read(name)

    def do_cmake_language(self, command, values):
        words = command.texts()
        if words[:2] == ["EVAL", "CODE"]:
            code = " ".join(choice[0] for choice in values[2:])
            for inner in blocks_of(commands_of(code)):
                if inner.name not in ("function", "macro"):  # it has a scope of its own
                    self.one(inner)
        elif words[0] == "DEFER" and any(argument.kind != "bracket" and "${" in argument.text
                                         for argument in command.arguments):
            self.fault("DEFER evaluates variables in another scope: it needs EVAL CODE", "DEFER")
        elif words[0] == "CALL":
            self.fault("a command whose name is computed is not judged here", "CALL")

    def do_call(self, name, words, sure):
        """Of a function of ours. `sure` is how many arguments there are at least."""
        summary = self.modules.summary(name)
        function = self.modules.functions[name][0][1]
        parameters = function.texts()[1:]
        if sure > len(parameters) and not takes_more(function.branches[0][1]):
            self.fault(f"{name}() has no parameter for so many arguments", name)
        given = dict(zip(parameters, words))
        for template, values in summary.gives_back.items():
            plain = [value if "<" not in value else "*" for value in values]
            for each in self.names_given_back(template, given):
                self.write(each, plain)
        if not summary.returns:
            self.state = None

    def names_given_back(self, template, given):
        pieces = re.split(r"<(\w+)>", template)
        choices = [given.get(piece, ["*"]) if index % 2 else [piece]
                   for index, piece in enumerate(pieces)]
        return ["".join(words) for words in itertools.product(*choices)]

    def do_call_of_macro(self, command):
        file, macro = self.modules.macro(command.name)
        if macro.arguments[0].text in self.macros:
            return
        parameters = macro.texts()[1:]
        arguments = command.arguments
        given = {name: argument.text for name, argument in zip(parameters, arguments)}
        rest = arguments[len(parameters):]
        given["ARGN"] = ";".join(argument.text for argument in rest)
        self.macros.append(macro.arguments[0].text)
        self.walk(substituted(macro.branches[0][1], given, rest))
        self.macros.pop()

    # Blocks

    def do_condition(self, arguments):
        before = ""
        for argument in arguments:
            if argument.kind == "parenthesis":
                before = ""
                continue
            for value in self.values_of_argument(argument):
                if before == "DEFINED":
                    if "{" not in value:
                        self.read(value)
                elif before == "IN_LIST":
                    self.read(value)
                elif argument.kind == "word" and before not in NO_VARIABLE_BEHIND:
                    self.read_operand(value)
            before = argument.text if argument.kind == "word" else ""

    def read_operand(self, value):
        """A word of a condition is a variable, if there is one of that name."""
        is_name = re.fullmatch(r"[A-Za-z_*<][\w*<>]*", value)
        if is_name and value not in OPERATORS and not CONSTANT.fullmatch(value):
            self.read(value)

    def do_if(self, command):
        ends, has_else = [], False
        for condition, commands in command.branches:
            if condition is not None:
                self.do_condition(condition)
            else:
                has_else = True
            before = self.state
            self.state = before.copy()
            self.walk(commands)
            ends.append(self.state)
            self.state = before
        if not has_else:
            ends.append(self.state)
        self.state = merged(ends)

    def ends_of_loop(self, state, commands):
        self.state = state.copy()
        self.loops.append([])
        self.walk(commands)
        return [*self.loops.pop(), self.state]

    def do_loop(self, commands, always):
        before = self.state
        # Once to learn which values change, and then with all that a variable may be.
        faults = dict(self.faults)
        values = merged([before, *self.ends_of_loop(before, commands)]).values
        self.faults = faults
        before.values = {name: values[name] for name in before.values}
        ends = self.ends_of_loop(before, commands)
        self.state = merged(ends if always else [before, *ends])

    def do_while(self, command):
        self.do_condition(command.arguments)
        always = command.texts() == ["TRUE"]
        self.do_loop(command.branches[0][1], always)

    def words_of_foreach(self, command):
        """(variables, the words that they may be, whether there is one at least)"""
        words = command.texts()
        kind = words[words.index("IN") + 1] if "IN" in words else ""
        variables = words[: words.index("IN")] if kind else words[:1]
        arguments = command.arguments[len(variables) + (2 if kind else 0) :]
        names = []  # of lists
        if kind in ("LISTS", "ZIP_LISTS"):
            end = next((index for index, argument in enumerate(arguments)
                        if argument.text == "ITEMS"), len(arguments))
            names = [name for argument in arguments[:end]
                     for name in self.values_of_argument(argument)]
            arguments = arguments[end + 1 :]
        values = [value for argument in arguments for value in self.values_of_argument(argument)]
        for name in names:
            self.read(name)
            values += self.state.values_of(name)
        known = kind != "ZIP_LISTS" and "RANGE" not in words \
            and not re.search("[*<]", "".join(values))
        if not known:
            return variables, ["*"], any(argument.text and "$" not in argument.text
                                         for argument in arguments)
        found = [word for value in values for word in value.split(";") if word]
        return variables, list(dict.fromkeys(found)), bool(values) and all(values)

    def do_foreach(self, command):
        variables, values, always = self.words_of_foreach(command)
        # After the loop the variable is what it was before.
        before = {name for name in variables if name in self.state.known}
        for name in variables:
            self.write(name, values or ["*"])
        self.do_loop(command.branches[0][1], always)
        if self.state:
            self.state.known -= set(variables) - before

    def do_function(self, command):
        pass  # a scope of its own; it is judged by itself

    do_macro = do_function

    def do_block(self, command):
        self.fault("block() is not judged here", "block")

    # Parsing

    def do_parse(self, prefix, *lists):
        for choice in prefix:
            for keyword in keywords_of(lists):
                self.write(f"{choice}_{keyword}")

    def do_parse_of_ours(self, prefix, *lists):
        self.do_parse(prefix, *lists)
        self.do_parse(["_linuxbake_given"], *lists)

    def parse_cmake(self, command):
        values = [self.values_of_argument(argument) for argument in command.arguments]
        start = 2 if command.texts()[0] == "PARSE_ARGV" else 0
        self.do_parse(values[start], *values[start + 1 : start + 4])

    def parse_private(self, command):
        values = [self.values_of_argument(argument) for argument in command.arguments]
        self.do_parse_of_ours(values[0], *values[2:5])

    def parse_public(self, command):
        values = [self.values_of_argument(argument) for argument in command.arguments]
        self.do_parse_of_ours(["arg"], *values[1:4])
        for name in ("_linuxbake_other_keywords", "_linuxbake_multi_keywords"):
            self.write(name)


PARSERS = {
    "cmake_parse_arguments": Reader.parse_cmake,
    "_linuxbake_parse": Reader.parse_private,
    "_linuxbake_read_arguments": Reader.parse_private,
    "_linuxbake_parse_arguments": Reader.parse_public,
}


def keywords_of(lists):
    yield from ("UNPARSED_ARGUMENTS", "KEYWORDS_MISSING_VALUES")
    for values in lists:
        for value in values:
            yield from filter(None, value.split(";"))


def takes_more(commands):
    """Whether a function looks at arguments that are no parameters of its own."""
    for command in commands:
        words = [*command.texts(), *(argument.text for condition, _ in command.branches
                                     for argument in condition or [])]
        if command.name in PARSERS or any(re.search(r"\bARG[CNV]", word) for word in words):
            return True
        if any(takes_more(inner) for _, inner in command.branches):
            return True
    return False
