"""Markdown as plain words."""

import html
import random
import re

import pytest
from markdown import Markdown

from evidence.citations import Citation, scan_text
from evidence.words import plain_words, replaced, safe

WORDS = {
    "Plain words.": "Plain words.",
    "two\nlines  and   gaps": "two lines and gaps",
    "*one*, **two**, ***three***, _four_, __five__, ___six___": "one, two, three, four, five, six",
    "**bold *and slanted* words**": "bold and slanted words",
    "***both* bold**": "both bold",
    "snake_case_word and 2 * 3 * 4": "snake_case_word and 2 * 3 * 4",
    "a * b*c": "a * b*c",
    "co*op*ted and _one_two_ three_": "coopted and one_two three_",
    r"\*not slanted\* \_nor this\_ \[nor a link\](x)": "*not slanted* _nor this_ [nor a link](x)",
    "`a *b* [c](d)` and ``e ` f``": "a *b* [c](d) and e ` f",
    "`<b>` &amp; &lt;i&gt;": "<b> & <i>",
    "[a link](page.md), [another](<x y.md>)": "a link, another",
    '[titled](page.md "Title") and [a [nested] one](x.md)': "titled and a [nested] one",
    "[by reference][ref] and [this][]": "by reference and this",
    "![Four people](a.png) beside": "Four people beside",
    "<https://x.org/a_b_c> <mailto:a@b.org>": "https://x.org/a_b_c mailto:a@b.org",
    '<abbr title="X">Y</abbr> a<br>b': "Y ab",
    "a note[^1] here": "a note here",
    "words {: .big } and {#id}": "words and",
    "{p. 4} stays": "{p. 4} stays",
    "quoted\n> > on\n>more": "quoted on more",
    "5 < 6 > 4": "5 < 6 > 4",
    "unclosed *star and `tick": "unclosed *star and `tick",
    "": "",
}


@pytest.mark.parametrize(("markdown", "words"), WORDS.items())
def test_marks_are_taken_away_and_words_are_kept(markdown: str, words: str) -> None:
    assert plain_words(markdown) == words


def test_the_words_are_those_that_python_markdown_shows(converter: Markdown) -> None:
    draw = random.Random(20261123)
    pieces = (
        "people", "care *and* support", "**bold**", "_slanted_", "***both***", "**bold _and_ so**", "snake_case",
        "2 * 3", r"\*", r"\_x\_", "`*code*`", "`a_b_c`", "[a *link*](x.md)", '[b](x.md "T")', "<https://x.org/a_b_>",
        "&amp;", "<br>", '<abbr title="a *b*">SCIE</abbr>', "it's", "(brackets)", "a\nb",
    )  # fmt: skip
    texts = [" ".join(["So", *draw.choices(pieces, k=6), "end."]) for _ in range(500)]

    def shown(text: str) -> str:
        page = converter.reset().convert(text)
        return " ".join(html.unescape(re.sub(r"<[^<>]*>", "", page.replace("\n", " "))).split())

    assert [plain_words(text) for text in texts] == [shown(text) for text in texts]


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert('x')</script>",
        "*a* _b_ `c` [d](e) ![f](g)",
        "{{ x }} {: #id }",
        'a "b" \\| ~c~ ^d^ &lt;',
        "[@doe] @doe",
    ],
)
def test_safe_words_are_read_back_as_they_were(words: str, converter: Markdown) -> None:
    page = converter.reset().convert(f"So {safe(words)}")

    assert html.unescape(page) == f"<p>So {words}</p>"
    assert plain_words(safe(words)) == words


def test_citations_are_replaced_by_what_stands_for_them() -> None:
    text = "One [@a] and [see [@b] @c], so @d [p. 4]."

    def keys(citation: Citation) -> str:
        return f"<{'+'.join(item.key for item in citation.items)}>"

    assert replaced(text, 0, scan_text(text), keys) == "One <a> and <c>, so <d>."
    assert replaced(text[4:], 4, scan_text(text)[:1], keys) == "<a> and [see [@b] @c], so @d [p. 4]."


HOSTILE = {
    "stars": ("*a ", "*a "), "underscores": ("_a ", "_a "), "pairs of stars": ("**a ", "**a "),
    "footnotes": ("[^a", "[^a"), "brackets": ("[a", "[a"), "pictures": ("![a](", "![a]("), "tags": ("<a ", "<a "),
    "comments": ("<!-- ", "<!-- "), "attributes": ("{: #", "{: #"),
    "ticks": ("`a ``b " * 3, "a ``b a b `a b "), "quotations": ("\n>", ""),
    "slashes": (r"\\", "\\"),
}  # fmt: skip


@pytest.mark.parametrize(("part", "words"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_to_its_end(part: str, words: str) -> None:
    assert plain_words(part * 50_000) == (words * 50_000).strip()
