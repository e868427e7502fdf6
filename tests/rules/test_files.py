"""The rule about files: sizes, encodings, shortcuts, and characters that nobody sees."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.read import read_site
from evidence.rules import check
from evidence.rules.files import unreadable_file
from evidence.source import LARGEST_PAGE

Told = Callable[..., list[str]]

UNSEEN = "Here stands a character that cannot be seen (number {})."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\tŴyr, naïve – “a” … € 😀\u00a0x\u2009y\u202fz a\u00adb \u200d", []),
        ("a\x02b", ["1:2: " + UNSEEN.format(2)]),
        ("a\n\x0cb\u2028c", ["2:1: " + UNSEEN.format(12), "2:3: " + UNSEEN.format(8232)]),
        ("a\x85\x9f\x7f", ["1:2: " + UNSEEN.format(133), "1:3: " + UNSEEN.format(159), "1:4: " + UNSEEN.format(127)]),
        ("a\u200bb \u202eab", ["1:2: " + UNSEEN.format(8203), "1:5: " + UNSEEN.format(8238)]),
        (" \n\n", ["1:1: This page is empty."]),
    ],
)
def test_what_nobody_sees_is_told(told: Told, text: str, expected: list[str]) -> None:
    assert told(unreadable_file, text) == expected


def test_the_library_holds_nothing_unseen_either(told: Told) -> None:
    assert told(unreadable_file, "Words.", "@misc{a,\n  title = {A\x02},\n}") == ["2:13: " + UNSEEN.format(2)]


def test_a_page_with_another_ending_is_told(told_of_all: Told) -> None:
    files = ("nations/wales.markdown", "nations/england.MD", "nations/map.png")

    assert told_of_all(unreadable_file, "Words.", files=files) == [
        "docs/nations/england.MD:1: This file is not read as a page, since its name does not end in .md.",
        "docs/nations/wales.markdown:1: This file is not read as a page, since its name does not end in .md.",
    ]


def test_a_name_that_no_link_could_lead_to_is_told(told_of_all: Told) -> None:
    pages = {"about/a#b.md": "---\ntitle: A\n---\n\nWords.", "about/Tŷ (1).v2.md": "---\ntitle: B\n---\n\nWords."}

    assert told_of_all(unreadable_file, pages, files=("about/100%.png", "about/a b.png")) == [
        "docs/about/100%.png:1: The name of this file holds '%', so no link could lead to it.",
        "docs/about/a#b.md:1: The name of this file holds '#', so no link could lead to it.",
    ]


def test_files_that_cannot_be_read_are_told_and_nothing_else_of_them(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "references.bib").write_text("")
    (docs / "large.md").write_text("a" * (LARGEST_PAGE + 1))
    (docs / "old.md").write_bytes("Words of Gwen\nand Siân.".encode("latin-1"))
    (docs / "elsewhere.md").symlink_to("/etc/hostname")
    problems = check(read_site(tmp_path))

    assert [(problem.path, problem.line, problem.column, problem.rule) for problem in problems] == [
        ("docs/elsewhere.md", 1, 1, "unreadable-file"),
        ("docs/large.md", 1, 1, "unreadable-file"),
        ("docs/old.md", 2, 7, "unreadable-file"),
    ]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert [str(problem) for problem in check(read_site(tmp_path))] == [
        "docs:1:1: The folder docs/ is not there. Run this where the project's files are. [unreadable-file]",
        "references.bib:1:1: The file references.bib is not there. Put it back, or correct its name. [unreadable-file]",
    ]
