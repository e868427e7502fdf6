"""How a new entry is written, and where in references.bib it goes."""

import pytest

from evidence.bibliography import read_library
from evidence.entries import Entry, typed, with_entries
from evidence.latex import plain
from evidence.source import Source

LIBRARY = """% The library.

@misc{b2020b,
  title = {B},
}

% About d.
% Its second line.
@misc{d2020d,
  title = {D},
}
% The end.
"""


def added(text: str, *keys: str) -> str:
    entries = [Entry("misc", key, {"title": key[0].upper()}) for key in keys]
    return with_entries(read_library(Source("references.bib", text)), entries)


def written(key: str) -> str:
    return f"@misc{{{key},\n  title        = {{{key[0].upper()}}},\n}}\n"


def test_an_entry_goes_before_the_first_that_follows_it_and_before_the_comment_above_that() -> None:
    above, below = LIBRARY.split("% About d.")

    assert added(LIBRARY, "c2020c") == f"{above}{written('c2020c')}\n% About d.{below}"


def test_the_first_goes_below_what_opens_the_file_and_the_last_to_the_end() -> None:
    opening, rest = LIBRARY.split("@misc{b", 1)

    assert added(LIBRARY, "Z2020z", "a2020a") == f"{opening}{written('a2020a')}\n@misc{{b{rest}\n{written('Z2020z')}"


def test_several_go_each_to_its_place_in_order() -> None:
    found = read_library(Source("references.bib", added(LIBRARY, "e2020e", "C2020c", "a2020a", "ca2020c")))

    assert list(found.references) == ["a2020a", "b2020b", "C2020c", "ca2020c", "d2020d", "e2020e"]


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_library_gets_its_first(text: str) -> None:
    assert added(text, "a2020a") == written("a2020a")


def test_fields_stand_in_the_order_of_the_house() -> None:
    fields = {"note": "N", "seen": "part", "colour": "blue", "month": "may", "title": "T", "author": "{A}"}

    assert str(Entry("book", "a2020t", fields)) == (
        "@book{a2020t,\n"
        "  author       = {{A}},\n"
        "  title        = {T},\n"
        "  month        = may,\n"
        "  seen         = {part},\n"
        "  note         = {N},\n"
        "  colour       = {blue},\n"
        "}"
    )


@pytest.mark.parametrize(
    "words", ["Care & Support: 50% more, £5 or $6", '#1_b ~ ŵ – “q” ‘r’ it’s (Wales) <b> a|b ^ "c"', "日本 «x»"]
)
def test_words_are_read_back_as_they_were_typed(words: str) -> None:
    assert plain(typed(words)) == words


def test_signs_that_the_library_cannot_hold_are_written_as_their_like() -> None:
    assert plain(typed("a {b} \\c `d")) == "a (b) /c ‘d"
