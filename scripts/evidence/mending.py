"""What may be mended in a page without asking: backslashes before citations; spaces and quotation marks in the box."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from evidence.content import Page
from evidence.front_matter import BOX, FIELD_LINE, read_front_matter
from evidence.read import read_page
from evidence.rules.citations import escapes
from evidence.source import Fault, Source
from evidence.verbatim import replaced

_SPACE_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)
_SEVERAL_LINES = re.compile(r"[|>][+-]?[ \t]*$", re.MULTILINE)
_MEAN_MORE = ('"', "'", "[", "{", "|", ">", "&", "*", "!")
"""Signs with which a value begins that means more than its words."""


class Mend(NamedTuple):
    """What was mended, and on which line of the mended page."""

    line: int
    words: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}"


def mended(page: Page) -> tuple[Source, tuple[Mend, ...]]:
    """Give a page's text with what is safe put right, and say what that was."""
    source, mends = page.source, list[Mend]()
    for step in (_start, _ends_of_lines, _quotation_marks, _backslashes):
        source, done = step(source, page.uri)
        mends += done
    return source, tuple(sorted(mends))


_Step = tuple[Source, list[Mend]]


def _start(source: Source, _: str) -> _Step:
    """Take away what stands before the box, if only spaces and empty lines do."""
    text = source.text.lstrip()
    if text == source.text or not BOX.match(text):
        return source, []
    return Source(source.path, text), [Mend(1, "took away what stood before the box, so that it can be read.")]


def _ends_of_lines(source: Source, _: str) -> _Step:
    """Take away spaces at the ends of the box's lines, unless they may be part of words of several lines."""
    box = BOX.match(source.text)
    if not box or _SEVERAL_LINES.search(box[1]):
        return source, []
    found = [*_SPACE_AT_END.finditer(source.text, 0, box.end())]
    mends = [Mend(source.place(space.start())[0], "took away a space at the line's end.") for space in found]
    return Source(source.path, _without(source.text, (space.span() for space in found))), mends


def _quotation_marks(source: Source, _: str) -> _Step:
    """Put quotation marks around words with a colon or another sign that keeps the box from being read."""
    mends: list[Mend] = []
    faults = read_front_matter(source)[1]
    while found := next(_better(source, faults), None):
        offset, source = found
        faults = read_front_matter(source)[1]
        words = source.line_at(offset).strip()
        mends.append(Mend(source.place(offset)[0], f"put quotation marks around the words: {words}"))
    return source, mends


def _better(source: Source, faults: Sequence[Fault]) -> Iterator[tuple[int, Source]]:
    """Give the texts that hold one fault less once the words of a line stand in quotation marks."""
    for fault in faults:
        line = source.line_at(fault.offset)
        field = FIELD_LINE.match(line)
        words_alone = field and (field[2].startswith("[@") or not field[2].startswith(_MEAN_MORE))
        if field and words_alone and " #" not in field[2]:
            words = field[2].replace("\\", "\\\\").replace('"', '\\"')
            start = source.line_starts[source.place(fault.offset)[0] - 1]
            text = f'{source.text[:start]}{field[1]}"{words}"{source.text[start + len(line) :]}'
            if len(read_front_matter(Source(source.path, text))[1]) < len(faults):
                yield fault.offset, Source(source.path, text)


def _backslashes(source: Source, uri: str) -> _Step:
    """Take away the backslashes that keep a citation from being read."""
    spans: list[tuple[int, int]] = []
    mends: list[Mend] = []
    for found in escapes(read_page(source, uri)):
        spans.append(found.span("sign"))
        if found["inside"].endswith("\\"):
            spans.append((found.end("inside") - 1, found.end("inside")))
        words = " ".join(found["inside"].removesuffix("\\").split())
        mends.append(Mend(source.place(found.start("sign"))[0], f"took away the backslash before [{words}]."))
    return Source(source.path, _without(source.text, spans)), mends


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    return replaced(text, spans, lambda _: "")
