"""Finding the name that was probably meant."""

import time

import pytest

from evidence.rules.nearest import Names

KEYS = ("bovaird2007beyond", "bovaird2012user", "ayiwe2022engaging", "SCIEguide", "Wales")


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("bovaird2008", "bovaird2007beyond"),
        ("Bovaird2007Beyond", "bovaird2007beyond"),
        ("vobaird2007beyond", "bovaird2007beyond"),
        ("bovaird2012users", "bovaird2012user"),
        ("ayiwe2022engagement", "ayiwe2022engaging"),
        ("scieguide", "SCIEguide"),
        ("wale", "Wales"),
        ("nothing", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_found(name: str, nearest: str) -> None:
    assert Names(KEYS).nearest(name) == nearest


def test_among_no_names_none_is_near() -> None:
    assert Names(()).nearest("name") == ""


def test_many_unknown_names_take_no_longer_among_many_known_ones() -> None:
    names = Names([f"reference{number:06}" for number in range(20_000)])
    names.nearest("x")
    start = time.process_time()
    for number in range(200):
        names.nearest(f"reference{number:06}x")

    assert time.process_time() - start < 5
