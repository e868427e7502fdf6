"""A BibTeX file cut into its entries, and what pybtex could not read in them, with addresses."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pybtex.database.input.bibtex import DuplicateField, UndefinedMacro
from pybtex.scanner import PrematureEOF, PybtexSyntaxError

from evidence.source import Fault

LARGEST_ENTRY = 100_000
"""Characters of the largest entry that is read: pybtex's time grows with the square of an entry's length."""

NEAR = 60
"""Characters shown on either side of what could not be read."""

_START = re.compile(r"@[ \t]*(?P<type>[A-Za-z]\w*)\s*(?P<open>[{(])\s*(?P<key>(?!@)[^\s,{}()=\"]*)(?P<equals>\s*=)?")
_MARK = re.compile(
    r"[{})\"]"
    r"|(?P<next>^[ \t]*@[ \t]*[A-Za-z]\w*\s*(?:\{|\(\s*[^\s,{}()=]+\s*,))",
    re.MULTILINE,
)
_LEFT_OUTSIDE = re.compile(r"\s*+,?\s*+(?=[A-Za-z][\w-]*\s*=\s*[{\"\d]|\})")
_LOST = re.compile(
    r"^[ \t]*+(?!%)(?:(?P<entry>(?:@|[A-Za-z]{1,40})[ \t]{0,9}\{[^\s,{}()=]{0,99},)"
    r"|.*?(?P<field>\b[A-Za-z][\w-]{0,40}\s{0,9}=\s{0,9}[{\"]))",
    re.MULTILINE,
)
"""What looks like a field or the beginning of an entry, on a line that is no note."""

FIELD = r"(?<![\w-]){}\s*=\s*[{{\"]?"
"""How a field of a given name begins."""


class Cut(NamedTuple):
    """An entry: the offsets between which it stands, its type and its key."""

    start: int
    end: int
    type: str
    key: str

    @property
    def name(self) -> str:
        """What to call it in a message."""
        kind = "abbreviation" if self.type == "string" else "reference"
        return f"the {kind} '{self.key}'" if self.key else f"this {kind}"


def cut_entries(text: str) -> Iterator[Cut | Fault]:
    """Cut a file into entries by counting braces, as BibTeX does; what stands between entries is comment."""
    before, at = None, 0
    while start := _START.search(text, at):
        yield from _lost(text, before, at, start.start())
        kind = start["type"].lower()
        keyless = start["equals"] and kind != "string"
        end = _entry_end(text, start)
        cut = Cut(start.start(), abs(end), kind, "" if keyless else start["key"])
        before, at = None, cut.end
        name = cut.name[:1].upper() + cut.name[1:]
        if end < 0:
            hint = "Add the missing } at its end, and see that each { has its }."
            yield Fault(cut.start, f"{name} is opened but never closed.", hint)
        elif end - cut.start > LARGEST_ENTRY:
            hint = "Leave out what nobody needs to find the source."
            yield Fault(cut.start, f"{name} has more than {LARGEST_ENTRY:,} characters.", hint)
        elif kind not in ("comment", "preamble"):
            before = cut
            yield cut
    yield from _lost(text, before, at, len(text))


def _lost(text: str, before: Cut | None, start: int, end: int) -> Iterator[Fault]:
    """Find what somebody meant to be read between two entries, of which `before` is the first, if it is whole."""
    if before and (outside := _LEFT_OUTSIDE.match(text, start, end)):
        message = f"What follows {before.name} stands outside it, so it is lost."
        yield Fault(outside.end(), message, "Remove the } that closes it too early, or the one too many.")
    elif found := _LOST.search(text, start, end):
        begin = found.start(found.lastgroup or 0)
        words = text[begin : found.end() + NEAR].partition("\n")[0].strip()
        message = f"'{words}' stands in no reference, so it is lost."
        hint = "Begin a reference with @ and its kind, as in @misc{smith2024care, and each line of a note with %."
        yield Fault(begin, message, hint)


def _entry_end(text: str, start: re.Match[str]) -> int:
    """Give the end of an entry; if it is not closed, the place where the next one begins, made negative."""
    round_ones = start["open"] == "("
    depth, quoted = 0, False
    for mark in _MARK.finditer(text, start.start("open")):
        sign = mark[0]
        if mark["next"]:
            return -mark.start()
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0 and not round_ones:
                return mark.end()
        elif depth == 0 and sign == '"':
            quoted = not quoted
        elif depth == 0 and sign == ")" and not quoted:
            return mark.end()
    return -len(text)


def fault_of(text: str, cut: Cut, error: Exception) -> Fault:
    """Say what pybtex could not read. It tells its place in the entry, though not of a field that is there twice."""
    if isinstance(error, DuplicateField):
        field = str(error).split()[-2]  # "entry with key a has a duplicate title field"
        message = f"The reference '{cut.key}' has the field '{field}' twice."
        return Fault(_field_start(text, cut, field), message, "Keep one of the two.")
    _, _, position = getattr(error, "error_context_info", (0, 0, 0))
    offset = cut.start + position
    if isinstance(error, UndefinedMacro):
        name = str(error.args[0])
        message = f"In {cut.name} the words '{name}' stand without brackets."
        return Fault(offset - len(name), message, f"Put them in curly brackets: {{{name}}}")
    field = str(getattr(getattr(error, "parser", None), "current_field_name", None) or "")
    if field and type(error) in (PybtexSyntaxError, PrematureEOF):
        message = f"In {cut.name} the brackets or quotation marks of '{field}' do not match."
        return Fault(_field_start(text, cut, field), message, f"Write {field} = {{…}}, with a }} for each {{ inside.")
    begin = max(text.rfind("\n", max(offset - NEAR, 0), offset) + 1, offset - NEAR)
    near = text[begin : offset + NEAR].partition("\n")[0].strip()
    hint = "Give each field a name, =, its words in curly brackets, and a comma: title = {Power to People},"
    if not cut.key:
        hint = f"Begin it with its key and a comma: @{cut.type}{{smith2024care,"
        return Fault(offset, f"We could not find the key of this reference near '{near}'.", hint)
    return Fault(offset, f"We could not read {cut.name} near '{near}'.", hint)


def _field_start(text: str, cut: Cut, field: str) -> int:
    """Give the last place in an entry at which a field of that name begins."""
    start = cut.start
    for found in re.compile(FIELD.format(re.escape(field)), re.IGNORECASE).finditer(text, cut.start, cut.end):
        start = found.start()
    return start
