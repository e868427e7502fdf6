"""The gap map: how many case studies there are for each way to involve people in each area of commissioning."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple
from urllib.parse import urlencode

from evidence.addresses import FORMS, GAP_MAPS, url_of
from evidence.cases import Case, explorer_url, facet_field, with_all
from evidence.content import Page
from evidence.kinds import NATIONS
from evidence.ladder import band_slug, from_the_top
from evidence.made.references import Make
from evidence.page_text import sentence
from evidence.page_types import AREAS
from evidence.render import Rendered, Renderer
from evidence.tags import Tag


class Crossing(NamedTuple):
    """A cell of the map: its address, its case studies, their nations, the way to their table and to tell of one."""

    id: str
    area: Page
    held: tuple[Page, ...]
    nations: tuple[str, ...]
    url: str
    tell: str


def gap_map_page(nation: str) -> Make:
    """Give what makes the map of a nation's case studies, or of all for ""."""

    def make(renderer: Renderer) -> Rendered:
        uri, site = GAP_MAPS[nation], renderer.site
        found = with_all(renderer.cases, nation=nation) if nation else list(renderer.cases)
        areas = site.in_folder(AREAS.folder)
        held = _held(found)
        rows = [
            (
                way,
                _band(way),
                [_crossing(held.get((way.slug, area.slug), []), nation, way, area) for area in areas],
            )
            for way in from_the_top(site)
        ]
        where = f" in {NATIONS[nation]}" if nation else ""
        summary = (
            f"How many case studies we hold{where}, by way to involve people and area of commissioning. "
            "It counts what we found. It does not say what works."
        )
        return renderer.view(
            uri,
            "gap_map.html",
            summary,
            [(url_of(GAP_MAPS[""]), "Gap map")] if nation else [],
            maps=[
                (url_of(other), f"nation-{name}", NATIONS.get(name, "All four nations"), name == nation)
                for name, other in GAP_MAPS.items()
            ],
            caption=f"Case studies{where} by way to involve people and area of commissioning",
            areas=areas,
            rows=rows,
            total=len(found),
            unplaced=[case for case in found if not (case.linked["way"] and case.linked["area"])],
            add=url_of(FORMS["case-study"]),
            tell=site.settings.example(),
        )

    return make


def _held(found: Iterable[Case]) -> dict[tuple[str, str], list[Case]]:
    """Give the case studies by way to involve people and area of commissioning."""
    held: dict[tuple[str, str], list[Case]] = {}
    for case in found:
        for crossing in product(case.linked["way"], case.linked["area"]):
            held.setdefault(crossing, []).append(case)
    return held


def _crossing(held: Sequence[Case], nation: str, way: Page, area: Page) -> Crossing:
    wanted = {"way": way.slug, "area": area.slug} | ({"nation": nation} if nation else {})
    slugs = {slug for case in held for slug in case.linked["nation"]}
    names = () if nation else tuple(name for slug, name in NATIONS.items() if slug in slugs)
    pages = tuple(case.page for case in held)
    tell = urlencode({facet_field(facet).name: slug for facet, slug in wanted.items()})
    return Crossing(
        f"{way.slug}-and-{area.slug}",
        area,
        pages,
        names,
        explorer_url(**wanted),
        f"{url_of(FORMS['case-study'])}?{tell}",
    )


def _band(way: Page) -> Tag:
    slug = band_slug(way.text("band"))
    words = (way.text("band") if slug else "", "" if way.text("position") else "on no rung")
    return Tag(f"band-{slug}", slug or "none", sentence(", ".join(filter(None, words))))
