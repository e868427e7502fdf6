"""Finding the name that was probably meant."""

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


def test_a_name_may_be_the_beginning_of_a_known_one() -> None:
    names = Names(("Bovaird2007beyond", "scie2022co"))

    assert [names.nearest(name) for name in ("bova", "BOV", "scie", "scies")] == [
        "Bovaird2007beyond",
        "",
        "scie2022co",
        "",
    ]


def test_among_no_names_none_is_near() -> None:
    assert Names(()).nearest("name") == ""


def test_many_unknown_names_are_looked_up_among_many_known_ones() -> None:
    known = [f"reference{number:06}" for number in range(20_000)]
    names = Names(known)

    assert [names.nearest(f"{name}x") for name in known[:200]] == known[:200]
