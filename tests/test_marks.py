"""Marks: the whole is drawn, the part is filled, and a page carries the drawings that it uses."""

import re

import pytest
from lxml import html

from evidence.kinds import GROUPS, NATIONS, READING
from evidence.ladder import BANDS, band_slug
from evidence.marks import inked, mark, sprite

NAMES = [
    *(f"nation-{nation}" for nation in NATIONS),
    *(f"band-{band_slug(band)}" for band in BANDS),
    *(f"read-{seen}" for seen in READING),
    *(f"kind-{group.slug}" for group in GROUPS),
    *(f"grid-{row}{column}" for row in range(3) for column in range(3)),
]


@pytest.mark.parametrize("name", NAMES)
def test_each_mark_is_drawn_once_however_often_it_is_used(name: str) -> None:
    drawing = html.fragment_fromstring(sprite(mark(name) + mark(name), mark(name)))

    assert [symbol.get("id") for symbol in drawing.iter("symbol")] == [f"mark-{name}"]
    assert drawing.get("aria-hidden") == "true"


def test_no_two_marks_look_alike() -> None:
    drawings = [re.sub(r' id="[\w-]+"', "", sprite(mark(name))) for name in NAMES]

    assert len({*drawings}) == len(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(("nation", "grid"))])
def test_all_nations_and_cells_are_drawn_and_one_is_filled(name: str) -> None:
    shapes = [*html.fragment_fromstring(sprite(mark(name))).iter("rect")]

    assert len(shapes) == (4 if name.startswith("nation") else 9)
    assert [shape.get("fill") for shape in shapes].count("currentColor") == 1


def test_a_page_without_marks_carries_none_and_a_lost_name_draws_nothing() -> None:
    assert sprite("<p>No mark</p>", '<a href="#mark-nowhere">x</a>') == ""
    assert mark("nation-atlantis") == ""
    assert inked("nation-atlantis", "atlantis") == ""


def test_a_mark_has_the_colour_of_its_nation() -> None:
    assert inked("nation-wales", "wales") == f'<span class="dw-ink is-wales">{mark("nation-wales")}</span> '
