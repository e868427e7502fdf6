"""The rules about headings, tables and pictures."""

from collections.abc import Callable

import pytest

from evidence.rules.markup import missing_alt_text, skipped_heading_level, unshown_cell

Told = Callable[..., list[str]]

BARE = "This picture has no description for people who cannot see it."
TITLE = "This heading has the rank of the page's title, which stands in the box at the top."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](a.png)", [f"1:1: {BARE}"]),
        ("![ \n ](a.png)", [f"1:1: {BARE}"]),
        ("![][a]\n\n[a]: a.png", [f"1:1: {BARE}"]),
        ("![a-b_1.JPEG](a.png)", [f"1:1: {BARE}"]),
        ("[![](a.png)](b.md)", [f"1:2: {BARE}"]),
        ("- ![](a.png)\n\n> ![](b.png)", [f"1:3: {BARE}", f"3:3: {BARE}"]),
        ("![A map](a.png) ![decorative](b.png) ![A map][c]", []),
        ("![A map of a.png](a.png)", []),
        ("`![](a.png)` <!-- ![](a.png) -->", []),
        ("What![]", []),
    ],
)
def test_a_picture_needs_words(told: Told, text: str, expected: list[str]) -> None:
    assert told(missing_alt_text, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## A\n\n### B\n\n#### C\n\n## D", []),
        ("### A", ["1:5: This heading has 3 marks (#) but stands under one with 1."]),
        ("## A\n\n##### B\n\n###### C", ["3:7: This heading has 5 marks (#) but stands under one with 2."]),
        ("# A\n\n### B", [f"1:3: {TITLE}", "3:5: This heading has 3 marks (#) but stands under one with 1."]),
        ("A\n===", [f"1:1: {TITLE}"]),
        ("A\n---\n\n### B", []),
        ("> ## A\n>\n> #### B", ["3:8: This heading has 4 marks (#) but stands under one with 2."]),
        ("```\n# A\n```\n\n`# A`", []),
        ("#hashtag\n\n## A", [f"1:2: {TITLE}"]),
    ],
)
def test_headings_go_down_step_by_step(told: Told, text: str, expected: list[str]) -> None:
    assert told(skipped_heading_level, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a | b\n---|---\nc | d | [@scw2019]", ["3:9: The cell '[@scw2019]' "]),
        ("| a |\n|---|\n| b | | |", []),
        ("> | a |\n> |---|\n> | b | c | d |", ["3:9: The cell 'c' ", "3:13: The cell 'd' "]),
        ("| a |\n|---|\n| `b|c` \\| d |", []),
        ("a | b", []),
    ],
)
def test_a_cell_without_a_column_is_told(told: Told, text: str, expected: list[str]) -> None:
    assert told(unshown_cell, text) == [
        f"{start}has no column in this table, so it would not show." for start in expected
    ]
