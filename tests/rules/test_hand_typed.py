"""The rule about citations that are typed by hand: what is taken for one, and what is left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.read import read_site
from evidence.rules import check
from evidence.rules.hand_typed import hand_typed_citation

Told = Callable[..., list[str]]

BY_HAND = "is typed by hand, so it does not lead to its source."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bovaird (2007) says so.", ["1:1: 'Bovaird (2007)'"]),
        ("It is so (Bovaird, 2007).", ["1:10: '(Bovaird, 2007)'"]),
        ("It is so (Bovaird 2007: 4).", ["1:11: 'Bovaird 2007'"]),
        ("It is so (see e.g. Bovaird, 2007, p. 4).", ["1:20: 'Bovaird, 2007'"]),
        ("It is so (BOVAIRD, 2007a).", ["1:10: '(BOVAIRD, 2007a)'"]),
        ("Bovaird, T. (2007) says so.", ["1:1: 'Bovaird, T. (2007)'"]),
        ("Bovaird's (2007) and Bovaird’s (2007) view.", ["1:1: 'Bovaird's (2007)'", "1:22: 'Bovaird’s (2007)'"]),
        ("**Bovaird** (2007) says so.", ["1:1: '**Bovaird** (2007)'"]),
        ("**So Bovaird (2007) says.**", ["1:6: 'Bovaird (2007)'"]),
        ("So Bovaird ( 2007 ) says.", ["1:4: 'Bovaird ( 2007 )'"]),
        ("So Bovaird (2007, p. 4) says.", ["1:4: 'Bovaird (2007, p. 4)'"]),
        ("The institute (SCIE) (n.d.) says so.", ["1:15: '(SCIE) (n.d.)'"]),
        ("It is so (SCIE, no date).", ["1:10: '(SCIE, no date)'"]),
        ("It is so (Bovaird,\n2007).", ["1:10: '(Bovaird, 2007)'"]),
        ("Loeffler and Bovaird (2019) say so.", ["1:1: 'Loeffler and Bovaird (2019)'"]),
        ("It is so (Loeffler & Bovaird, 2019).", ["1:10: '(Loeffler & Bovaird, 2019)'"]),
        ("It is so (Loeffler et al., 2019).", ["1:10: '(Loeffler et al., 2019)'"]),
        ("Ayiwe et al. (2022) say so.", ["1:1: 'Ayiwe et al. (2022)'"]),
        ("Ayiwe et al (2022) say so.", ["1:1: 'Ayiwe et al (2022)'"]),
        ("Ayiwe and others (2022) say so.", ["1:1: 'Ayiwe and others (2022)'"]),
        ("Ayiwe and colleagues (2022) say so.", ["1:1: 'Ayiwe and colleagues (2022)'"]),
        ("Ayiwe, Burns and Coll (2022) say so.", ["1:1: 'Ayiwe, Burns and Coll (2022)'"]),
        ("It is so (Ayiwe, Burns & Coll 2022).", ["1:10: '(Ayiwe, Burns & Coll 2022)'"]),
        ("O’Neill et al. (2020b) say so.", ["1:1: 'O’Neill et al. (2020b)'"]),
        ("Social Care Wales (2019) says so.", ["1:1: 'Social Care Wales (2019)'"]),
        (
            "It is so (SCIE, n.d.; Social Care Institute for Excellence, n.d.).",
            ["1:11: 'SCIE, n.d.'", "1:23: 'Social Care Institute for Excellence, n.d.'"],
        ),
        ("It is so (Bovaird, 2007; Ayiwe et al., 2022).", ["1:11: 'Bovaird, 2007'", "1:26: 'Ayiwe et al., 2022'"]),
        ("The Care Act (2014) asks for it.", ["1:5: 'Care Act (2014)'"]),
        ("## Bovaird (2007)", ["1:4: 'Bovaird (2007)'"]),
        ("| a | b |\n|---|---|\n| Bovaird (2007) | c |", ["3:3: 'Bovaird (2007)'"]),
        ("[Bovaird (2007)](https://example.org/)", ["1:2: 'Bovaird (2007)'"]),
        ("So [@bovaird2007beyond, cited in Ayiwe et al. (2022)].", ["1:34: 'Ayiwe et al. (2022)'"]),
        ("“Ask” is not enough (Bovaird, 2007). “Do”.", ["1:21: '(Bovaird, 2007)'"]),
        ("People's councils' views (Bovaird, 2007).", ["1:26: '(Bovaird, 2007)'"]),
    ],
)
def test_names_and_years_of_the_library_are_told(told: Told, text: str, expected: list[str]) -> None:
    assert told(hand_typed_citation, text) == [f"{line} {BY_HAND}" for line in expected]


@pytest.mark.parametrize(
    "text",
    [
        "“As Bovaird (2007) says”.",
        '"As Bovaird (2007)\nsays".',
        "‘As the people’s Bovaird (2007) says’.",
        "'As Bovaird (2007) says'.",
        "<q>As Bovaird (2007) says</q>",
        "`Bovaird (2007)` and `(Bovaird, 2007)`",
        "```\nBovaird (2007)\n```",
        "<!-- Bovaird (2007) -->",
        "It began (2007) and ended (2022).",
        "Bovaird (2008) says so.",
        "Murphy (2007) says so.",
        "Loeffler (2019) says so.",
        "Ayiwe (2022) says so.",
        "Bovaird spoke in 2007 and 2022.",
        "Bovaird, 2007",
        "Bovaird (in 2007) says so.",
        "Bovairdson (2007) says so.",
        "Bovaird (2007–2010) says so.",
        "Bovaird (no date) says so.",
        "[Words](https://example.org/Bovaird_(2007))",
        "@bovaird2007beyond says so [@ayiwe2022engaging, p. 4].",
        "(2007)",
    ],
)
def test_other_words_are_left_alone(told: Told, text: str) -> None:
    assert told(hand_typed_citation, text) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Bovaird (2007)", "Write @bovaird2007beyond in its place."),
        ("Bovaird (2007, p. 4)", "Write @bovaird2007beyond [p. 4] in its place."),
        ("Bovaird (2007: 4)", "Write @bovaird2007beyond [p. 4] in its place."),
        ("Bovaird (2007, pp. 4-5) and others", "Write @bovaird2007beyond [pp. 4-5] in its place."),
        ("Bovaird (2007; 2008)", "Write @bovaird2007beyond in its place."),
        ("(Bovaird, 2007)", "Write [@bovaird2007beyond] in its place."),
        ("(O'Neill et al., 2020)", "Write [@oneill2020a] or [@oneill2020b] in its place."),
        ("(O'Neill et al., 2020b)", "Write [@oneill2020b] in its place."),
    ],
)
def test_the_key_that_it_should_be_is_told(hinted: Told, text: str, hint: str) -> None:
    assert hinted(hand_typed_citation, text) == [hint]


def test_a_summary_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text('---\ntitle: A\nsummary: "As Bovaird (2007) says."\n---\n\nText.\n')
    (tmp_path / "references.bib").write_text("@misc{bovaird2007, author = {Bovaird, Tony}, title = {B}, year = 2007}")

    (problem,) = check(read_site(tmp_path), [hand_typed_citation])

    assert (problem.line, problem.column, problem.message) == (3, 14, f"'Bovaird (2007)' {BY_HAND}")


def test_of_many_works_of_a_year_three_are_named(hinted: Told) -> None:
    library = "".join(f"@misc{{scie{n}, author = {{{{SCIE}}}}, title = {{{n}}}, year = {{2022}}}}\n" for n in range(5))
    assert hinted(hand_typed_citation, "As SCIE (2022) says.", library) == [
        "Write @scie0 or @scie1 or @scie2 or one of 2 more in its place."
    ]
