"""Keys in the house style."""

from pathlib import Path

import pytest

from evidence.bibliography import Name
from evidence.importing.keys import HOUSE_KEY, key_for
from evidence.importing.works import Work
from evidence.read import read_site

ROOT = Path(__file__).parents[2]


def work(author: str, year: str, title: str, key: str = "") -> Work:
    """Give a work by a person, or by an organisation if the name has no comma."""
    last, _, first = author.partition(", ")
    return Work("misc", {"year": year, "title": title}, (Name(last, first, not first),) if author else (), key=key)


KEYS = {
    "bovaird2007beyond": work("Bovaird, Tony", "2007", "The beyond-belief case"),
    "oneill2020care": work("O'Neill, Mary", "2020", "On Care"),
    "perez2021wyr": work("Pérez, José", "2021", "Ŵyr"),
    "vanderberg2020codesign": work("van der Berg, Jan", "2020", "Co-design for all"),
    "agecymrundgolden": work("Age Cymru", "n.d.", "The golden thread"),
    "scie2013coproduction": work("Social Care Institute for Excellence", "2013", "Co-production"),
    "anon2014source": work("", "2014", "…"),
    "foxndcare": work("Fox, Ann", "in press", "Care"),
    "a2014is": work("A, B", "2014", "Is it"),
}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_names_who_when_and_what(key: str) -> None:
    assert key_for(KEYS[key], ()) == key
    assert HOUSE_KEY.fullmatch(key)


def test_a_key_that_is_taken_goes_on_with_the_next_word_and_then_with_letters() -> None:
    new = work("Fox, Ann", "2022", "Perspectives on care")

    assert key_for(new, ["Fox2022Perspectives"]) == "fox2022care"
    assert key_for(new, ["fox2022perspectives", "fox2022care"]) == "fox2022perspectivesb"


def test_a_key_in_the_house_style_stays() -> None:
    assert key_for(work("Fox, Ann", "2022", "Care", "fox2022support"), ()) == "fox2022support"
    assert key_for(work("Fox, Ann", "2022", "Care", "fox_2022-1"), ()) == "fox2022care"
    assert key_for(work("Fox, Ann", "2022", "Care", "fox2022support"), ["fox2022support"]) == "fox2022care"


def test_every_key_of_our_library_is_in_the_house_style() -> None:
    keys = read_site(ROOT).library.references

    assert [key for key in keys if not HOUSE_KEY.fullmatch(key)] == []
