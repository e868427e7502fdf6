"""The rule about statements: which words need a source of their own, and which do not."""

from collections.abc import Callable

import pytest

from evidence.rules.statements import uncited_statement

Told = Callable[..., list[str]]

ASKED = "has no source. Readers will ask how we know."


def on_lines(told: list[str]) -> list[str]:
    """Give the line and the quoted words of each finding."""
    return [f"{line.split(':')[0]} {line.split(': ', 1)[1].removesuffix(ASKED).strip()}" for line in told]


PIECES = {
    "paragraph": ("A says.\n\nB says [@a].", ["1 'A says.'"]),
    "paragraph over several lines": ("A says\nso and\nso.\n\nB\nsays [@a].", ["1 'A says so and so.'"]),
    "list": ("- A.\n- B [@a].\n- C.", ["1 'A.'", "3 'C.'"]),
    "nested list": ("- A [@a].\n    - B.\n    - C [@a].\n        - D.", ["2 'B.'", "4 'D.'"]),
    "numbered list": ("1. A.\n2. B [@a].", ["1 'A.'"]),
    "second paragraph of an item": ("- A [@a].\n\n    B.", ["3 'B.'"]),
    "quotation": ("> A.\n\n> B [@a].", ["1 'A.'"]),
    "box": ('!!! note "T"\n    A.\n\n    B [@a].', ["2 'A.'"]),
    "tab": ('=== "T"\n    A.', ["2 'A.'"]),
    "footnote": ("A.[^1] [@a]\n\n[^1]: B.\n[^2]: C [@a].", ["3 'B.'"]),
    "table": ("| h | i | j |\n|---|---|---|\n| A | B | C [@a] |\n| D |  | — |", ["3 'B'"]),
    "name in the sentence": ("@a says so.", []),
    "code alone": ("`A`", []),
    "code block": ("```\nA.\n```", []),
    "picture": ("![A](x.png)", []),
    "link alone": ("[A](x.md)", ["1 '[A](x.md)'"]),
    "definition": ("[a]: x.md", []),
    "comment": ("<!-- A. -->", []),
    "key that is not there": ("A [@nobody].", []),
    "citation in code": ("A `[@a]`.", ["1 'A `[@a]`.'"]),
    "citation in a comment": ("A. <!-- [@a] -->", ["1 'A. <!-- [@a] -->'"]),
    "long": (f"{'word ' * 20}", ["1 'word word word word word word word word word word word word …'"]),
}


@pytest.mark.parametrize(("text", "expected"), PIECES.values(), ids=PIECES)
def test_every_piece_of_evidence_needs_a_source(told: Told, text: str, expected: list[str]) -> None:
    assert on_lines(told(uncited_statement, text)) == expected


INTRODUCTIONS = {
    "cited before the colon": ("As a whole [@a]:\n\n- A.\n- B.", []),
    "cited behind the colon": ("As a whole: [@a]\n\n- A.\n- B.", []),
    "name in the sentence": ("@a lists:\n\n- A.\n- B.", []),
    "strong": ("**As a whole [@a]:**\n\n- A.", []),
    "two citations": ("As a whole [@a] [@b]:\n\n- A.", []),
    "not cited": ("These are they:\n\n- A.\n- B [@a].", ["3 'A.'"]),
    "no colon": ("These are they [@a].\n\n- A.", ["3 'A.'"]),
    "another sentence is cited": ("We read it [@a]. These are they:\n\n- A.", ["3 'A.'"]),
    "titles are no end": ("As Mr. Smith says [@a], Dr. Jones and Prof. Roe too:\n\n- A.", []),
    "abbreviations and numbers are no end": ("As a whole [@a, p. 4], e.g. in Wales and to J. Smith:\n\n- A.", []),
    "the last sentence is cited": ("We read it. These are they [@a]:\n\n- A.", []),
    "nested below it": ("As a whole [@a]:\n\n- A.\n    - B.\n        - C.", []),
    "an item introduces its list": ("- These are they [@a]:\n    - A.\n    - B.\n- C.", ["4 'C.'"]),
    "an item without a citation introduces": ("- These are they:\n    - A.\n    - B [@a].", ["2 'A.'"]),
    "a paragraph ends it": ("As a whole [@a]:\n\n- A.\n\nB.\n\n- C.", ["5 'B.'", "7 'C.'"]),
    "a heading ends it": ("As a whole [@a]:\n\n## H\n\n- A.", ["5 'A.'"]),
    "table": ("As a whole [@a]:\n\n| h | i |\n|---|---|\n| A | B |", []),
    "table, not cited": ("These are they:\n\n| h | i |\n|---|---|\n| A | B |", ["5 'B'"]),
    "a colon that introduces nothing": ("These are they:\n\nA [@a].", ["1 'These are they:'"]),
}


@pytest.mark.parametrize(("text", "expected"), INTRODUCTIONS.values(), ids=INTRODUCTIONS)
def test_the_sentence_that_introduces_a_list_may_cite_for_it(told: Told, text: str, expected: list[str]) -> None:
    assert on_lines(told(uncited_statement, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## What we do not know\n\n- A.\n\n### B\n\nC.\n\n## D\n\nE.", ["11 'E.'"]),
        ("## Questions to take to a meeting {#ask}\n\n- A?", []),
        ("## **What we do not know**\n\n- A.", []),
        ("## What we do not know about it\n\n- A.", ["3 'A.'"]),
        ("## A\n\n### What we do not know\n\n- B.", ["5 'B.'"]),
        ("What we do not know\n-------------------\n\n- A.", []),
        ("It is not stated.\n\nIt is not\nknown whether.\n\nNot checked.", []),
        ("It is knot stated.", ["1 'It is knot stated.'"]),
        ("Not stated (see no. 5 of p. 6).\n\nIt is not known “who” asked.", []),
        ("Not stated. 45% did.", ["1 'Not stated. 45% did.'"]),
        ("It is not known. “We led it,” said Ann.", ["1 'It is not known. “We led it,” said Ann.'"]),
        ("Not checked.) *All* did.", ["1 'Not checked.) *All* did.'"]),
        ("Cost: not known. £45 was spent.", ["1 'Cost: not known. £45 was spent.'"]),
    ],
)
def test_some_words_need_none(told: Told, text: str, expected: list[str]) -> None:
    assert on_lines(told(uncited_statement, text)) == expected


@pytest.mark.parametrize(
    ("uri", "asked"),
    [
        ("nations/wales.md", True),
        ("case-studies/swansea.md", True),
        ("nations/index.md", False),
        ("meeting-packs/first.md", False),
        ("about/index.md", False),
        ("index.md", False),
    ],
)
def test_plain_pages_need_none(told: Told, uri: str, asked: bool) -> None:
    assert bool(told(uncited_statement, {uri: "A."})) == asked


def test_a_box_that_cannot_be_read_hides_nothing_below_it(told: Told) -> None:
    assert on_lines(told(uncited_statement, "---\ntitle: A: b\n---\n\nA.")) == ["5 'A.'"]
