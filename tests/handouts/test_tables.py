"""Tables as data: the head, rows of equal length, and the width that each column needs."""

import pytest
from lxml import etree

from evidence.handouts.tables import SPARE, table
from evidence.handouts.tree import words


def test_a_table_knows_its_head_its_rows_and_its_widths() -> None:
    html = (
        "<table><caption>All</caption><thead><tr><th><b id='place'>Name</b></th><th>Words</th></tr></thead><tbody>"
        '<tr><th>Row</th><td align="right">Llanfair PG</td></tr>'
        '<tr><td>Short<img src="a.png"/></td></tr></tbody></table>'
    )

    found = table(etree.fromstring(html), {"a.png": "file:a.png"}, lambda cell: [{"words": words(cell)}])

    assert found == {
        "k": "table",
        "places": [{"k": "anchor", "id": "place"}],
        "caption": "All",
        "least": [7, 10],
        "wanted": [13, 17],
        "pictures": [["file:a.png"], []],
        "head": [{"c": [{"words": "Name"}], "words": "Name"}, {"c": [{"words": "Words"}], "words": "Words"}],
        "rows": [
            [
                {"c": [{"words": "Row"}], "th": True, "align": ""},
                {"c": [{"words": "Llanfair PG"}], "th": False, "align": "right"},
            ],
            [{"c": [{"words": "Short"}], "th": False, "align": ""}, {"c": [], "th": False, "align": ""}],
        ],
    }


@pytest.mark.parametrize(
    ("word", "least"),
    [
        ("x" * 24, 24),
        ("x" * 58, 24),
        (f"A {'x' * 20}-{'y' * 15},", 37),
        (f"{'x' * 30}-{'y' * 20}", 24),
        (f"{'x' * 20}-{'y' * 20}", 21),
    ],
)
def test_a_column_needs_room_for_its_longest_word_as_far_as_that_is_not_broken(word: str, least: int) -> None:
    found = table(etree.fromstring(f"<table><tr><td>{word}</td></tr></table>"), {}, lambda _: [])

    assert found["least"] == [least + SPARE]


def test_a_table_without_a_head_or_without_anything_is_a_table() -> None:
    assert table(etree.fromstring("<table><tr><td>a</td></tr></table>"), {}, lambda _: [])["head"] == []
    assert table(etree.fromstring("<table></table>"), {}, lambda _: [])["rows"] == []
