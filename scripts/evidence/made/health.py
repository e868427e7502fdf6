"""The health page: what is there, what falls due, and what could be better. It stops no page."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from evidence import harvard
from evidence.addresses import BY_KIND, HEALTH, url_of
from evidence.advice import KINDS, advice, review_due
from evidence.content import Page, Site
from evidence.glossary import read_glossary
from evidence.kinds import NO_KIND, READING
from evidence.made.references import IN_ORDER, kinds_of
from evidence.page_text import SourceView
from evidence.page_types import NOT_STATED, PAGE_TYPES
from evidence.render import Rendered, Renderer


def health_page(renderer: Renderer) -> Rendered:
    """Count the pages, statements, citations and references, and list what is due or could be better."""
    site, statements = renderer.site, renderer.shown.statements
    references = site.library.references.values()
    cited = {key for key, found in renderer.places.items() if found}
    uncited = harvard.in_order((work for work in references if work.key not in cited), site.labels)
    counts = [
        ("Pages", len(site.pages)),
        *((page_type.plural, len(site.in_folder(page_type.folder))) for page_type in PAGE_TYPES),
        ("Statements", sum(1 for found in statements.values() for statement in found if statement.number)),
        ("Citations", sum(1 for page in site.pages for _ in page.items())),
        ("References", len(references)),
    ]
    kinds = Counter(name for work in references for name in kinds_of(work))
    read = Counter(work.fields.get("seen", "") for work in references)
    due = [(month, page) for page in site.pages if (month := review_due(page)[:7])]
    due.sort(key=lambda pair: (pair[0], pair[1].title))
    context = {
        "counts": counts,
        "kinds": [(name, kinds[name]) for name in IN_ORDER[BY_KIND] if kinds[name] or name != NO_KIND],
        "read": [(words.capitalize(), read[seen]) for seen, words in READING.items() if read[seen]],
        "due": [(month, [page for _, page in found]) for month, found in _grouped(due)],
        "unreviewed": [page for page in site.pages if page.page_type.folder and not page.text("reviewed")],
        "advice": _by_kind(renderer),
        "uncited": [renderer.shown.sources[work.key] for work in uncited],
        "waiting": [(page, _brought(renderer, page)) for page in site.pages if page.body.new_sources],
        "url_of": url_of,
    }
    title = "How the site is doing"
    summary = (
        "Counted from the pages and the library each time the site is built. "
        "Nothing here stops a page from being published."
    )
    head = renderer.head(HEALTH, title, summary, crumbs=[("contributing/", "Contributing")])
    return Rendered(HEALTH, title, summary, head, "", renderer.html("health.html", HEALTH, **context))


def notes(site: Site, paths: Iterable[str]) -> list[str]:
    """Say what could be better in the pages at some paths, for whoever wrote them."""
    glossary = read_glossary(site)
    found: list[str] = []
    for page in site.pages:
        if page.source.path in paths:
            found += (f"{page.source.path}, line {line}: {words}" for _, line, words in advice(site, page, glossary))
            if left_open := [field.label for field in page.page_type.fields if page.text(field.name) == NOT_STATED]:
                found.append(f"{page.source.path} leaves open: {', '.join(left_open)}. If a source tells, add it.")
            if page.body.new_sources:
                found.append(f"{page.source.path}: a maintainer moves its new source into the library for you.")
    return found


def _brought(renderer: Renderer, page: Page) -> list[SourceView]:
    """Give the sources that a page brings with it."""
    return [source for source in renderer.shown.sources.values() if source.reference.source.path == page.source.path]


def _by_kind(renderer: Renderer) -> list[tuple[str, list[tuple[Page, str]]]]:
    """Give what could be better by its kind, with the pages."""
    site, found = renderer.site, dict[str, list[tuple[Page, str]]]()
    for page in site.pages:
        for kind, _, words in advice(site, page, renderer.shown.glossary):
            found.setdefault(kind, []).append((page, words))
    return [(kind, found[kind]) for kind in KINDS if kind in found]


def _grouped(due: list[tuple[str, Page]]) -> Iterator[tuple[str, list[tuple[str, Page]]]]:
    for month, found in groupby(due, lambda pair: pair[0]):
        yield f"{harvard.MONTHS[int(month[5:]) - 1]} {month[:4]}", list(found)
