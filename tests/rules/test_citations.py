"""The rules about citations: what does not fit on their pages."""

from collections.abc import Callable

import pytest

from evidence.rules.citations import escaped_citation, unreadable_citation, unresolved_citation

Told = Callable[..., list[str]]

MISSING = "is not in our reference list."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A [@bovaird2007beyond; @nobody].", [f"1:24: The source 'nobody' {MISSING}"]),
        ("A [see -@nobody, p. 4].", [f"1:9: The source 'nobody' {MISSING}"]),
        ("@nobody [p. 4] says.", [f"1:1: The source 'nobody' {MISSING}"]),
        ("A [@Bovaird2007Beyond].", [f"1:4: The source 'Bovaird2007Beyond' {MISSING}"]),
        ("## Heading [@nobody]", [f"1:13: The source 'nobody' {MISSING}"]),
        ("| a | b |\n|---|---|\n| c | [@nobody] |", [f"3:8: The source 'nobody' {MISSING}"]),
        ("> Said [@nobody].", [f"1:9: The source 'nobody' {MISSING}"]),
        ('!!! note "As [@nobody] says"\n    Text.', [f"1:15: The source 'nobody' {MISSING}"]),
        ("Text.[^1]\n\n[^1]: See [@nobody].", [f"3:12: The source 'nobody' {MISSING}"]),
        ("---\ntitle: T\nperiod: '2020 [@nobody]'\n---\n", [f"3:16: The source 'nobody' {MISSING}"]),
        ("A [@nobody] and [@nobody].", [f"1:4: The source 'nobody' {MISSING}", f"1:18: The source 'nobody' {MISSING}"]),
        ("`[@nobody]` and\n\n```\n[@nobody]\n```\n", []),
        ("me@nobody.org, https://example.org/@nobody and <https://example.org/@nobody>", []),
        ("\\@nobody", []),
        ("<!-- [@nobody] -->", []),
    ],
)
def test_a_key_is_looked_up_wherever_it_is_cited(told: Told, text: str, expected: list[str]) -> None:
    assert told(unresolved_citation, text) == expected


UNCLOSED = "The bracket that opens at '{}' is never closed."
NO_KEY = "There is no key right after the @ sign."
LINKED = "'@bovaird2007beyond' stands inside the words of a link, so it cannot lead to its source."
TOUCHING = "'{}' touches the brackets that follow it, so it would not be read as a citation."
NO_SOURCE = "In '{}' a part between semicolons names no source."
UNCLEAR = "In '{}' we cannot tell what belongs to the source."
LOST = "stands where we read no citations, so it cannot lead to its source."
PLAIN = "'@{}' stands in '{}', which holds plain words and leads to no source."
PICTURED = "'@bovaird2007beyond' stands in the description of a picture, so it cannot lead to its source."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![As @bovaird2007beyond says][x]", [f"1:1: {PICTURED}"]),
        ("![A [@bovaird2007beyond] chart](x.png)", [f"1:1: {PICTURED}"]),
        ('[a](x.md "See [@scw2019]")', [f"1:15: '[@scw2019' {LOST}"]),
        ('An <abbr title="[-@scw2019]">R</abbr>', [f"1:17: '[-@scw2019' {LOST}"]),
        ('``` md title="As [@scw2019]"\nCode [@scw2019].\n```', [f"1:18: '[@scw2019' {LOST}"]),
        ("[SCW]: wales.md '[@scw2019]'", [f"1:18: '[@scw2019' {LOST}"]),
        ("---\ntitle: T\nsummary: A [@scw2019] b.\n---\n", [f"3:12: {PLAIN.format('scw2019', 'summary')}"]),
        ("---\ntitle: As @scw2019 says\n---\n", [f"2:11: {PLAIN.format('scw2019', 'title')}"]),
        ("---\nchanges:\n  - 2026-11-23: See [@scw2019].\n---\n", [f"3:21: {PLAIN.format('scw2019', 'changes')}"]),
        ("A [see @bovaird2007beyond, p. 4", ["1:3: " + UNCLOSED.format("[see @bovaird2007beyond, p. 4")]),
        ("A [@bovaird2007beyond, p. 4\n\nNext]", ["1:3: " + UNCLOSED.format("[@bovaird2007beyond, p. 4")]),
        ("| a | b |\n|---|---|\n| [@bovaird2007beyond | c] |", ["3:3: " + UNCLOSED.format("[@bovaird2007beyond")]),
        ("A [@bovaird2007beyond\nand [@scw2019].", ["1:3: " + UNCLOSED.format("[@bovaird2007beyond and [@scw2019].")]),
        ("A [-@ bovaird2007beyond].", [f"1:5: {NO_KEY}"]),
        (
            "A [@scw2019; @ bovaird2007beyond].",
            [f"1:14: {NO_KEY}", "1:3: " + NO_SOURCE.format("[@scw2019; @ bovaird2007beyond]")],
        ),
        ("A [@\nbovaird2007beyond].", [f"1:4: {NO_KEY}"]),
        ("A [see @].", []),
        ("Meet us [tickets @ noon].", []),
        ("Ring us @ noon [or later].", []),
        ("A [[see @bovaird2007beyond, p. 4]].", ["1:3: '@bovaird2007beyond' stands in two pairs of square brackets."]),
        ("A [note: so says [@bovaird2007beyond]].", []),
        ("[Words, see [@bovaird2007beyond]](x.md)", [f"1:13: {LINKED}"]),
        ("[Words @bovaird2007beyond][x]\n\n[x]: https://example.org/", [f"1:8: {LINKED}"]),
        ("[@bovaird2007beyond][@scw2019]", ["1:1: " + TOUCHING.format("[@bovaird2007beyond]")]),
        ("[@scw2019]{.x}", ["1:1: " + TOUCHING.format("[@scw2019]")]),
        ("[@bovaird2007beyond](x.md)", [f"1:2: {LINKED}"]),
        ("[see; @bovaird2007beyond]", ["1:1: " + NO_SOURCE.format("[see; @bovaird2007beyond]")]),
        ("[*see @bovaird2007beyond*]", ["1:1: " + UNCLEAR.format("[*see @bovaird2007beyond*]")]),
        ("![See [@bovaird2007beyond]](x.png)", [f"1:1: {PICTURED}"]),
        ("![Write to me@example.org](x.png)", []),
        (
            "[scieguide] and [SCIEGUIDE] and [sic].",
            ["1:1: '[scieguide]' names a source but has no @ sign, so it would not show."],
        ),
        (
            "A [see scieguide, p. 4].",
            ["1:3: '[see scieguide, p. 4]' names a source but has no @ sign, so it would not show."],
        ),
        ("[words][scieguide]\n\n[scieguide]: https://example.org/", []),
        ("[scieguide](https://example.org/) and \\[scieguide]", []),
        ("`[@ x] [[@bovaird2007beyond]] [@bovaird2007beyond`", []),
        ("\\[@bovaird2007beyond", []),
        ("@bovaird2007beyond [p. 4; see @scw2019] says.", []),
        ("- [ ] open\n- [x] done [@bovaird2007beyond]", []),
        ("Text.[^1] And [@bovaird2007beyond].\n\n[^1]: Note.", []),
    ],
)
def test_what_cannot_be_read_as_a_citation_is_told(told: Told, text: str, expected: list[str]) -> None:
    assert sorted(told(unreadable_citation, text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A \\[@x].", ["1:3: The backslash before '[@x]' keeps it from being read as a citation."]),
        (
            "A \\[see\n@x, p. 4\\].",
            ["1:3: The backslash before '[see @x, p. 4]' keeps it from being read as a citation."],
        ),
        ("A \\\\\\[@x].", ["1:5: The backslash before '[@x]' keeps it from being read as a citation."]),
        ("A \\\\[@bovaird2007beyond].", []),
        ("A \\[\\@x].", []),
        ("A \\[me@example.org].", []),
        ("A \\[see\n\n@x].", []),
        ("```\n\\[@x]\n```", []),
    ],
)
def test_a_backslash_before_a_citation_is_told(told: Told, text: str, expected: list[str]) -> None:
    assert told(escaped_citation, text) == expected


def test_many_citations_out_of_place_are_told_in_one_go(told: Told) -> None:
    assert len(told(unreadable_citation, "[@a" * 130_000)) == 130_000
