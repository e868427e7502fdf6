"""Tables for paper: how wide each column is to be, and what becomes of a table that is too wide for the page."""

import re
from collections.abc import Callable, Iterator
from itertools import zip_longest

from lxml import etree

from evidence.handouts.lines import KEPT_HYPHEN, Node, Pictures, plain
from evidence.handouts.tree import words

_ENDS = re.compile(r"[ \u200b]|(?<=-)")

SPARE = 2
"""Letters of space that a column needs beside its longest word."""


def table(element: etree._Element, pictures: Pictures, blocks: Callable[[etree._Element], list[Node]]) -> Node:
    """Give a table as its head and rows, with what decides the width of each column.

    That is the letters that it needs at least and would like to have, and the files of its pictures.
    """
    rows = [[cell for cell in row if cell.tag in ("th", "td")] for row in element.iter("tr")]
    head = rows[0] if rows and all(cell.tag == "th" for cell in rows[0]) else []
    body = [row for row in (rows[1:] if head else rows) if row]
    columns = max((len(row) for row in rows), default=0)
    caption = element.find("caption")
    # The head is set on each page of the table, but a place can be only once in a document.
    places = [each.attrib.pop("id") for cell in head for each in cell.iter() if "id" in each.attrib]
    return {
        "k": "table",
        "places": [{"k": "anchor", "id": id_} for id_ in places],
        "caption": words(caption) if caption is not None else "",
        "least": [max(longest_word(words(cell)) for cell in cells) + SPARE for cells in _columns(rows)],
        "wanted": [_wanted(cells) for cells in _columns(rows)],
        "pictures": [[pictures[src] for cell in cells for src in _pictures(cell)] for cells in _columns(rows)],
        "head": [{"c": blocks(cell), "words": _broken(words(cell))} for cell in head],
        "rows": [[_cell(cell, blocks) for cell in _padded(row, columns)] for row in body],
    }


def _columns(rows: list[list[etree._Element]]) -> Iterator[list[etree._Element]]:
    for cells in zip_longest(*rows):
        yield [cell for cell in cells if cell is not None]


def _wanted(cells: list[etree._Element]) -> int:
    """Give a column's share of the width: the letters of its cells, but one long cell must not take everything."""
    return sum(min(len(words(cell)), 120) for cell in cells) + 1


def _pictures(cell: etree._Element) -> Iterator[str]:
    return (picture.get("src") or "" for picture in cell.iter("img"))


def longest_word(text: str) -> int:
    """Give the letters of the longest piece at which no line may end; capitals are wider than the others."""
    pieces = (piece if isinstance(piece, str) else str(piece["c"]).replace("-", KEPT_HYPHEN) for piece in plain(text))
    return max((len(word) + sum(map(str.isupper, word)) // 2 for word in _ENDS.split("".join(pieces))), default=0)


def _broken(text: str) -> str:
    """Give words with the places at which a very long one may be broken."""
    return "".join(piece if isinstance(piece, str) else str(piece["c"]) for piece in plain(text))


def _cell(cell: etree._Element | None, blocks: Callable[[etree._Element], list[Node]]) -> Node:
    if cell is None:
        return {"c": [], "th": False, "align": ""}
    align = cell.get("align") or ""
    return {"c": blocks(cell), "th": cell.tag == "th", "align": align if align in ("center", "right") else ""}


def _padded(row: list[etree._Element], columns: int) -> list[etree._Element | None]:
    return [*row, *[None] * (columns - len(row))]
