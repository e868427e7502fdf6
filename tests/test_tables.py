"""Tables in a page's text, with Python-Markdown's own reading of them for comparison."""

from collections.abc import Callable, Mapping

import pytest
from lxml import html
from markdown import Markdown

from evidence.content import Site
from evidence.tables import tables, words_of

SiteOf = Callable[[Mapping[str, str], str], Site]

TABLES = {
    "plain": "| A | B |\n|---|---|\n| one | two |\n| three | four |",
    "alignment and spaces": "|A|  B |  \n| :--- | ---: |\n|one| two|\n",
    "an empty cell": "| A | B |\n| - | - |\n|  | two |",
    "marks": "| *A* | [B](b.md) |\n|---|---|\n| **one** | *two* |",
    "after a text": "Text.\n\n| A |\n|---|\n| one |\n\nMore.",
    "two": "| A |\n|---|\n| one |\n\n| B |\n|---|\n| two |",
}
NOT_READ = {
    "a bar of a word's own": "| A | B |\n|---|---|\n| one \\| half | two |",
    "a row too short": "| A | B |\n|---|---|\n| one |",
    "no bars at the ends": "A | B\n---|---\none | two",
    "within code": "```\n| A | B |\n|---|---|\n| one | two |\n```",
    "within a paragraph": "Text\n| A | B |\n|---|---|\n| one | two |",
    "no rows": "| A | B |\n|---|---|",
    "no table": "Text | and *more*.",
}


def read(site_of: SiteOf, text: str) -> list[list[list[str]]]:
    page = site_of({"a.md": f"---\ntitle: A\n---\n\n{text}\n"}, "").pages[0]
    return [[[words_of(page, cell) for cell in row] for row in (table.header, *table.rows)] for table in tables(page)]


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_cells_are_those_that_markdown_reads(site_of: SiteOf, converter: Markdown, text: str) -> None:
    tree = html.fragment_fromstring(converter.reset().convert(text), create_parent=True)
    expected = [
        [[cell.text_content().strip() for cell in row.iter("th", "td")] for row in table.iter("tr")]
        for table in tree.iter("table")
    ]

    assert expected
    assert read(site_of, text) == expected


@pytest.mark.parametrize("text", NOT_READ.values(), ids=NOT_READ)
def test_what_could_be_read_in_two_ways_is_left_as_it_is(site_of: SiteOf, text: str) -> None:
    assert read(site_of, text) == []


def test_a_table_knows_where_it_stands(site_of: SiteOf) -> None:
    text = "---\ntitle: A\n---\n\nText.\n\n| A | B |\n|---|---|\n| one | two |\n\nMore.\n"
    page = site_of({"a.md": text}, "").pages[0]

    (table,) = tables(page)

    assert text[table.start : table.end] == "| A | B |\n|---|---|\n| one | two |"
    assert [text[cell.start : cell.end] for cell in table.rows[0]] == ["one", "two"]
