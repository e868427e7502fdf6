"""The case studies by what they are linked with: nations, ways to involve, areas, who plans and delivers, and more."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from evidence.addresses import EXPLORER, url_of
from evidence.content import Page, Site
from evidence.page_types import CASES, Field, Shape

FACETS = {
    "nation": "nations",
    "way": "ways_to_involve",
    "area": "commissioning_areas",
    "planned": "planned_by",
    "delivered": "delivered_by",
    "benefit": "benefits",
    "barrier": "barriers",
}
"""By what case studies can be found: the short name that stands in addresses, and the field of their boxes."""


class Case(NamedTuple):
    """A case study, and for each facet the slugs of what it is linked with."""

    page: Page
    linked: Mapping[str, tuple[str, ...]]

    def has(self, wanted: Mapping[str, str]) -> bool:
        """Say whether it is linked with all that is wanted, a slug for each facet."""
        return all(slug in self.linked[facet] for facet, slug in wanted.items())


def cases(site: Site) -> tuple[Case, ...]:
    """Give every case study in the order of its folder."""
    return tuple(
        Case(page, {facet: _slugs(page, field) for facet, field in _FIELDS.items()})
        for page in site.in_folder(CASES.folder)
    )


def with_all(found: Iterable[Case], **wanted: str) -> list[Case]:
    """Give the case studies that are linked with all that is wanted."""
    return [case for case in found if case.has(wanted)]


def facet_field(facet: str) -> Field:
    """Give the field of case studies that holds a facet."""
    return _FIELDS[facet]


def explorer_url(**wanted: str) -> str:
    """Give the address of the list of case studies, narrowed to what is wanted."""
    return f"{url_of(EXPLORER)}?{urlencode(wanted)}" if wanted else url_of(EXPLORER)


def _slugs(page: Page, field: Field) -> tuple[str, ...]:
    if field.shape is Shape.GROUNDED:
        return tuple(name.value for name, _ in page.pairs(field.name))
    targets = (link.target for link in page.links if link.field is field)
    return tuple(target.rpartition("/")[2].removesuffix(".md") for target in targets)


_FIELDS = {facet: field for facet, name in FACETS.items() if (field := CASES.field(name))}
