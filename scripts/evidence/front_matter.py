"""The box at the top of a page: its fields, each with its address. Every value stays text."""

import re
from typing import NamedTuple

import yaml

from evidence.source import Fault, Source

BOX = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
FIELD_LINE = re.compile(r"(\s*(?:- )?[\w-]+: +)(.*\S)\s*$")
DEEPEST = 8
"""Levels of lists and mappings that a field may hold; two are enough for every field we have."""


class Text(NamedTuple):
    """One piece of text and the offset at which it begins."""

    value: str
    offset: int


class Items(NamedTuple):
    """A list of values."""

    items: tuple["Node", ...]
    offset: int


class Entries(NamedTuple):
    """A mapping: names and their values, in the order in which they stand."""

    entries: tuple[tuple[Text, "Node"], ...]
    offset: int


Node = Text | Items | Entries


class FrontMatter(NamedTuple):
    """A page's fields by name, where each name stands, and where the page's text begins."""

    fields: dict[str, Node]
    names: dict[str, int]
    end: int


class _Unreadable(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def read_front_matter(source: Source) -> tuple[FrontMatter, tuple[Fault, ...]]:
    """Read the fields at the top of a page; give them with the faults that kept any from being read."""
    text = source.text
    if not text.startswith("---"):
        return FrontMatter({}, {}, 0), ()
    box = BOX.match(text)
    if not box:
        fault = Fault(0, "The box at the top is opened with --- but never closed.", "Add a line --- after its last field.")
        return FrontMatter({}, {}, len(text)), (fault,)
    try:
        root = yaml.compose(box[1], Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return FrontMatter({}, {}, box.end()), (_fault(source, _offset(source, line, mark.column if mark else 0)),)
    except (yaml.YAMLError, RecursionError):
        return FrontMatter({}, {}, box.end()), (_fault(source, box.start(1)),)
    if root is None:
        return FrontMatter({}, {}, box.end()), ()
    try:
        node = _node(source, root, [], 0)
    except _Unreadable as error:
        return FrontMatter({}, {}, box.end()), (error.fault,)
    if not isinstance(node, Entries):
        return FrontMatter({}, {}, box.end()), (_fault(source, node.offset),)
    fields: dict[str, Node] = {}
    names: dict[str, int] = {}
    faults: list[Fault] = []
    for name, value in node.entries:
        if name.value in fields:
            faults.append(Fault(name.offset, f"The field '{name.value}' stands twice in the box at the top.", "Keep one of the two."))
            continue
        fields[name.value] = value
        names[name.value] = name.offset
    return FrontMatter(fields, names, box.end()), tuple(faults)


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _offset(source: Source, line: int, column: int) -> int:
    starts = source.line_starts
    return min(starts[line] + column, len(source.text)) if line < len(starts) else len(source.text)


def _fault(source: Source, offset: int) -> Fault:
    """Say what could not be read, with the line mended as far as we can guess."""
    line = source.line_at(offset).strip() or source.line_at(max(offset - 1, 0)).strip()
    message = f"We could not read the box at the top, near '{line}'."
    field = FIELD_LINE.match(line)
    if "\t" in source.line_at(offset):
        return Fault(offset, message, "Use spaces in place of the tab character.")
    if field and not field[2].startswith(('"', "'")):
        quoted = field[2].replace("\\", "\\\\").replace('"', '\\"')
        return Fault(offset, message, f'Put the words after the colon in quotation marks: {field[1].strip()} "{quoted}"')
    return Fault(offset, message, 'Each field is a name, a colon, a space and its words: title: "Peer review"')


def _node(source: Source, node: yaml.Node, seen: list[yaml.Node], depth: int) -> Node:
    mark = node.start_mark
    if isinstance(node, yaml.ScalarNode):
        quote = 1 if node.style in ("'", '"') else 0
        return Text(node.value, _offset(source, mark.line + 1, mark.column + quote))
    offset = _offset(source, mark.line + 1, mark.column)
    if depth == DEEPEST:
        raise _Unreadable(Fault(offset, "The box at the top has lists within lists within lists.", "Give each field one plain list."))
    # An alias (*name) gives the same node again; following it could go on for ever.
    if any(node is other for other in seen):
        raise _Unreadable(Fault(offset, "The box at the top refers back to another of its fields.", "Write the words out again."))
    seen.append(node)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_node(source, item, seen, depth + 1) for item in node.value), offset)
    entries = []
    for name, value in node.value:
        if not isinstance(name, yaml.ScalarNode):
            raise _Unreadable(_fault(source, offset))
        key = _node(source, name, seen, depth + 1)
        assert isinstance(key, Text)
        entries.append((key, _node(source, value, seen, depth + 1)))
    return Entries(tuple(entries), offset)
