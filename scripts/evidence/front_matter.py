"""The box at the top of a page: its fields, each with its address. Every value stays text."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import yaml

from evidence.source import Fault, Source

BOX = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
BOX_LINE = re.compile(r"---[ \t]*(?:\n|\Z)")
HIDDEN = yaml.reader.Reader.NON_PRINTABLE
FIELD_LINE = re.compile(r"(\s*(?:- )?[\w-]+: +)(.*\S)\s*$")
WORDS_BELOW = re.compile(r"[|>].*\n\s*")
DEEPEST = 8
"""Levels of lists and mappings that a field may hold; two are enough for every field we have."""

LARGEST_BOX = 20_000
"""Characters that a box may hold; ours hold about a thousand."""

MOST_OPENED = 500
"""Brackets and dashes within dashes that a box may hold: each could be a level, and the parser has no other limit."""

_NOTE = re.compile(r"[ \t]+(#.*\S)")
_UNSPACED = re.compile(r"((?:- )?[\w-]+:)((?!//)\S.*)")
_FIELD_START = re.compile(r"^[^\s#-]", re.MULTILINE)
_OPENED = re.compile(r"[\[{]|[-?][ \t]+(?=[-?][ \t])")


class Text(NamedTuple):
    """One piece of text, the offset at which it begins, and the note that cuts it short: what follows a #."""

    value: str
    offset: int
    note: str = ""


class Items(NamedTuple):
    """A list of values."""

    items: tuple["Node", ...]
    offset: int


class Entries(NamedTuple):
    """A mapping: names and their values, in the order in which they stand."""

    entries: tuple[tuple[Text, "Node"], ...]
    offset: int


Node = Text | Items | Entries


def texts(node: Node, *, names: bool = False) -> Iterator[Text]:
    """Give every piece of text in a value, however deep; the names in mappings too, if asked."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from texts(item, names=names)
    else:
        for name, value in node.entries:
            if names:
                yield name
            yield from texts(value, names=names)


class FrontMatter(NamedTuple):
    """A page's fields by name, where each name stands, and where the page's text begins."""

    fields: dict[str, Node]
    names: dict[str, int]
    end: int


def read_front_matter(source: Source) -> tuple[FrontMatter, tuple[Fault, ...]]:
    """Read the fields at the top of a page; give them with the faults that kept any from being read."""
    text = source.text
    if not BOX_LINE.match(text):
        return FrontMatter({}, {}, 0), ()
    box = BOX.match(text)
    if not box:
        message = "The box at the top is opened with --- but never closed."
        return FrontMatter({}, {}, len(text)), (Fault(0, message, "Add a line --- after its last field."),)
    if len(box[1]) > LARGEST_BOX or len(_OPENED.findall(box[1])) > MOST_OPENED:
        message = "The box at the top holds more than we can read."
        fault = Fault(box.start(1), message, "Keep its fields short, and put the text below it.")
        return FrontMatter({}, {}, box.end()), (fault,)
    try:
        node = _read(source, box)
    except yaml.MarkedYAMLError as error:
        one = _fault(source, box.start(1) + _index(error, box[1]))
        return FrontMatter({}, {}, box.end()), tuple(_each_fault(source, box)) or (one,)
    except (yaml.YAMLError, RecursionError):
        hidden = HIDDEN.search(box[1])
        return FrontMatter({}, {}, box.end()), (_fault(source, box.start(1) + (hidden.start() if hidden else 0)),)
    except _UnreadableError as error:
        return FrontMatter({}, {}, box.end()), (error.fault,)
    fields: dict[str, Node] = {}
    names: dict[str, int] = {}
    faults: list[Fault] = []
    for name, value in node.entries:
        if name.value in fields:
            message = f"The field '{name.value}' stands twice in the box at the top."
            faults.append(Fault(name.offset, message, "Keep one of the two."))
        else:
            fields[name.value] = value
            names[name.value] = name.offset
        if _UNSPACED.match(name.value):
            faults.append(_fault(source, name.offset))
        faults += (_cut_short(text) for text in texts(value) if text.note)
    return FrontMatter(fields, names, box.end()), tuple(faults)


def _read(source: Source, box: re.Match[str]) -> Entries:
    root = yaml.compose(box[1], Loader=_LOADER)
    node = _node(source, box.start(1), root, set(), 0) if root else Entries((), box.start(1))
    if not isinstance(node, Entries):
        raise _UnreadableError(_fault(source, node.offset))
    return node


def _each_fault(source: Source, box: re.Match[str]) -> Iterator[Fault]:
    """Read the fields one by one, so that a fault in one does not hide those of the others."""
    starts = [field.start() for field in _FIELD_START.finditer(box[1])]
    for start, end in pairwise((*starts, len(box[1]))):
        words = box[1][start:end]
        try:
            root = yaml.compose(words, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            yield _fault(source, box.start(1) + start + _index(error, words))
        else:
            if not isinstance(root, yaml.MappingNode):
                yield _fault(source, box.start(1) + start)


def _index(error: yaml.MarkedYAMLError, words: str) -> int:
    """Tell where the fault is.

    A bracket that is never closed and a name without its colon are noticed on a line below: we go
    back to where they stand.
    """
    marks = [error.problem_mark, error.context_mark]
    if error.context and ("flow" in error.context or "simple key" in error.context):
        marks.reverse()
    index = next((mark.index for mark in marks if mark and mark.index < len(words.rstrip())), 0)
    above, _, line = words[:index].rpartition("\n")
    if words.startswith(":", index) and ":" not in line + above.rpartition("\n")[2]:
        index = above.rfind("\n") + 1
    return index


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _UnreadableError(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def _fault(source: Source, offset: int) -> Fault:
    """Say what could not be read, with the line mended as far as we can guess."""
    line = source.line_at(offset).strip() or source.line_at(max(offset - 1, 0)).strip()
    message = f"We could not read the box at the top, near '{line}'."
    field = FIELD_LINE.match(line)
    if "\t" in source.line_at(offset):
        return Fault(offset, message, "Use spaces in place of the tab character.")
    if HIDDEN.search(line):
        return Fault(offset, message, "It holds a sign that nobody can see. Type the line again.")
    if field:
        name, words = field[1].strip(), field[2]
        hint = f"Put the words after the colon in quotation marks: {name} {_quoted(words)}"
        if words.startswith("[") and _sound(f"{name} {words}]"):
            hint = f"Close the list: {name} {words}] If these are words and no list, put them in quotation marks."
        return Fault(offset, message, hint)
    if unspaced := _UNSPACED.match(line):
        name, words = unspaced.groups()
        words = words if _sound(f"{name} {words}") else _quoted(words)
        return Fault(offset, message, f"Put a space after the colon: {name} {words}")
    return Fault(offset, message, 'Each field is a name, a colon, a space and its words: title: "Peer review"')


def _quoted(words: str) -> str:
    """Put words in quotation marks of which none stands in them; marks around them that were meant so go."""
    bare = words.strip("\"'")
    if '"' not in bare and "\\" not in bare:
        return f'"{bare}"'
    doubled = (bare if words[0] == words[-1] else words).replace("'", "''")
    return f"'{doubled}'"


def _sound(line: str) -> bool:
    try:
        yaml.compose(line, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError):
        return False
    return True


def _cut_short(text: Text) -> Fault:
    """Say that a sign hides the end of a field's words."""
    message = f"A # after a space begins a note for editors, so '{text.note}' would not be read."
    words = _quoted(f"{text.value} {text.note}".strip())
    return Fault(text.offset, message, f"Put the words in quotation marks, {words}, or the note on a line of its own.")


def _node(source: Source, base: int, node: yaml.Node, seen: set[int], depth: int) -> Node:
    """Read a value that stands at `base` and its own mark; `seen` are the lists and mappings read before."""
    offset: int = base + node.start_mark.index
    if isinstance(node, yaml.ScalarNode):
        if node.style:
            return Text(node.value, _first_letter(source.text, offset, node.style))
        note = _NOTE.match(source.text, base + node.end_mark.index)
        return Text(node.value, offset, note[1] if note else "")
    if depth == DEEPEST:
        message = "The box at the top has lists within lists within lists."
        raise _UnreadableError(Fault(offset, message, "Give each field one plain list."))
    # An alias (*name) gives the same node again; following it could go on for ever.
    if id(node) in seen:
        message = "The box at the top refers back to another of its fields."
        raise _UnreadableError(Fault(offset, message, "Write the words out again."))
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_node(source, base, item, seen, depth + 1) for item in node.value), offset)
    entries = []
    for name, value in node.value:
        key = _node(source, base, name, seen, depth + 1)
        if not isinstance(key, Text):
            raise _UnreadableError(_fault(source, offset))
        entries.append((key, _node(source, base, value, seen, depth + 1)))
    return Entries(tuple(entries), offset)


def _first_letter(text: str, offset: int, style: str) -> int:
    """Step over a quotation mark, or over the sign and the line end before a text of several lines."""
    if style in "'\"":
        return offset + 1
    begins = WORDS_BELOW.match(text, offset)
    return begins.end() if begins else offset
