"""Tables that become drawings: four nations side by side, and the grid of who plans and who delivers.

A table is known by the first cell of its header. It stays a table, with its words and its links; it gains the marks,
and the roles that say so when a narrow window folds it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from evidence.addresses import relative_url, url_of
from evidence.cases import Case, explorer_url, with_all
from evidence.content import Page
from evidence.kinds import NATIONS
from evidence.marks import mark
from evidence.page_text import Edit
from evidence.page_types import BY
from evidence.tables import Cell, Table, words_of

_TARGET = re.compile(r"\]\((?:[\w./-]*/)?([\w-]+)\.md\)")
_EMPTY = re.compile(r"Empty\b")


class Opening(NamedTuple):
    """What is put before the words of a cell, and after them; `kind` is the cell's class."""

    kind: str = ""
    before: str = ""
    after: str = ""


Dress = Callable[[int, int], Opening]
"""Gives what is put around the cell of a row and a column, both counted from 0."""


def drawn(page: Page, found: Sequence[Table], cases: Sequence[Case]) -> Iterator[Edit]:
    """Give the edits that turn a page's tables into drawings."""
    for table in found:
        name = words_of(page, table.header[0])
        if name == "Nation":
            yield from _as_html(table, "dw-compare", _nations(page, table))
        elif name == "Who delivers" and len(table.rows) == len(BY) == len(table.header) - 1:
            yield from _as_html(table, "dw-grid3", _grid(page, table, cases))


def _nations(page: Page, table: Table) -> Dress:
    slugs = [_slug(page, row[0]) for row in table.rows]

    def dress(row: int, column: int) -> Opening:
        nation = slugs[row] if slugs[row] in NATIONS else ""
        if column or not nation:
            return Opening(f"is-{nation}" if nation else "")
        return Opening(f"is-{nation}", mark(f"nation-{nation}"))

    return dress


def _slug(page: Page, cell: Cell) -> str:
    found = _TARGET.search(page.source.text, cell.start, cell.end)
    return found[1] if found else ""


def _grid(page: Page, table: Table, cases: Sequence[Case]) -> Dress:
    columns = [words_of(page, cell) for cell in table.header]

    def dress(row: int, column: int) -> Opening:
        label = Markup('<span class="dw-fold">{}: </span>').format(columns[column])
        if not column:
            return Opening("", label)
        label = mark(f"grid-{row}{column - 1}") + label
        if _EMPTY.match(words_of(page, table.rows[row][column])):
            return Opening("is-none", label)
        return Opening("", label, _count(page, cases, BY[column - 1], BY[row]))

    return dress


def _count(page: Page, cases: Sequence[Case], planned: str, delivered: str) -> str:
    count = len(with_all(cases, planned=planned, delivered=delivered))
    if not count:
        return Markup(' <span class="dw-count">No case study yet</span>')
    way = relative_url(explorer_url(planned=planned, delivered=delivered), url_of(page.uri))
    words = f"{count} case {'study' if count == 1 else 'studies'}"
    return Markup(' <a class="dw-count" href="{}">{}</a>').format(way, words)


def _as_html(table: Table, kind: str, dress: Dress) -> Iterator[Edit]:
    """Put tags in the place of a table's bars. What stands in its cells stays Markdown."""
    opened = f'<table class="{kind} dw-view" role="table" markdown="1"><thead role="rowgroup" markdown="1">{_ROW}'
    at = table.start
    for cell in table.header:
        yield at, cell.start, f'{opened}<th scope="col" role="columnheader" markdown="1">'
        at, opened = cell.end, "</th>"
    opened = f'</th></tr></thead><tbody role="rowgroup" markdown="1">{_ROW}'
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            around = dress(number, column)
            tag = 'th scope="row" role="rowheader"' if not column else 'td role="cell"'
            name = f' class="{escape(around.kind)}"' if around.kind else ""
            yield at, cell.start, f'{opened}<{tag}{name} markdown="1">{around.before}'
            at, opened = cell.end, f"{around.after}</{tag[:2]}>"
        opened = f"{opened}</tr>{_ROW}"
    yield at, table.end, f"{opened.removesuffix(_ROW)}</tbody></table>"


_ROW = '<tr role="row" markdown="1">'
