"""Citations in a text: their kinds, keys, prefixes, locators and suffixes, and where they stand."""

import sys
from types import FrameType

import pytest

from evidence.blocks import read_body
from evidence.citations import Citation, Item, scan, scan_body, scan_text
from evidence.source import Source


def cited(text: str) -> list[str]:
    """Give the words of each citation of a page, and after a sign the keys it names."""
    citations = scan_body(read_body(Source("page.md", text), 0))
    return [f"{text[found.start : found.end]} = {' '.join(item.key for item in found.items)}" for found in citations]


def item(text: str) -> Item:
    ((found,),) = [citation.items for citation in scan_text(text)]
    return found


def test_a_citation_knows_its_place_and_its_sources() -> None:
    text = "They agree [see @doe, p. 4; -@roe-2010 and others]."
    assert scan_text(text) == (
        Citation(11, 50, narrative=False, nested=False, items=(
            Item("normal", "doe", 16, "see", ", p. 4"),
            Item("suppress-author", "roe-2010", 29, "", " and others"),
        )),
    )  # fmt: skip


def test_a_name_in_the_sentence_takes_the_brackets_that_follow_it() -> None:
    text = "As @doe [p. 4; see @roe] says, and @poe\n[@ham, 5] too"
    assert scan_text(text) == (
        Citation(3, 24, narrative=True, nested=False, items=(
            Item("author-in-text", "doe", 3, "", "p. 4"),
            Item("normal", "roe", 19, "see", ""),
        )),
        Citation(35, 49, narrative=True, nested=False, items=(
            Item("author-in-text", "poe", 35, "", ""),
            Item("normal", "ham", 41, "", ", 5"),
        )),
    )  # fmt: skip


def test_a_citation_in_the_brackets_of_another_follows_it_and_is_nested() -> None:
    text = "[see @doe and [@roe], p. 4; @ham, not @poe [5]] [@kay]"
    found = scan_text(text)
    assert [(text[citation.start : citation.end], citation.narrative, citation.nested) for citation in found] == [
        ("[see @doe and [@roe], p. 4; @ham, not @poe [5]]", False, False),
        ("[@roe]", False, True),
        ("@poe [5]", True, True),
        ("[@kay]", False, False),
    ]


def test_an_author_may_be_left_out_in_the_sentence_too() -> None:
    assert scan_text("Doe -@doe [p. 4]") == (
        Citation(4, 16, narrative=True, nested=False, items=(Item("suppress-author", "doe", 5, "", "p. 4"),)),
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("@doe.", "doe"),
        ("@doe:2010a,", "doe:2010a"),
        ("@doe_2010-a/b.c;", "doe_2010-a/b.c"),
        ("@_doe", "_doe"),
        ("@2010doe", "2010doe"),
        ("@müller's", "müller"),
        ("@Ŵyr", "Ŵyr"),
        ("@doe--roe", "doe"),
        ("@doe-", "doe"),
        ("@doe+roe?x", "doe+roe?x"),
        ("@doe#1", "doe#1"),
        ("@http://example.org/a.", "http://example.org/a"),
        ("@{https://example.org/a?b=c;d}.", "https://example.org/a?b=c;d"),
        ("@{doe.}", "doe."),
        ("@{a{b}c}", "a{b}c"),
        ("@{}", ""),
        ("@*", "*"),
    ],
)
def test_a_key_ends_where_its_letters_do_unless_braces_hold_it(text: str, key: str) -> None:
    assert [found.items[0].key for found in scan_text(text)] == [key]
    assert [found.items[0].key for found in scan_text(f"[{text}]")] == [key]


@pytest.mark.parametrize(
    "text",
    [
        "", "@", "@ doe", "@.doe", "@-doe", "@{doe", "@{do e}", "\\@doe", "[\\@doe]", "doe@roe.org", "écrit@roe.org",
        "first.@roe", "_doe@roe.org_", "*Words*@doe", "_Words_@doe", "&#64;doe", "[^@doe]",
    ],
)  # fmt: skip
def test_other_at_signs_are_no_citations(text: str) -> None:
    assert scan_text(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "`@doe`", "`` ` [@doe] ``", "```\n[@doe]\n```", "~~~\n[@doe]\n~~~", "    [@doe]", "- Item\n\n        [@doe]",
        "<!-- [@doe] -->", "<code>[@doe]</code>", "<https://example.org/@doe>", "<ann@doe.org>", "https://example.org/@doe",
        "www.example.org/@doe", "example.org/@doe", "[words](https://example.org/@doe)",
        '[words](a.md "@doe")', "![@doe says](a.png)", "![of [@doe]](a.png)", "![@doe][a]",
        '<span title="@doe">x</span>', "[a]: https://example.org/@doe",
    ],
)  # fmt: skip
def test_code_comments_addresses_and_pictures_hold_no_citations(text: str) -> None:
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Heading [@doe]", ["[@doe] = doe"]),
        ("- Item\n    - item [@doe]", ["[@doe] = doe"]),
        ("> Quoted [see\n> @doe;\n> @roe]", ["[see\n> @doe;\n> @roe] = doe roe"]),
        ("> @doe\n> [p. 4]", ["@doe\n> [p. 4] = doe"]),
        ("| @doe | [@roe] |\n|---|---|\n| `a|b` | @ham |", ["@doe = doe", "[@roe] = roe", "@ham = ham"]),
        ("| a | b |\n|---|---|\n| [@doe | @roe] |", ["@doe = doe", "@roe = roe"]),
        ("Words.[^1]\n\n[^1]: Note [@doe].", ["[@doe] = doe"]),
        ("!!! note\n\n    Text [@doe].", ["[@doe] = doe"]),
        ("*Words [@doe]* and **@roe** and _@ham_x", ["[@doe] = doe", "@roe = roe", "@ham_x = ham_x"]),
        ("[as @doe says](https://example.org)", ["@doe = doe"]),
        ("[@doe](https://example.org)", ["@doe = doe"]),
        ("[see [@doe]](https://example.org)", ["[@doe] = doe"]),
        ("`code`@doe and <b>x</b>@roe", ["@doe = doe", "@roe = roe"]),
        ("[@doe, `x; @y` and <https://example.org/@z;a>]", ["[@doe, `x; @y` and <https://example.org/@z;a>] = doe"]),
        ("One [@doe\n\n@roe]", ["@doe = doe", "@roe = roe"]),
    ],
)  # fmt: skip
def test_citations_are_found_wherever_words_are(text: str, found: list[str]) -> None:
    assert cited(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[@doe; words]", ["@doe = doe"]),
        ("[words; @doe]", ["@doe = doe"]),
        ("[@doe;]", ["@doe = doe"]),
        ("[@doe and @roe]", ["[@doe and @roe] = doe", "@roe = roe"]),
        ("[@doe", ["@doe = doe"]),
        ("@doe]", ["@doe = doe"]),
        ("\\[@doe]", ["@doe = doe"]),
        ("[@doe\\]", ["@doe = doe"]),
        ("[[@doe]]", ["[@doe] = doe"]),
        ("[@doe][@roe]", ["@doe = doe", "[@roe] = roe"]),
        ("[@doe][words]", ["@doe = doe"]),
        ("[@doe][^1]", ["[@doe] = doe"]),
        ("[@doe](words)", ["@doe = doe"]),
        ('[@doe](so "it" goes)', ["[@doe] = doe"]),
        ("[@doe](", ["[@doe] = doe"]),
        ("[@doe] (2010)", ["[@doe] = doe"]),
        ("[@doe]{.big}", ["@doe = doe"]),
        ('[@doe]{#own key="v w"}', ["@doe = doe"]),
        ("[@doe]{big}", ["[@doe] = doe"]),
        ("[@doe *open]", ["@doe = doe"]),
        ('[@doe "open; @roe]', ['[@doe "open; @roe] = doe roe']),
        ("[*@doe*]", ["@doe = doe"]),
        ("[^1 @doe]", ["[^1 @doe] = doe"]),
        ("@doe@roe", ["@doe = doe", "@roe = roe"]),
        ("@doe [words; words]", ["@doe = doe"]),
        ("@doe [words](a.md)", ["@doe = doe"]),
        ("@doe []", ["@doe [] = doe"]),
        ("@doe [^1]", ["@doe = doe"]),
        ("@doe\n\n[p. 4]", ["@doe = doe"]),
        ("--@doe", ["@doe = doe"]),
        ("a-@doe", ["@doe = doe"]),
    ],
)
def test_what_is_not_well_formed_is_read_as_pandoc_reads_it(text: str, found: list[str]) -> None:
    assert cited(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[@doe, "a; b"; @roe]', ["doe", "roe"]),
        ("[@doe, 'a; b' c; @roe]", ["doe", "roe"]),
        ("[@doe, it's; @roe, its']", ["doe", "roe"]),
        ("[@doe, “a”; @roe]", ["doe", "roe"]),
        ("[@doe, *a; b*; **@ham; c** @roe]", ["doe", "roe"]),
        ("[@doe, ***a; b* c;** d; @roe]", ["doe", "roe"]),
        ("[@doe, **a *b; c* d**; @roe]", ["doe", "roe"]),
        ("[@doe, 2 * 3; a * @roe]", ["doe", "roe"]),
        ("[@doe, a_b; c_@roe]", ["doe", "roe"]),
        ("[@doe \\; a; @roe]", ["doe", "roe"]),
        ("[@doe &amp; a; @roe]", ["doe", "roe"]),
        ("[@doe R&D; @roe]", ["doe", "roe"]),
        ("[@doe [a; b]; @roe]", ["doe", "roe"]),
        ("[@doe's view; @roe's view] 'said'", ["doe", "roe"]),
        ("'Tis so [@doe 'a; b'; @roe]", ["doe", "roe"]),
        ('"So [@doe, c; @roe]"', ["doe", "roe"]),
    ],
)
def test_semicolons_part_sources_but_not_within_marks(text: str, found: list[str]) -> None:
    assert [source.key for source in scan_text(text)[0].items] == found


@pytest.mark.parametrize(
    ("after", "locator", "suffix"),
    [
        ("", "", ""),
        (", p. 4", "p. 4", ""),
        (" p. 4", "p. 4", ""),
        (", pp. 3–5, 7 and 9", "pp. 3–5, 7 and 9", ""),
        (", pp. 3-5 & 7", "pp. 3-5 & 7", ""),
        (", 33", "33", ""),
        (", p.\u00a04", "p.\u00a04", ""),
        (", p.\n4", "p.\n4", ""),
        (", §4.2", "§4.2", ""),
        (", ¶ 4", "¶ 4", ""),
        (", para. 3(1)(a)", "para. 3(1)(a)", ""),
        (", s. 12A", "s. 12A", ""),
        (", p. iv", "p. iv", ""),
        (", iv", "", ", iv"),
        (", chapter 2, emphasis added", "chapter 2", ", emphasis added"),
        (", p. 4.", "p. 4", "."),
        (", p. 4 (my words)", "p. 4", "(my words)"),
        (" and others", "", "and others"),
        (", who adds 5 points", "", ", who adds 5 points"),
        (", 2nd edn", "", ", 2nd edn"),
        (", p.4", "p.4", ""),
        (", s.5(2) and more", "s.5(2)", "and more"),
        (", 00:12:30", "", ", 00:12:30"),
        (", pages", "", ", pages"),
        (", {p. 3, at the top} and more", "p. 3, at the top", "and more"),
        (", {vol. 2}", "vol. 2", ""),
        (", 'p. 4'", "", ", 'p. 4'"),
    ],
)
def test_what_follows_a_key_is_a_locator_and_a_suffix(after: str, locator: str, suffix: str) -> None:
    found = item(f"[@doe{after}]")
    assert (found.after, found.locator, found.suffix) == (after, locator, suffix)


def test_line_ends_within_a_citation_lose_what_their_block_puts_before_a_line() -> None:
    text = "> - See [as\n>     we say, @doe,\n>     p. 4;\n> @roe]"
    (found,) = scan_body(read_body(Source("page.md", text), 0))
    assert [(part.prefix, part.after, part.locator) for part in found.items] == [
        ("as\nwe say,", ",\np. 4", "p. 4"),
        ("", "", ""),
    ]


def test_a_piece_of_a_page_can_be_read_by_itself() -> None:
    text = "[@doe] [@roe] [@ham]"
    assert [found.items[0].key for found in scan(text, text, 7, 13)] == ["roe"]


def test_a_thousand_brackets_within_brackets_are_no_trouble() -> None:
    for count in (1_000, 20_000):
        assert scan_text("[" * count + "@doe" + "]" * count)[0].items[0].key == "doe"
        assert scan_text("[" * count) == ()
        assert {found.items[0].key for found in scan_text("[@doe " * count + "]" * count)} == {"doe"}
        assert {found.items[0].key for found in scan_text("@doe [so " * count + "]" * count)} == {"doe"}


def test_sixteen_brackets_within_brackets_are_looked_into() -> None:
    text = "".join(f"[@k{number} " for number in range(20)) + "]" * 20
    found = scan_text(text)
    assert [(citation.items[0].key, citation.narrative) for citation in found] == [
        (f"k{number}", number > 15) for number in range(20)
    ]


PIECES = (
    "[@a ", "@a [b ", "@a [@b ", "[@a]", "[@a; ", "[@a;@b ", "@a;", ";", "@", "@a", "@a ", "-@a", "@{", "@{a{", "@a.",
    "&a", "&amp;", "\\;", "*a ", "**a *b ", "_a", "_@a_ ", "*b _c ", "'a ", '"a ', "'a \"b ", "['a \"b ]", "[@a 'b]",
    "[@a](x ", "[@a](x '", '[@a]{k="', "[@a]{a", "[@a]{a-", "-", ".", " ", "\n", "[^", "[^a", "](", "[]", "[@a][",
    "@a[",
)  # fmt: skip


def steps(text: str) -> int:
    """Count the calls that it takes to read a text."""
    count = 0

    def called(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(called)
    try:
        scan_text(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("around", ["{}", "[@a {}]", "@b [{}] [@a]"])
def test_a_text_twice_as_long_takes_twice_as_many_steps(around: str, piece: str) -> None:
    short, long = (steps(around.format(piece * count)) for count in (200, 400))
    assert long < 2.2 * short + 100


def test_a_page_of_a_million_letters_is_read_in_one_go() -> None:
    text = "\n\n".join(piece * (25_000 // len(piece)) for piece in PIECES)
    assert len(text) > 1_000_000
    assert len(scan_body(read_body(Source("page.md", text), 0))) > 10_000


@pytest.mark.parametrize(
    "text", ["[@a" + " " * 100_000 + "]", "[@a, " + "1, " * 50_000 + "]", "[@a " + "1" * 100_000 + "x]"]
)
def test_a_locator_is_found_in_one_go(text: str) -> None:
    assert len(item(text).locator + item(text).suffix) <= len(text)
