"""By what readers narrow a search down: the filters, and the values that a page or a source has in each."""

from collections.abc import Iterator

from evidence.bibliography import Reference
from evidence.content import Page, Site
from evidence.kinds import NO_KIND, SOURCE_NATIONS, groups
from evidence.page_types import ALL_ISLAND, AREAS, NATIONS, WAYS

KIND, NATION, WAY, AREA, SOURCE = "kind", "nation", "way", "area", "source"
"""The filters' names: kind of page, nation, way to involve, area of commissioning, kind of source."""

SOURCE_PAGE = "Source"
OTHER_PAGE = "Other page"
EDITORS_PAGE = "Page for editors"
PLAIN_PAGES = {"understanding/": "Background", "glossary.md": "Glossary", "contributing/": EDITORS_PAGE}
"""What plain pages are called, by how their addresses begin."""

Values = tuple[tuple[str, str], ...]
"""Pairs of a filter's name and a value, each pair once."""

_AFTER = (OTHER_PAGE, SOURCE_PAGE, EDITORS_PAGE)
"""The kinds of page that stand behind pages of evidence, in this order."""

_BY_FOLDER = {NATIONS.folder: NATION, WAYS.folder: WAY, AREAS.folder: AREA}


def page_values(site: Site, page: Page) -> Values:
    """Give the filters' values for a page: what it is, what it names in its box, and who its sources are."""
    return tuple(dict.fromkeys(_page_values(site, page)))


def reference_values(reference: Reference) -> Values:
    """Give the filters' values for the page of a reference."""
    nations = [(NATION, word) for word in reference.keywords if word in SOURCE_NATIONS]
    return ((KIND, SOURCE_PAGE), *nations, *_sources(reference))


def place(values: Values, title: str) -> str:
    """Give the place of a page in a list without words: pages of evidence first, then by title."""
    kind = dict(values).get(KIND, "")
    rank = _AFTER.index(kind) + 1 if kind in _AFTER else 0
    return f"{rank} {title.casefold()}"


def _page_values(site: Site, page: Page) -> Iterator[tuple[str, str]]:
    folder = page.page_type.folder
    plain = next((kind for start, kind in PLAIN_PAGES.items() if page.uri.startswith(start)), OTHER_PAGE)
    yield KIND, page.page_type.singular if folder else plain
    if folder in _BY_FOLDER:
        yield _BY_FOLDER[folder], page.title
    for link in page.links:
        if link.field.folder in _BY_FOLDER and link.target in site.by_uri:
            yield _BY_FOLDER[link.field.folder], site.by_uri[link.target].title
    if any(nation.value == ALL_ISLAND for nation in page.texts("nations")):
        yield NATION, "Ireland"
    for item, _ in page.items():  # noqa: PERF102  a page is no dictionary
        if item.key in site.library.references:
            yield from _sources(site.library.references[item.key])


def _sources(reference: Reference) -> list[tuple[str, str]]:
    return [(SOURCE, group.name) for group in groups(reference.keywords)] or [(SOURCE, NO_KIND)]
