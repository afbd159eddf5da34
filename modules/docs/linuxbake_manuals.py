# SPDX-License-Identifier: MIT
"""The manuals in the headers of modules/*.cmake, and a Sphinx domain for what they describe.

  .. cmake-manual:: LinuxBakeFat

puts the header of modules/LinuxBakeFat.cmake there: the bracket comment `#[===[.rst: ... ]===]`.

The headers have no markup of ours. What is what follows from how they are written:

  function  `linuxbake_...(` at the begin of a line in a literal block: its synopsis. The block of
            an example, which is CMake of a project, is none.
  keyword   a word in capitals before a definition list's text; the synopsis leads there.
  variable  LINUXBAKE_... before a definition list's text.
  property  a word in the first column of a table whose first heading is `property`.

Literals, and words with parentheses, that name a function, a variable or a property become links. A
function or LINUXBAKE_... that nothing describes is a warning, as is a function of a module that its
header does not describe, a module without a page, and one that does not say since when it is there.
"""

import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.nodes import get_node_line, get_node_source, make_refnode
from sphinx.util.nodes import nested_parse_with_titles

MODULES = Path(__file__).resolve().parent.parent
logger = logging.getLogger(__name__)

HEADER = re.compile(r"^#\[(=*)\[\.rst:\n(.*?)^#?\]\1\]", re.M | re.S)
FUNCTION = re.compile(r"\blinuxbake_[a-z_]+(?=\()")
SYNOPSIS = re.compile(r"^ *(linuxbake_[a-z_]+)\(", re.M)
VARIABLE = re.compile(r"LINUXBAKE_[A-Z0-9_]+(<NAME>)?$")


def header_of(module):
    """The lines of a module's header, and the number of the line before the first."""
    text = (MODULES / f"{module}.cmake").read_text(encoding="utf-8")
    found = HEADER.search(text)
    if not found:
        return [], 0
    return found[2].splitlines(), text[: found.start(2)].count("\n")


def functions_of(module):
    """The functions that a module defines for users."""
    text = (MODULES / f"{module}.cmake").read_text(encoding="utf-8")
    return re.findall(r"^function\((linuxbake_[a-z_]+)", text, re.M)


class Manual(Directive):
    """`.. cmake-manual:: <module>`"""

    required_arguments = 1

    def run(self):
        env = self.state.document.settings.env
        module = self.arguments[0]
        path = MODULES / f"{module}.cmake"
        env.note_dependency(str(path))
        env.note_dependency(__file__)
        if not path.exists():
            raise self.error(f"there is no module {path}")
        lines, offset = header_of(module)
        content = StringList()
        for number, line in enumerate(lines):
            content.append(line, str(path), offset + number)
        parent = nodes.section()
        parent.document = self.state.document
        nested_parse_with_titles(self.state, content, parent)
        env.get_domain("cmake").note_module(module, env.docname)
        return parent.children


class Describe(SphinxTransform):
    """Finds what a page describes, and makes links of what it names."""

    default_priority = 300

    def apply(self, **kwargs):
        self.domain = self.env.get_domain("cmake")
        self.note_functions()
        self.note_variables()
        self.note_properties()
        for node in list(self.document.findall(nodes.literal)):
            self.link_literal(node)
        for node in list(self.document.findall(nodes.Text)):
            self.link_text(node)
        for node in list(self.document.findall(nodes.paragraph)):
            if node.astext().startswith("Propert"):
                self.link_properties(node)

    # --- what it describes ---

    def note_functions(self):
        for block in list(self.document.findall(nodes.literal_block)):
            names = SYNOPSIS.findall(block.astext())
            if not names or is_example(block):
                continue
            for name in names:
                if self.domain.note("function", name, self.env.docname, name):
                    block["ids"].append(name)
                    self.index(block, f"{name}()", name)
            block.replace_self(synopsis_node(block, keywords_after(block, self.document)))

    def note_variables(self):
        for term in list(self.document.findall(nodes.term)):
            for literal in term.findall(nodes.literal):
                name = literal.astext()
                if VARIABLE.match(name) and self.domain.note(
                    "variable", name, self.env.docname, name
                ):
                    term["ids"].append(name)
                    self.index(term, name, name)
                    literal["described"] = True

    def note_properties(self):
        for table in list(self.document.findall(nodes.table)):
            if not table.astext().strip().startswith("property"):
                continue
            for row in list(table.findall(nodes.row)):
                for literal in row[0].findall(nodes.literal):
                    name = literal.astext()
                    if self.domain.note("property", name, self.env.docname, f"property-{name}"):
                        literal["ids"].append(f"property-{name}")
                        self.index(literal, f"LINUXBAKE_{name}", f"property-{name}")
                        literal["described"] = True

    def index(self, node, text, anchor):
        entry = addnodes.index(entries=[("single", text, anchor, "", None)])
        while not isinstance(node.parent, (nodes.section, nodes.document)):
            node = node.parent
        node.parent.insert(node.parent.index(node), entry)

    # --- what it names ---

    def reference(self, kind, target, content, strict):
        node = addnodes.pending_xref("", refdomain="cmake", reftype=kind, reftarget=target,
                                     refexplicit=True, refwarn=strict, refdoc=self.env.docname)
        node += content
        return node

    def link_literal(self, node):
        text = node.astext()
        if node.get("described") or isinstance(node.parent, addnodes.pending_xref):
            return
        function = FUNCTION.match(text)
        program = re.match(r"linuxbake-[a-z]+( [a-z-]+)?(?= --help$|$)", text)
        if function:
            kind, target, strict = "function", function[0], True
        elif VARIABLE.match(text):
            kind, target, strict = "variable", text, True
        elif program:
            kind, target, strict = "program", program[0], False
        else:
            return
        reference = self.reference(kind, target, [], strict)
        reference.source, reference.line = place_of(node.parent)
        node.replace_self(reference)
        reference += node

    def link_text(self, node):
        if isinstance(node.parent, (nodes.literal, nodes.literal_block, nodes.title,
                                    nodes.reference, addnodes.pending_xref)):
            return
        self.split(node, re.compile(r"\blinuxbake_[a-z_]+\([^)]*\)"),
                   lambda word: ("function", word.split("(")[0], True))

    def link_properties(self, paragraph):
        for node in list(paragraph.findall(nodes.Text)):
            if not isinstance(node.parent, (nodes.literal, addnodes.pending_xref)):
                self.split(node, re.compile(r"\b[A-Z][A-Z_]+\b"),
                           lambda word: ("property", word, False))

    def split(self, node, pattern, target_of):
        text, parts, end = node.astext(), [], 0
        for found in pattern.finditer(text):
            parts.append(nodes.Text(text[end : found.start()]))
            kind, target, strict = target_of(found[0])
            word = nodes.inline(found[0], found[0])
            parts.append(self.reference(kind, target, word, strict))
            parts[-1].source, parts[-1].line = place_of(node.parent)
            end = found.end()
        if parts:
            parent = node.parent
            position = parent.index(node)
            parent.remove(node)
            parent.insert(position, [*parts, nodes.Text(text[end:])])


def place_of(node):
    return get_node_source(node), get_node_line(node)


def is_example(block):
    section = block.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    title = section[0].astext() if section is not None and len(section) else ""
    return title.startswith("Example") or "cmake_minimum_required(" in block.astext() \
        or block.get("language") == "cmake" and "<" not in block.astext()


def keywords_after(block, document):
    """The anchors of the keywords that are described behind a synopsis, up to the next one."""
    anchors, seen = {}, False
    for node in document.findall(lambda n: isinstance(n, (nodes.literal_block, nodes.term))):
        if node is block:
            seen = True
        elif isinstance(node, nodes.term):
            for literal in node.findall(nodes.literal):
                word = literal.astext()
                if re.fullmatch(r"[A-Z][A-Z0-9_]*", word) and (seen or word not in anchors):
                    if seen and anchors.get(word, (False,))[0]:
                        continue
                    if not node["ids"]:
                        node["ids"].append(f"keyword-{word}-{id_number(document)}")
                    anchors[word] = (seen, node["ids"][0])
    return {word: anchor for word, (_, anchor) in anchors.items()}


def id_number(document):
    document.linuxbake_ids = getattr(document, "linuxbake_ids", 0) + 1
    return document.linuxbake_ids


def synopsis_node(block, anchors):
    """The synopsis with its names, its keywords, which lead to their texts, and what is to be
    filled in."""
    text = block.astext()
    node = nodes.literal_block("", "", ids=block["ids"], classes=["synopsis"])
    node.source, node.line = block.source, block.line
    words = re.compile(r"(linuxbake_[a-z_]+)(?=\()|(<[^>\n]*>)|\b([A-Z][A-Z0-9_]*[A-Z0-9])\b")
    end = 0
    for found in words.finditer(text):
        node += nodes.Text(text[end : found.start()])
        name, placeholder, keyword = found.groups()
        if name:
            node += nodes.inline(name, name, classes=["name"])
        elif placeholder:
            node += nodes.emphasis(placeholder, placeholder)
        elif keyword in anchors:
            node += nodes.reference("", "", nodes.inline(keyword, keyword, classes=["keyword"]),
                                    refid=anchors[keyword], internal=True)
        else:
            node += nodes.inline(keyword, keyword, classes=["keyword"])
        end = found.end()
    node += nodes.Text(text[end:])
    return node


class CMakeDomain(Domain):
    """Functions, variables, properties, modules and programs of LinuxBake."""

    name = "cmake"
    label = "LinuxBake"
    object_types = {kind: ObjType(kind, kind) for kind in
                    ("function", "variable", "property", "module", "program")}
    roles = {kind: XRefRole() for kind in object_types}
    initial_data = {"objects": {}}  # (kind, name) -> (docname, anchor)
    data_version = 1

    def note(self, kind, name, docname, anchor):
        """Whether this is the first place that describes it."""
        return self.data["objects"].setdefault((kind, name), (docname, anchor)) == (docname, anchor)

    def note_module(self, module, docname):
        self.data["objects"][("module", module)] = (docname, "")

    def clear_doc(self, docname):
        for key, (where, _) in list(self.data["objects"].items()):
            if where == docname:
                del self.data["objects"][key]

    def merge_domaindata(self, docnames, otherdata):
        for key, place in otherdata["objects"].items():
            if place[0] in docnames:
                self.data["objects"][key] = place

    def get_objects(self):
        for (kind, name), (docname, anchor) in sorted(self.data["objects"].items()):
            yield name, name, kind, docname, anchor, 1

    def resolve_xref(self, env, fromdocname, builder, typ, target, node, contnode):
        source = re.sub(r"^(LINUXBAKE_SOURCE_DIR)_[A-Z0-9_]+$", r"\1_<NAME>", target)
        for key in ((typ, target), ("property", target.removeprefix("LINUXBAKE_")), (typ, source)):
            if key in self.data["objects"]:
                docname, anchor = self.data["objects"][key]
                return make_refnode(builder, fromdocname, docname, anchor, contnode, target)
        return None

    def resolve_any_xref(self, env, fromdocname, builder, target, node, contnode):
        return []


def check_manuals(app, env):
    """What has no page, or no text."""
    objects = env.get_domain("cmake").data["objects"]
    for path in sorted(MODULES.glob("*.cmake")):
        if ("module", path.stem) not in objects:
            logger.warning("no page has its manual: add modules/docs/manual/%s.rst", path.stem,
                           location=str(path))
        if not any(line.startswith(".. versionadded:: ") for line in header_of(path.stem)[0]):
            logger.warning("it does not say since when it is there: '.. versionadded:: <version>'",
                           location=str(path))
        for function in functions_of(path.stem):
            if ("function", function) not in objects:
                logger.warning("its header has no synopsis of %s()", function, location=str(path))


def say_what_is_missing(app, domain, node):
    """The warning of a name that nothing describes, in our words."""
    if node.get("refdomain") == "cmake" and node.get("refwarn"):
        logger.warning("nothing describes the %s '%s'", node["reftype"], node["reftarget"],
                       location=node)
        return True
    return None


def setup(app):
    app.add_domain(CMakeDomain)
    app.add_directive("cmake-manual", Manual)
    app.add_transform(Describe)
    app.connect("env-check-consistency", check_manuals)
    app.connect("warn-missing-reference", say_what_is_missing)
    return {"version": "1", "parallel_read_safe": True}
