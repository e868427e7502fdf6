"""Which works stand in the library already."""

import pytest

from evidence.bibliography import Name, Reference, read_library
from evidence.importing.duplicates import same_work
from evidence.importing.works import Work
from evidence.source import Source

BEYOND = "Beyond engagement and participation: user and community coproduction"


def references(fields: str = "") -> list[Reference]:
    text = f"@article{{bovaird2007beyond, title = {{{BEYOND}}}, year = {{2007}}, {fields}}}"
    return list(read_library(Source("references.bib", text)).references.values())


@pytest.mark.parametrize("title", [BEYOND, BEYOND.upper(), BEYOND.replace(" ", " – ")])
def test_the_same_title_and_year_is_one_work_wherever_it_stands(title: str) -> None:
    new = Work("misc", {"title": title, "year": "2007", "url": "https://a.test/"})

    assert same_work(new, references("url = {https://b.test/}")) == ("bovaird2007beyond", "title and year")


def test_almost_the_same_title_at_another_address_is_another_work() -> None:
    results = Work("misc", {"title": f"{BEYOND} -- results", "year": "2008", "url": "https://a.test/results"})

    assert same_work(results, references("url = {https://a.test/}")) == ("", "")
    assert same_work(results, references("doi = {10.1234/ab}, url = {https://a.test/}"))[0] == "bovaird2007beyond"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        (BEYOND.upper(), "2008"),
        ("Beyond Engagement & Participation – User and Community Co-production", "n.d."),
        ("Beyond Engagement and Participation", "2007"),
    ],
)
def test_a_title_that_is_almost_the_same_in_about_the_same_year_is_one_work(title: str, year: str) -> None:
    assert same_work(Work("misc", {"title": title, "year": year}), references()) == (
        "bovaird2007beyond",
        "title, or almost",
    )


@pytest.mark.parametrize(
    ("author", "key"),
    [
        (Name("Bovaird", "T.", False), "bovaird2007beyond"),
        (Name("Tony Bovaird", "", True), "bovaird2007beyond"),
        (Name("SCW", "", True), "bovaird2007beyond"),
        (Name("others", "", False), "bovaird2007beyond"),
        (Name("Needham", "Catherine", False), ""),
    ],
)
def test_works_with_almost_the_same_title_have_an_author_in_common_or_none_is_known(author: Name, key: str) -> None:
    known = references("author = {Bovaird, Tony and {Social Care Wales}}, shortauthor = {SCW}")

    assert same_work(Work("misc", {"title": BEYOND, "year": "n.d."}, (author,)), known)[0] == key


@pytest.mark.parametrize(
    ("title", "year"),
    [
        (BEYOND, "2015"),
        ("Beyond engagement: a reply to critics", "2007"),
        (f"{BEYOND} 2", "2007"),
        ("Beyond", "2007"),
        ("", "2007"),
    ],
)
def test_other_titles_and_years_are_other_works(title: str, year: str) -> None:
    assert same_work(Work("misc", {"title": title, "year": year}), references()) == ("", "")


def test_the_same_doi_is_one_work_whatever_its_title() -> None:
    new = Work("misc", {"title": "Another", "doi": "10.1234/AB"})

    assert same_work(new, references("doi = {10.1234/ab}")) == ("bovaird2007beyond", "DOI")


def test_two_dois_tell_two_works_with_one_title_apart() -> None:
    new = Work("misc", {"title": BEYOND, "year": "2007", "doi": "10.1234/cd"})

    assert same_work(new, references("doi = {10.1234/ab}")) == ("", "")


def test_the_same_key_is_one_work() -> None:
    new = Work("misc", {"title": "Another"}, key="Bovaird2007beyond")

    assert same_work(new, references()) == ("bovaird2007beyond", "key")
