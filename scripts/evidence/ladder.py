"""The ladder of ways to involve people: its bands and rungs, from the fields of their pages."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from evidence.cases import Case, with_all
from evidence.content import Page, Site
from evidence.page_types import WAYS
from evidence.tables import Table, tables, words_of


class Rung(NamedTuple):
    """A way to involve people, where it stands on the ladder from 1 at the bottom, and its case studies."""

    page: Page
    position: str
    cases: int


class Band(NamedTuple):
    """A band of the ladder: its name, a short name, what it means, and its rungs from the top down."""

    name: str
    slug: str
    meaning: str
    rungs: tuple[Rung, ...]


def band_slug(band: str) -> str:
    """Give the short name of a band: "with" for doing with; empty for a way that stands in none."""
    return band.rpartition(" ")[2] if band in BANDS else ""


def from_the_top(site: Site) -> tuple[Page, ...]:
    """Give the pages of ways to involve from the ladder's top down, then those that stand on no rung."""
    ways = site.in_folder(WAYS.folder)
    rungs = [way for way in ways if way.text("position")]
    return (*reversed(rungs), *(way for way in ways if not way.text("position")))


def ladder(site: Site, cases: Iterable[Case]) -> tuple[Band, ...]:
    """Give the bands from the top down. What they mean stands in the table of bands on the page about the ladder."""
    found = tuple(cases)
    page = site.by_uri.get(f"{WAYS.folder}/index.md")
    meanings: Mapping[str, str] = {}
    for table in tables(page) if page else ():
        if page and is_of_bands(page, table):
            meanings = {words_of(page, row[0]).lower(): words_of(page, row[-1]) for row in table.rows}
    rungs = [
        (way.text("band"), Rung(way, way.text("position"), len(with_all(found, way=way.slug))))
        for way in from_the_top(site)
        if way.text("position")
    ]
    return tuple(
        Band(band, band_slug(band), meanings.get(band, ""), tuple(rung for of, rung in rungs if of == band))
        for band in reversed(BANDS)
    )


def is_of_bands(page: Page, table: Table) -> bool:
    """Say whether a table lists the bands of the ladder, all of them and nothing that the drawing would lose."""
    names = {words_of(page, row[0]).lower() for row in table.rows}
    cited = any(table.start <= citation.start < table.end for citation in page.citations)
    return words_of(page, table.header[0]) == "Band" and names == {*BANDS} and not cited


_FIELD = WAYS.field("band")
BANDS = _FIELD.choices if _FIELD else ()
"""The bands from the bottom up."""
