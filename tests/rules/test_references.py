"""The rules about the reference library: what does not fit on their pages."""

from collections.abc import Callable

import pytest

from evidence.rules.references import (
    duplicate_reference,
    incomplete_reference,
    malformed_address,
    malformed_author,
    malformed_doi,
    unreadable_reference,
)

Told = Callable[..., list[str]]

ET_AL = "holds 'et al', which would be read as a person's name."
EITHER = "could be a person or an organisation."
ONE = "it is one organisation, write"
PEOPLE = "If these are people, write Surname, Given: Loeffler, Elke and Bovaird, Tony"
SEVERAL = "looks like several names in one."
LOST = "A name is missing beside an 'and'."


def entry(key: str = "a2020", **fields: str) -> str:
    return f"@misc{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def words(told: list[str]) -> list[str]:
    """Leave out where each finding stands."""
    return [line.split(": ", 1)[1] for line in told]


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Bovaird, Tony", []),
        ("Bovaird, Tony and Loeffler, Elke and others", []),
        ("{Social Care Wales}", []),
        ("{{NHS {E}ngland} and {DHSC}}", []),
        ("{Health and Social Care Alliance} and Burns, Kim", []),
        ("{Social Care Wales} and\n    {NHS England}", []),
        ("van der Berg, Anna and de la Cruz, J.-P.", []),
        ("King, Jr., Martin Luther", []),
        ("M{\\\"u}ller, J{\\'o}n and {\\'O}g, Ann", []),
        ("O'Neill, Mary and Ŵyn, Siân", []),
        ("Sandy, Anderson AND Band, Ann", []),
        ("Bovaird, T. et al", [f"'Bovaird, T. et al' {ET_AL}"]),
        ("Bovaird, T. and et. al.", [f"'et. al.' {ET_AL}"]),
        ("{Bovaird et al.}", [f"'{{Bovaird et al.}}' {ET_AL}"]),
        ("Tony Bovaird", [f"'Tony Bovaird' {EITHER}"]),
        ("SCIE", [f"'SCIE' {EITHER}"]),
        ("Anonymous and Bovaird, Tony", [f"'Anonymous' {EITHER}"]),
        ("{Social Care} Wales", [f"'{{Social Care}} Wales' {EITHER}"]),
        ("Tony Bovaird and Elke Loeffler", ["The 'and' in 'Tony Bovaird and Elke Loeffler' parts it into 2 names."]),
        ("Bovaird, Tony & Loeffler, Elke", [f"'Bovaird, Tony & Loeffler, Elke' {SEVERAL}"]),
        ("Bovaird, Tony \\& Loeffler, Elke", [f"'Bovaird, Tony \\& Loeffler, Elke' {SEVERAL}"]),
        ("Bovaird, T.; Loeffler, E.", [f"'Bovaird, T.; Loeffler, E.' {SEVERAL}"]),
        ("Bovaird T, Loeffler EM", [f"'Bovaird T, Loeffler EM' {SEVERAL}"]),
        ("Bovaird, T., Loeffler, E.", [f"'Bovaird, T., Loeffler, E.' {SEVERAL}"]),
        (", Tony", ["', Tony' has a comma but no name on one side of it."]),
        ("Bovaird, Tony and and Loeffler, Elke", [LOST]),
        ("and Bovaird, Tony", [LOST]),
        ("others", []),
        ("", []),
    ],
)
def test_a_name_is_a_person_or_an_organisation(told: Told, author: str, expected: list[str]) -> None:
    assert words(told(malformed_author, library=entry(author=author))) == expected
    assert words(told(malformed_author, library=entry(editor=author))) == expected


@pytest.mark.parametrize(
    ("author", "hint"),
    [
        ("Tony Bovaird", "Write {Tony Bovaird} if it is an organisation, or Bovaird, Tony if it is a person."),
        (
            "{Social Care} Wales",
            "Write {Social Care Wales} if it is an organisation, or Wales, Social Care if it is a person.",
        ),
        ("SCIE", "Write {SCIE} if it is an organisation, or Surname, Given if it is a person."),
        ("Department of Health and Social Care", f"If {ONE} {{{{Department of Health and Social Care}}}}. {PEOPLE}"),
        ("Burns, Kim and {Public} Health and Care", f"If {ONE} {{Public Health and Care}}. {PEOPLE}"),
    ],
)
def test_both_ways_to_write_a_name_are_shown(hinted: Told, author: str, hint: str) -> None:
    assert hinted(malformed_author, library=entry(author=author)) == [hint]


@pytest.mark.parametrize(
    ("library", "expected"),
    [
        (entry("a") + entry("A"), ["The key 'A' is taken: an entry above has the key 'a'."]),
        (entry("a") + entry("a"), ["The key 'a' is taken: an entry above has the key 'a'."]),
        (
            entry("a", doi="10.1000/X") + entry("b", doi="https://doi.org/10.1000/x"),
            ["This source may already be here as 'a': it has the same DOI."],
        ),
        (
            entry("a", title="One: {Two}", year="2020") + entry("b", title="one, two", year="2020"),
            ["This source may already be here as 'a': it has the same title and year."],
        ),
        (
            entry("a", title="One", year="n.d.") + entry("b", title="One"),
            ["This source may already be here as 'a': it has the same title and year."],
        ),
        (
            entry("a", title="One", year="2020", doi="10.1000/x")
            + entry("b", title="One", year="2020", doi="10.1000/x"),
            ["This source may already be here as 'a': it has the same DOI."],
        ),
        (
            entry("a", title="One", year="2020", doi="10.1000/x") + entry("b", title="One", year="2020"),
            ["This source may already be here as 'a': it has the same title and year."],
        ),
        (
            entry("a", url="https://doi.org/10.1000/X") + entry("b", doi="10.1000/x"),
            ["This source may already be here as 'a': it has the same DOI."],
        ),
        (entry("a", title="One", doi="10.1000/x") + entry("b", title="One", doi="10.1000/y"), []),
        (entry("a", title="One", year="2020") + entry("b", title="One", year="2021"), []),
        (entry("a") + entry("b"), []),
        (entry("a", title="?!", year="2020") + entry("b", title="…", year="2020"), []),
    ],
)
def test_a_work_stands_once(told: Told, library: str, expected: list[str]) -> None:
    assert words(told(duplicate_reference, library=library)) == expected


WHOLE = {"author": "Bovaird, Tony", "title": "A work", "year": "2020", "url": "https://example.org/", "seen": "whole"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"author": ""}, ["author"]),
        ({"author": "", "editor": "Bovaird, Tony"}, []),
        ({"author": "", "institution": "A council"}, []),
        ({"author": "", "organization": "A council"}, []),
        ({"title": "{}"}, ["title"]),
        ({"year": ""}, ["year"]),
        ({"year": "soon"}, ["year that we can read"]),
        ({"year": "n.d."}, []),
        ({"year": "2020-21"}, []),
        ({"year": "2019/2020"}, []),
        ({"year": "in press"}, []),
        ({"year": "", "date": "2020-05-01"}, []),
        ({"url": ""}, ["place to find it"]),
        ({"url": "", "doi": "10.1000/x"}, []),
        ({"url": "", "journal": "A journal"}, []),
        ({"url": "", "publisher": "A press"}, []),
        ({"url": "", "note": "In a drawer"}, ["place to find it"]),
        ({"seen": ""}, ["word on how much of it has been read"]),
    ],
)
def test_an_entry_has_what_readers_need(told: Told, fields: dict[str, str], expected: list[str]) -> None:
    library = entry(**{name: value for name, value in {**WHOLE, **fields}.items() if value})

    assert words(told(incomplete_reference, library=library)) == [
        f"The reference 'a2020' has no {it}." for it in expected
    ]


@pytest.mark.parametrize(
    ("doi", "good"),
    [
        ("10.1111/hex.14053", True),
        ("10.1002/(SICI)1099-1441(199901)8:1<1::AID-X>3.0.CO;2-7", True),
        ("10.1332/23986808Y2024D000000033", True),
        ("doi:10.1111/hex.14053", False),
        ("http://dx.doi.org/10.1111/hex.14053", False),
        ("10.1111/hex 14053", False),
        ("10.1111/", False),
        ("11.1111/hex", False),
        ("10.1111/hex.", False),
    ],
)
def test_a_doi_is_bare(told: Told, doi: str, good: bool) -> None:
    assert words(told(malformed_doi, library=entry(doi=doi))) == (
        [] if good else [f"'{doi}' is not how we write a DOI."]
    )


@pytest.mark.parametrize("doi", ["https://doi.org/10.1111/hex.14053", "10.1111/hex. 14053", "doi: 10.1111/hex.14053."])
def test_the_doi_within_what_was_typed_is_shown(hinted: Told, doi: str) -> None:
    assert hinted(malformed_doi, library=entry(doi=doi)) == ["Write doi = {10.1111/hex.14053}"]


def test_signs_that_a_page_was_written_with_are_told(told: Told, hinted: Told) -> None:
    library = entry(title="Health &amp; care", url="https://example.org/?a&amp;b") + entry("b", title="R &D; &c.")
    where = "1:1: '&amp;' in the field 'title' of 'a2020' would be shown as it stands."
    assert told(unreadable_reference, library=library) == [where.replace("1:1", "2:12")]
    assert hinted(unreadable_reference, library=library) == ["Type the sign itself: &"]


def test_a_key_is_short_enough_for_the_name_of_a_file(told: Told) -> None:
    library = entry("a" * 120) + entry("ŵ" * 24) + entry("b" * 121) + entry("ŵ" * 31)
    assert told(unreadable_reference, library=library) == [
        f"5:1: The key '{'b' * 60} …' is too long to be the address of a page.",
        f"7:1: The key '{'ŵ' * 31}' is too long to be the address of a page.",
    ]


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org", True),
        ("http://example.org/a_b?c=d&e=f#g", True),
        ("https://example.org/(a),b;c~d%20e", True),
        ("https://example.org/Ŵyr", True),
        ("https://", False),
        ("https://example", False),
        ("example.org/a", False),
        ("ftp://example.org/a", False),
        ("javascript:alert(1)//example.org", False),
        ("data:text/html,example.org", False),
        ("https://example.org/a b", False),
        ("https://example.org/{a}", False),
        ("https://example.org/a\\_b", False),
        ("\\url{https://example.org/}", False),
        ("<https://example.org/>", False),
        ("https://[example.org/", False),
    ],
)
def test_an_address_is_whole(told: Told, url: str, good: bool) -> None:
    assert words(told(malformed_address, library=entry(url=url))) == (
        [] if good else [f"'{url}' is not a whole web address."]
    )


@pytest.mark.parametrize(
    ("day", "good"),
    [
        ("2026-11-23", True),
        ("2024-02-29", True),
        ("2026-02-29", False),
        ("2026-11", False),
        ("23 November 2026", False),
    ],
)
def test_the_day_of_reading_is_a_date(told: Told, day: str, good: bool) -> None:
    expected = [] if good else [f"'{day}' is not the day on which the page was read."]

    assert words(told(malformed_address, library=entry(urldate=day))) == expected


def test_one_bad_entry_leaves_the_others_readable(told: Told) -> None:
    library = entry("a") + "@misc{b, title = {B\n\n" + entry("c", doi="x")

    assert told(unreadable_reference, library=library) == ["3:1: The reference 'b' is opened but never closed."]
    assert told(malformed_doi, library=library) == ["6:10: 'x' is not how we write a DOI."]
