"""Headings have the addresses that Python-Markdown gives them, and none has that of something we add."""

import random
from typing import Any

import pytest
from markdown import Markdown

from evidence.content import Page
from evidence.headings import headings
from evidence.read import read_page
from evidence.source import Source


def page_of(text: str) -> Page:
    return read_page(Source("docs/a.md", text), "a.md")


HEADINGS = {
    "## Plain words": ("Plain words", "plain-words"),
    "### Closed with marks ###": ("Closed with marks", "closed-with-marks"),
    "Underlined\n----------": ("Underlined", "underlined"),
    "## *Slanted* and `code` and [a link](x.md)": ("Slanted and code and a link", "slanted-and-code-and-a-link"),
    "## Costs & <abbr title='x'>NHS</abbr>: 5 < 6?": ("Costs & NHS: 5 < 6?", "costs-nhs-5-6"),
    "## Ŵyr a'r café – 2024/25": ("Ŵyr a'r café – 2024/25", "wyr-ar-cafe-202425"),
    "## With a source [@doe, p. 4]": ("With a source", "with-a-source"),
    "## @doe says so": ("says so", "says-so"),
    "## A note[^1]": ("A note", "a-note"),
    "## A picture ![of people](a.png)": ("A picture", "a-picture"),
    "## Named {#own}": ("Named", "own"),
    "## Named {: .big #own }": ("Named", "own"),
    "## Named ## {#own}": ("Named", "own"),
    "## Cited and named [@doe] {#own}": ("Cited and named", "own"),
    "## Set in braces {p. 4}": ("Set in braces", "set-in-braces"),
    "## Only {braces": ("Only {braces", "only-braces"),
    "## Sources": ("Sources", "sources_1"),
    "## Tip 2": ("Tip 2", "tip-2_1"),
    "## Tips": ("Tips", "tips"),
}


@pytest.mark.parametrize(("text", "expected"), HEADINGS.items())
def test_a_heading_has_its_words_and_its_address(text: str, expected: tuple[str, str]) -> None:
    (heading,) = headings(page_of(f"{text}\n\nText\n"))

    assert (heading.words, heading.id) == expected


def test_headings_alike_are_counted_and_an_address_that_was_given_is_made_for_no_other() -> None:
    text = "## Costs\n\n## Costs\n\n## Costs [@doe]\n\n## Prices {#costs_1}\n\n## Sources\n\n## Sources\n\n## !\n"

    assert [heading.id for heading in headings(page_of(text))] == [
        "costs", "costs_2", "costs_3", "costs_1", "sources_1", "sources_2", "_1",
    ]  # fmt: skip


def test_the_addresses_are_those_of_python_markdown(converter: Markdown) -> None:
    draw = random.Random(20261123)
    pieces = (
        "Costs", "costs", "*Care* and support", "`code`", "[link](x.md)", "2 * 3", "A & B", "snake_case", "é Ŵ", "“q”",
        "<abbr title='x'>NHS</abbr>", "![x](y.png)", "a_b_", "1.", "!", r"\*", "&amp;", "[^1]", "C#", "–",
    )  # fmt: skip
    ends = ("", "", "", "", " ##", " {#own}", " {: .big }", " {: #costs .big }")

    def ids(tokens: list[dict[str, Any]]) -> list[str]:
        return [found for token in tokens for found in (token["id"], *ids(token["children"]))]

    for _ in range(200):
        lines = [f"## {' '.join(draw.choices(pieces, k=draw.randint(1, 3)))}{draw.choice(ends)}" for _ in range(6)]
        text = "\n\n".join((*lines, "[^1]: A note.\n"))
        converter.reset().convert(text)
        assert [heading.id for heading in headings(page_of(text))] == ids(converter.toc_tokens), text  # type: ignore[attr-defined]


HOSTILE = {
    "brackets": ("## a " + "{#a " * 100_000, ["a" + "-a" * 100_000]),
    "one bracket": ("## a {" + "#a " * 100_000, ["a" + "-a" * 100_000]),
    "spaces": ("## a" + " " * 400_000 + "b", ["a-b"]),
    "marks": ("## a" + " #" * 200_000 + "b", ["a-b"]),
    "the same heading": ("## a\n\n" * 20_000, ["a", *(f"a_{number}" for number in range(1, 20_000))]),
    "citations": ("## a" + " [@a]" * 20_000 + "\n\n## b" * 2, ["a", "b", "b_1"]),
}


@pytest.mark.parametrize(("text", "ids"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_headings_are_read_to_their_end(text: str, ids: list[str]) -> None:
    assert [heading.id for heading in headings(page_of(text))] == ids
