"""The rules about the box at the top: missing, unknown and unreadable fields, and titles."""

from collections.abc import Callable

import pytest

from evidence.page_types import PAGE_TYPES, PLAIN, PageType, Presence
from evidence.rules.fields import duplicate_title, missing_field, unknown_field, unreadable_front_matter

Told = Callable[..., list[str]]

LATE = "Something stands before the box at the top, if only an empty line or a space."


@pytest.mark.parametrize("page_type", [PLAIN, *PAGE_TYPES], ids=lambda page_type: page_type.singular)
def test_each_type_asks_for_its_own_fields(told: Told, page_type: PageType) -> None:
    asked = [field.name for field in page_type.fields if field.presence is not Presence.OPTIONAL]
    uri = f"{page_type.folder or 'about'}/page.md"

    assert told(missing_field, {uri: "---\n---\n"}) == sorted(f"1:1: The field '{name}' is missing." for name in asked)


@pytest.mark.parametrize(
    ("uri", "box", "expected"),
    [
        (
            "about/page.md",
            "title: ''\nsummary: ' '",
            ["2:1: The field 'title' is empty.", "3:1: The field 'summary' is empty."],
        ),
        ("about/page.md", "title: not stated\nsummary: S", ["2:1: The field 'title' may not be left open."]),
        ("about/page.md", "title: [T]\nsummary: {}", ["3:1: The field 'summary' is empty."]),
        ("about/page.md", "title: T\nsummary: S\nreviewed:", []),
        ("ways-to-involve/page.md", "title: T\nsummary: S\nchecked: 2026-11-23\nband: not stated", []),
        (
            "ways-to-involve/page.md",
            "title: T\nsummary: S\nchecked: 2026-11-23\nband:",
            ["5:1: The field 'band' is empty."],
        ),
        ("ways-to-involve/index.md", "title: T\nsummary: S", []),
    ],
)
def test_a_field_is_filled_or_left_open(told: Told, uri: str, box: str, expected: list[str]) -> None:
    assert told(missing_field, {uri: f"---\n{box}\n---\n"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Words.", ["1:1: This page has no box at the top."]),
        ("", []),
        ("---\ntitle: A: b\n---\n", []),
        ("\n---\ntitle: T\n---\n", []),
    ],
)
def test_a_page_without_a_box_is_told_once(told: Told, text: str, expected: list[str]) -> None:
    assert told(missing_field, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n---\ntitle: T\n---\n", [f"2:1: {LATE}"]),
        (" ---\ntitle: T\n---\n", [f"1:2: {LATE}"]),
        ("\n\nWords.\n\n---\n\nWords.\n\n---\n", []),
        ("---\ntitle: T\n---\n", []),
        ("Words.", []),
    ],
)
def test_a_box_that_does_not_open_the_file_is_told(told: Told, text: str, expected: list[str]) -> None:
    assert told(unreadable_front_matter, text) == expected


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("sumary", "Did you mean 'summary'?"),
        ("Title", "Did you mean 'title'?"),
        ("nations", "Remove it. The fields are: title, summary, checked, reviewed, changes, formerly."),
    ],
)
def test_the_name_that_was_probably_meant_is_told(hinted: Told, field: str, hint: str) -> None:
    assert hinted(unknown_field, f"---\n{field}: x\n---\n") == [hint]


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("commissioning/plan.md", ["2:1: An area of commissioning has no field 'x'."]),
        ("about/index.md", ["2:1: A page has no field 'x'."]),
    ],
)
def test_the_type_of_the_page_is_named(told: Told, uri: str, expected: list[str]) -> None:
    assert told(unknown_field, {uri: "---\nx: y\n---\n"}) == expected


def test_titles_differ_in_more_than_capitals_and_spaces(told_of_all: Told) -> None:
    titles = ("Wales", "wales", "' Wales '", "Wales in short", "", "''", "[Wales]")
    pages = {f"about/{number}.md": f"---\ntitle: {title}\n---\n" for number, title in enumerate(titles)}

    assert told_of_all(duplicate_title, pages) == [
        "docs/about/1.md:2: The page docs/about/0.md already has the title 'wales'.",
        "docs/about/2.md:2: The page docs/about/0.md already has the title 'Wales'.",
    ]
