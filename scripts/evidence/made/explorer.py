"""The case-study explorer: every case study in one table, with filters on top of it where there is script."""

from collections import Counter

from evidence.addresses import EXPLORER, url_of
from evidence.cases import FACETS, facet_field
from evidence.content import Site
from evidence.page_text import sentence
from evidence.page_types import CASES
from evidence.render import Rendered, Renderer
from evidence.tags import nation_tags

_SHOWN = ("way", "area", "planned", "delivered")
"""The facets that have a column of their own beside the nation's."""

Options = list[tuple[str, str, int]]


def explorer_page(renderer: Renderer) -> Rendered:
    """List every case study with what it is linked with, and offer to show only some."""
    site = renderer.site
    options = {facet: _options(renderer, facet) for facet in FACETS}
    words = {facet: {slug: name for slug, name, _ in found} for facet, found in options.items()}
    rows = [
        (
            case,
            list(nation_tags(case.page)),
            [
                (facet_field(facet).label, [words[facet].get(slug, slug) for slug in case.linked[facet]])
                for facet in _SHOWN
            ],
        )
        for case in renderer.cases
    ]
    summary = "Every case study in one table. Choose a nation, a way to involve people or a barrier to see only some."
    above = site.by_uri.get(f"{CASES.folder}/index.md")
    return renderer.view(
        EXPLORER,
        "explorer.html",
        summary,
        [(url_of(above.uri), above.title)] if above else [],
        facets=[(facet, facet_field(facet).label, found) for facet, found in options.items()],
        columns=[CASES.singular, *(facet_field(facet).label for facet in ("nation", *_SHOWN))],
        rows=rows,
        tell=site.settings.example(),
    )


def _options(renderer: Renderer, facet: str) -> Options:
    """Give what a facet can be narrowed to: the slug, its words, and how many case studies have it."""
    counts = Counter(slug for case in renderer.cases for slug in case.linked[facet])
    return [(slug, words, counts[slug]) for slug, words in _choices(renderer.site, facet)]


def _choices(site: Site, facet: str) -> list[tuple[str, str]]:
    field = facet_field(facet)
    if field.choices:
        return [(choice, sentence(choice)) for choice in field.choices]
    return [(page.slug, page.title) for page in site.in_folder(field.folder)]
