"""The tables of a page's text, cell by cell."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from evidence.content import Page
from evidence.words import plain_words

_TABLE = re.compile(
    r"(?<=\n\n)(?P<header>\|.+\|)[ \t]*\n"
    r"\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*"
    r"(?P<rows>(?:\n\|.+\|[ \t]*)+)(?=\n\n|\n*\Z)"
)
_BAR = re.compile(r"\|")


class Cell(NamedTuple):
    """A cell of a table: the offsets between which its words stand in the file."""

    start: int
    end: int


class Table(NamedTuple):
    """A table: the offsets between which it stands, the cells of its header and those of each row."""

    start: int
    end: int
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(page: Page) -> Iterator[Table]:
    """Give the tables that stand by themselves in a page's text, with bars at both ends and as many cells in each row.

    A table in which a bar is a word's own is left out: it would need a second look at each cell.
    """
    text = page.body.uncoded
    for found in _TABLE.finditer(text, page.front_matter.end) if "|" in text else ():
        header = _cells(text, *found.span("header"))
        rows = tuple(_cells(text, start, end) for start, end in _lines(text, *found.span("rows")))
        if "\\|" not in found[0] and all(len(row) == len(header) for row in rows):
            yield Table(found.start(), found.end(), header, rows)


def words_of(page: Page, cell: Cell) -> str:
    """Give the words of a cell without marks."""
    return plain_words(page.source.text[cell.start : cell.end])


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"\|.+", text[start:end]):
        yield start + line.start(), start + line.end()


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    bars = [bar.start() for bar in _BAR.finditer(text, start, end)]
    return tuple(_trimmed(text, left + 1, right) for left, right in pairwise(bars))


def _trimmed(text: str, start: int, end: int) -> Cell:
    inside = text[start:end]
    first = start + len(inside) - len(inside.lstrip())
    return Cell(min(first, end), max(min(first, end), start + len(inside.rstrip())))
