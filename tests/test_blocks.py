"""Where each piece of prose begins and ends, and what of a page is code."""

import pytest

from evidence.blocks import Body, read_body
from evidence.source import Source


def body_of(text: str, start: int = 0) -> Body:
    return read_body(Source("page.md", text), start)


def blocks_of(text: str) -> list[tuple[str, str]]:
    body = body_of(text)
    return [(block.kind, body.text(block)) for block in body.blocks]


def paragraphs(*words: str) -> list[tuple[str, str]]:
    return [("paragraph", text) for text in words]


def items(*words: str) -> list[tuple[str, str]]:
    return [("item", text) for text in words]


def uncoded(text: str) -> str:
    """Give what is left when code is blanked, without the blanks."""
    return " ".join(body_of(text).uncoded.split())


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("One\ntwo\n\nthree", paragraphs("One\ntwo", "three")),
        ("One  \n   two\n \n  three  ", paragraphs("One  \n   two", "three")),
        ("One\n    two", paragraphs("One\n    two")),
        ("Zoë 😀\n", paragraphs("Zoë 😀")),
        ("One\n\n***\n\ntwo\n* * *\nthree\n\n- - -\n_____", paragraphs("One", "two", "three")),
        ("[a]: https://example.org\n[b]:\n  c.md\n  'Title'\n[d]: <e f.md>\nWords", paragraphs("[d]: <e f.md>\nWords")),
        ("One\n[a]: b.md \"Title\"\ntwo", paragraphs("One", "two")),
        ("[Note]: two words\n\n*[NHS]: Health", paragraphs("[Note]: two words", "*[NHS]: Health")),
        ("[@a]: words", paragraphs("[@a]: words")),
        ("==\n\n--\n\n+words\n\n-words", paragraphs("==", "--", "+words", "-words")),
        ("1.5 million\n\n1) words", paragraphs("1.5 million", "1) words")),
    ],
)  # fmt: skip
def test_paragraphs_are_parted_by_empty_lines_and_rules(text: str, blocks: list[tuple[str, str]]) -> None:
    assert blocks_of(text) == blocks


@pytest.mark.parametrize(
    ("text", "headings", "rest"),
    [
        ("# One\n## Two\nwords", [(1, "One"), (2, "Two")], ["words"]),
        ("Words\n###### Six ######\nwords", [(6, "Six")], ["Words", "words"]),
        ("#No space", [(1, "No space")], []),
        ("####### Seven", [(6, "# Seven")], []),
        ("# About C\\#", [(1, "About C\\#")], []),
        ("#", [(1, "")], []),
        ("One\n===\nwords", [(1, "One")], ["words"]),
        ("One\n-\n\nTwo\n---------", [(2, "One"), (2, "Two")], []),
        ("One\ntwo\n---\nthree", [], ["One\ntwo", "three"]),
        ("- One\n\n    # Two", [(1, "Two")], ["One"]),
        ("> # One\n> words", [(1, "One")], ["words"]),
        ("# One {#own}", [(1, "One {#own}")], []),
    ],
)
def test_headings_have_levels(text: str, headings: list[tuple[int, str]], rest: list[str]) -> None:
    body = body_of(text)
    found = [(block.level, body.text(block)) for block in body.blocks if block.kind == "heading"]
    assert (found, [body.text(block) for block in body.blocks if block.kind != "heading"]) == (headings, rest)
    assert {block.level for block in body.blocks if block.kind != "heading"} <= {0}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("- One\n- two\n  goes on\n* three\n1. four", items("One", "two\n  goes on", "three", "four")),
        ("- One\n\n- two", items("One", "two")),
        ("1. One\n    - two\n        + three\n2. four", items("One", "two", "three", "four")),
        ("- One\n  - two", items("One", "two")),
        ("- One\n\n    two\n\n    - three\n\n        four",
         [("item", "One"), ("paragraph", "two"), ("item", "three"), ("paragraph", "four")]),
        ("- One\n\ntwo\n\n- three", [("item", "One"), ("paragraph", "two"), ("item", "three")]),
        ("Words\n- no item", paragraphs("Words\n- no item")),
        ("# Heading\n- item", [("heading", "Heading"), ("item", "item")]),
        ("- One\n\n    two\n- no item", [("item", "One"), ("paragraph", "two\n- no item")]),
        ("- One\n        - no item", items("One\n        - no item")),
        ("-\n- One", paragraphs("-\n- One")),
        ("- `code`\n- <b>x</b>", items("`code`", "<b>x</b>")),
    ],
)  # fmt: skip
def test_list_items_stand_alone_and_nest_by_four_spaces(text: str, blocks: list[tuple[str, str]]) -> None:
    assert blocks_of(text) == blocks


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Four elements:\n\n- One\n- two", [-1, 0, 0]),
        ("Four elements:\n\n- One\n    - two\n    - three\n- four", [-1, 0, 1, 1, 0]),
        ("# Heading\n\n- One\n\n    words\n\n    - two", [-1, -1, -1, 2]),
        ("First:\n\n- One\n\nSecond:\n\n- two", [-1, 0, -1, 2]),
        ("A table:\n\n| a | b |\n|---|---|\n| c | d |", [-1, 0, 0, 0, 0]),
    ],
)
def test_lists_and_tables_know_what_introduces_them(text: str, leads: list[int]) -> None:
    assert [block.lead for block in body_of(text).blocks] == leads


@pytest.mark.parametrize(
    ("text", "labels", "cells"),
    [
        ("| a | b |\n|---|---|\n| c | d |\n| e | f |", ["a", "b", "c", "e"], ["d", "f"]),
        ("a | b\n- | -:\nc | d\ne", ["a", "b", "c", "e"], ["d"]),
        ("| a | b |\n|:-:|---|\n| | d |\n| e | |", ["a", "b", "e"], ["d"]),
        ("| a |\n|---|\n| b |", ["a", "b"], []),
        ("| a \\| b | `c|d` |\n|---|---|\n| ``e ` | f`` | g |", ["a \\| b", "`c|d`", "``e ` | f``"], ["g"]),
        ("- Item\n\n    | a | b |\n    |---|---|\n    | c | d |", ["a", "b", "c"], ["d"]),
        ("> | a | b |\n> |---|---|\n> | c | d |", ["a", "b", "c"], ["d"]),
    ],
)
def test_tables_have_labels_and_cells(text: str, labels: list[str], cells: list[str]) -> None:
    body = body_of(text)
    found = {kind: [body.text(block) for block in body.blocks if block.kind == kind] for kind in ("label", "cell")}
    assert found == {"label": labels, "cell": cells}


@pytest.mark.parametrize(
    "text", ["a | b\nc | d", "Words\na | b\n- | -\nc | d", "a | b\n\n--- | -", "a\n| b |\n|---|\n| c |"]
)
def test_a_table_begins_a_paragraph_and_has_a_line_of_dashes(text: str) -> None:
    assert {kind for kind, _ in blocks_of(text)} == {"paragraph"}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("!!! note\n    One\n\n    two\n\nthree", paragraphs("One", "two", "three")),
        ('??? note "A title"\n    One', [("label", "A title"), ("paragraph", "One")]),
        ('???+ "A title"\n    One', [("label", "A title"), ("paragraph", "One")]),
        ('=== "Wales"\n\n    - One\n\n        two\n\n=== "England"\n    three',
         [("label", "Wales"), ("item", "One"), ("paragraph", "two"), ("label", "England"), ("paragraph", "three")]),
        ("!!! warning inline end\n    - One\n    - two", items("One", "two")),
        ("Words\n!!! note\n    One", paragraphs("Words", "One")),
        ("!!! note\n\n        code\n\n    One", paragraphs("One")),
        ("- Item\n\n    !!! note\n\n        One", [("item", "Item"), ("paragraph", "One")]),
        ("!!! Note, well\n\n!!!\n\n===", paragraphs("!!! Note, well", "!!!", "===")),
    ],
)  # fmt: skip
def test_boxes_and_tabs_hold_text_and_their_titles_are_labels(text: str, blocks: list[tuple[str, str]]) -> None:
    assert blocks_of(text) == blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("A.[^1]\n\n[^1]: One\n    two\n\n    three\n\nfour", paragraphs("A.[^1]", "One\n    two", "three", "four")),
        ("[^1]: One\n[^long name]: two", paragraphs("One", "two")),
        ("[^1]: One\n\n    - two\n\n            code", [("paragraph", "One"), ("item", "two")]),
    ],
)  # fmt: skip
def test_footnotes_are_paragraphs(text: str, blocks: list[tuple[str, str]]) -> None:
    assert blocks_of(text) == blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("> One\n> two\n>\n> three\n\nfour", paragraphs("One\n> two", "three", "four")),
        ("> One\nlazy\n\ntwo", paragraphs("One\nlazy", "two")),
        ("Words\n> one", paragraphs("Words", "one")),
        ("> One\n> > two\n\n> three", paragraphs("One", "two", "three")),
        ("> - One\n>     - two\n>\n>         three\n>\n> four", [*items("One", "two"), *paragraphs("three", "four")]),
        ("> > > One", paragraphs("One")),
        (">One", paragraphs("One")),
        (">     code\n>\n> One", paragraphs("One")),
        ("- Item\n\n    > One\n    > two\n\n    three", [("item", "Item"), *paragraphs("One\n    > two", "three")]),
    ],
)
def test_quotations_hold_blocks(text: str, blocks: list[tuple[str, str]]) -> None:
    assert blocks_of(text) == blocks


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("One `two` three", "One three"),
        ("One `` two ` three `` four", "One four"),
        ("One `two\nthree` four", "One four"),
        ("One ` two\n\nthree ` four", "One ` two three ` four"),
        ("- One ` two\n- three ` four", "- One ` two - three ` four"),
        ("One \\` two ` three", "One \\` two ` three"),
        ("One \\\\`two` three", "One \\\\ three"),
        ("One ``two` three", "One three"),
        ("| a ` | b |\n|---|---|\n| ` c | d |", "| a ` | b | |---|---| | ` c | d |"),
        ("`one`", ""),
        ("`one` two\n\nthree", "two three"),
        ("# `one` two", "# two"),
        ("One <!-- two\nthree --> four", "One four"),
        ("One `<!--` two `-->` three", "One two three"),
        ("<!-- one -->\n\ntwo\n\n<!--\n\nthree\n\n    four\n-->\nfive <!-- six", "two five <!-- six"),
        ("One <!-- two\n\nthree -->", "One <!-- two three -->"),
        ("```\none\n```\ntwo", "two"),
        ("~~~ md\none\n\n```\ntwo\n~~~\nthree", "three"),
        ('``` md title="docs/a.md" hl_lines="1 2"\none\n```\ntwo', "two"),
        ("``` { .md #own }\none\n```", ""),
        ("````\n```\none\n```\n````\ntwo", "two"),
        ("```\none\n````\n\ntwo", "``` one ```` two"),
        ("```\none\n\ntwo", "``` one two"),
        ("```\none\n\n~~~\ntwo\n~~~", "``` one ~~~ two ~~~"),
        ("``` so it goes\none\n\n```\ntwo", "``` so it goes one ``` two"),
        ("- One\n\n    ```\n    two\n\n    three\n    ```\n\n    four", "- One four"),
        ("- One\n\n    ```\n    two\n\nthree\n    ```", "- One ``` two three ```"),
        ("> ```\n> one\n>\n> two\n> ```\n> three", "three"),
        ("One\n\n    two\n\n        three\n\nfour", "One four"),
        ("One\n\n\ttwo\n\n three", "One three"),
        ("- One\n\n        two\n\n    three", "- One three"),
        ("- One\n    - two\n\n            three", "- One - two"),
        ("# One\n    two", "# One"),
        ("- One\n\n<!-- two -->\n\n    three", "- One"),
    ],
)
def test_code_and_comments_are_blanked(text: str, rest: str) -> None:
    assert uncoded(text) == rest


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("See [the *words*](https://example.org/a_(b) 'Title') here", "See [the *words*] here"),
        ("See [the words](a page.html) here", "See [the words] here"),
        ("See [the words] (aside) here", "See [the words] (aside) here"),
        ("See ![a picture](a.png) here", "See here"),
        ("See ![a [small] picture](a.png 'T') and ![another][ref] here", "See and here"),
        ("See <b title='x'>these</b> <br> words", "See these words"),
        ("See <code>x <b>y</b></code> and <PRE>z</pre> here", "See and here"),
        ("See <code>x", "See x"),
        ("See 3 < 4 and 5 > 4", "See 3 < 4 and 5 > 4"),
        ("See <b and\n\n> more", "See <b and more"),
        ("See https://example.org/a, www.example.org/b and <https://example.org>", "See and"),
        ("See @{https://example.org/a} and @https://example.org/b", "See @{https://example.org/a} and @https://example.org/b"),
        ("See https://example.org/a[@key]", "See [@key]"),
        ("> One\n> two", "One two"),
    ],
)  # fmt: skip
def test_prose_is_words_alone(text: str, rest: str) -> None:
    assert " ".join(body_of(text).prose.split()) == rest


@pytest.mark.parametrize(
    "text", ["# `a`\n\n> b `c\n> d`\n\n<!-- e -->\n\n    f\n\n[g](h) <i>j</i> https://k.l", "\n\n`a\nb`"]
)
def test_blanking_moves_nothing(text: str) -> None:
    body = body_of(text)
    for blanked in (body.uncoded, body.prose):
        assert [(old, new) for old, new in zip(text, blanked, strict=True) if new not in (old, " ")] == []
        assert blanked.count("\n") == text.count("\n")


def test_the_box_at_the_top_is_no_text() -> None:
    text = "---\ntitle: A `b`\n---\n\nWords `b`.\n"
    body = body_of(text, text.index("\nWords"))
    assert [body.text(block) for block in body.blocks] == ["Words `b`."]
    assert body.uncoded == " " * 20 + "\n\nWords    .\n"


PIECES = (
    "```\n", "```a\n", "    ```a\n", " ```a\nx\n  ```a\nx\n", "~~~ \n", "` `` ", "`\n", "\\`", "<!-- ", "<!--\n",
    "a <!-- ", "<code>@", "<a ", "<a b='", "![", "![a[", "](", "](x ", "](x '", "[", "[^", "[^a]: ", "> ", ">",
    "> > a\n", "- ", "- a\n", "    a\n\n", "a | b\n", "|", "| a ", "|-", "#", "# a\n", "a\n---\n", "=", "!!! a ",
    "!!! a\n", '=== "', "www.", "https://", " ", "\t", "\n", "a\n", "_", "*", "\0", "\1",
)  # fmt: skip
"""What a reading that went back and forth would take minutes for."""


@pytest.mark.parametrize("piece", PIECES)
def test_the_same_mark_over_and_over_is_read_in_one_go(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert len(body_of(text + "\n\n@a").prose) == len(text) + 4


def test_a_page_of_a_million_letters_is_read_in_one_go() -> None:
    text = "\n\n".join(piece * (20_000 // len(piece)) for piece in reversed(PIECES))
    assert len(text) > 900_000
    assert len(body_of(text + "\n\n@a").prose) == len(text) + 4


@pytest.mark.parametrize("sign", ["`", "~", "<"])
def test_runs_of_every_length_are_read_in_one_go(sign: str) -> None:
    for lengths in (range(1, 1_000), range(1_000, 0, -1)):
        text = " ".join(sign * length for length in lengths)
        assert len(body_of(f"{text}\n\n{text.replace(' ', chr(10))}").prose) == 2 * len(text) + 2
