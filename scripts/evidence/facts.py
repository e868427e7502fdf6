"""The fact card of a page: what its box says, each value with its mark, its link and its ground."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from evidence.addresses import relative_url, url_of
from evidence.content import Page, Site
from evidence.marks import inked
from evidence.page_text import PageText, sentence
from evidence.page_types import ALL_ISLAND, AREAS, GROUNDED, NOT_STATED, NOT_STATED_ON_PAGES, ON_CARDS, Field, Shape
from evidence.statements import fact_id
from evidence.tags import inked_band, nation_slug

Value = tuple[str, Markup, Markup]
"""A value of the card: its address, its words and its ground."""

_CYCLE = "commissioning_areas"


class FactView(NamedTuple):
    """A row of the fact card: its address, its name, and its values with their grounds.

    In a `cycle` all areas of commissioning stand; those with which the page is not linked have no address. What is
    `standing` says the same on many pages, and is not searched.
    """

    id: str
    label: str
    values: tuple[Value, ...]
    cycle: bool = False
    standing: bool = False


def facts(site: Site, page: Page, text: PageText) -> list[FactView]:
    """Give the rows of a page's fact card; `text` notes the sources that they cite."""
    rows = []
    for field in page.page_type.fields:
        if field.shape in ON_CARDS and (values := tuple(_values(site, page, field, text))):
            row = FactView(fact_id(field.name), field.label, values)
            rows.append(_cycle(site, row) if field.name == _CYCLE else row)
    return rows


def _values(site: Site, page: Page, field: Field, text: PageText) -> Iterator[Value]:
    none = Markup("")
    if field.shape is Shape.NATIONS:
        for name in page.texts(field.name):
            slug = nation_slug(name.value)
            yield "", inked(f"nation-{slug}", slug) + _nation(site, page, field, name.value), none
    elif field.shape in GROUNDED and page.pairs(field.name):
        for name, ground in page.pairs(field.name):
            target = site.by_uri.get(f"{field.folder}/{name.value}.md")
            shown = inked_band(target) + _anchor(page, target) if target else escape(sentence(name.value))
            yield fact_id(field.name, name.value), shown, text.ground(ground.value)
    elif words := page.text(field.name):
        line = text.line(sentence(NOT_STATED_ON_PAGES if words == NOT_STATED else words))
        yield fact_id(field.name), inked_band(page) + line if field.name == "band" else line, none


def _cycle(site: Site, row: FactView) -> FactView:
    """Give the row with all areas of commissioning, in their order."""
    given = {value[0]: value for value in row.values}
    areas = {fact_id(_CYCLE, area.slug): area.title for area in site.in_folder(AREAS.folder)}
    if not given.keys() <= areas.keys():
        return row
    values = tuple(given.get(fact, ("", escape(title), Markup(""))) for fact, title in areas.items())
    return row._replace(values=values, cycle=True)


def _nation(site: Site, page: Page, field: Field, slug: str) -> Markup:
    target = site.by_uri.get(f"{field.folder}/{'northern-ireland' if slug == ALL_ISLAND else slug}.md")
    if not target:
        return escape(slug)
    link = _anchor(page, target)
    return Markup("{} and Ireland (all-island)").format(link) if slug == ALL_ISLAND else link


def _anchor(page: Page, target: Page) -> Markup:
    way = relative_url(url_of(target.uri), url_of(page.uri))
    return Markup('<a href="{}">{}</a>').format(way, target.title)
