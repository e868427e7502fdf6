"""A page for each reference, and the indexes of them by author, kind, nation and year."""

from collections.abc import Callable, Iterable
from itertools import groupby

from markupsafe import Markup, escape

from evidence import harvard
from evidence.addresses import (
    BY_KIND,
    BY_NATION,
    BY_YEAR,
    LIBRARY,
    REFERENCES,
    download_name,
    reference_uri,
    relative_url,
    url_of,
)
from evidence.bibliography import UNDATED, Reference
from evidence.facts import FactView
from evidence.filters import reference_values
from evidence.kinds import GROUPS, NATIONS, NO_KIND, SOURCE_NATIONS, groups
from evidence.marks import inked, mark
from evidence.render import Rendered, Renderer

Make = Callable[[Renderer], Rendered]

NO_DATE = "No date"
NO_ONE_NATION = "No one nation"
IN_ORDER = {BY_KIND: [*(group.name for group in GROUPS), NO_KIND], BY_NATION: [*SOURCE_NATIONS, NO_ONE_NATION]}
"""The names under which an index lists works, where they have an order of their own."""

_STANDING = ("We have", "Who speaks", "Seen by us", "Used in")
"""What the fact card of a source says in words that stand on those of many others."""

WAYS = {REFERENCES: "by author", BY_KIND: "by kind", BY_NATION: "by nation", BY_YEAR: "by year"}
"""How the indexes list the sources, by their URIs."""


def reference_page(renderer: Renderer, key: str) -> Rendered:
    """Make the page of a reference: what it is, how much was read, and every statement that rests on it."""
    source, uri = renderer.shown.sources[key], reference_uri(key)
    cited = renderer.places.get(key, [])
    used = {
        page.uri: [place.statement for place in places] for page, places in groupby(cited, lambda place: place.page)
    }
    pages = [(renderer.site.by_uri[page_uri], found) for page_uri, found in used.items()]
    nations = [word for word in source.reference.keywords if word in SOURCE_NATIONS]
    rows = [
        ("We have", Markup(" ").join(filter(None, (mark(f"read-{source.seen}"), source.reading)))),
        ("Who speaks", ", ".join(source.kinds) or NO_KIND),
        ("About", Markup(", ").join(map(_with_mark, nations))),
        ("Published", "no date seen" if source.reference.year == UNDATED else source.reference.year),
        ("Seen by us", harvard.date_in_words(source.reference.text("urldate"))),
        ("Note", source.reference.text("note")),
        ("Used in", f"{_count(len(pages), 'page')}, {_count(len(cited), 'statement')}"),
    ]
    facts = [
        FactView("", label, (("", escape(words), Markup("")),), standing=label in _STANDING)
        for label, words in rows
        if words
    ]
    title = source.reference.text("title") or key
    summary = f"By {source.entry.who.rstrip('.')}."
    head = renderer.head(uri, title, summary, kicker="Source", crumbs=[(url_of(REFERENCES), "Sources")], facts=facts)
    tail = renderer.html(
        "reference.html",
        uri,
        source=source,
        file=download_name(url_of(uri)),
        pages=[(url_of(page.uri), page, found) for page, found in pages],
    )
    return Rendered(
        uri,
        f"{title} ({source.entry.year})",
        f"{summary} Every statement here that rests on it.",
        head,
        "",
        tail,
        found_by=reference_values(source.reference),
    )


def kinds_of(reference: Reference) -> list[str]:
    """Give the names of the groups to which a reference's kind belongs."""
    return [group.name for group in groups(reference.keywords)] or [NO_KIND]


def _index(uri: str, title: str, summary: str, under: Callable[[Reference], Iterable[str]]) -> Make:
    def make(renderer: Renderer) -> Rendered:
        listed: dict[str, list[Reference]] = {}
        for reference in harvard.in_order(renderer.site.library.references.values(), renderer.site.labels):
            for name in under(reference):
                listed.setdefault(name, []).append(reference)
        sources, places = renderer.shown.sources, renderer.places
        sections = [
            (name, [(sources[work.key], len(places.get(work.key, []))) for work in listed[name]])
            for name in _in_order(uri, listed)
        ]
        crumbs = [] if uri == REFERENCES else [(url_of(REFERENCES), "Sources")]
        head = renderer.head(uri, title, summary, crumbs=crumbs)
        ways = [(url_of(other), name, other == uri) for other, name in WAYS.items()]
        tail = renderer.html(
            "references.html", uri, sections=sections, ways=ways, library=relative_url(LIBRARY, url_of(uri))
        )
        return Rendered(uri, title, summary, head, "", tail)

    return make


def _in_order(uri: str, names: Iterable[str]) -> list[str]:
    """Give the names under which an index lists works in their own order, else by letter; years newest first."""
    if uri == BY_YEAR:
        return sorted(names, key=lambda name: "" if name == NO_DATE else name, reverse=True)
    order = IN_ORDER.get(uri, [])
    return sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name))


def _nations(reference: Reference) -> list[str]:
    return [word for word in reference.keywords if word in SOURCE_NATIONS] or [NO_ONE_NATION]


def _year(reference: Reference) -> list[str]:
    return [NO_DATE if reference.year == UNDATED else reference.year]


def _letter(reference: Reference) -> list[str]:
    first = harvard.sorting_key(reference)[:1].upper()
    return [first if first.isalpha() else "0–9"]


def _with_mark(nation: str) -> Markup:
    slug = {name: slug for slug, name in NATIONS.items()}.get(nation, "")
    return inked(f"nation-{slug}", slug) + nation


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


INDEXES: dict[str, Make] = {
    REFERENCES: _index(REFERENCES, "Sources", "Every source behind this site, by author.", _letter),
    BY_KIND: _index(
        BY_KIND, "Sources by kind", "Every source behind this site, by the kind of knowledge it brings.", kinds_of
    ),
    BY_NATION: _index(
        BY_NATION, "Sources by nation", "Every source behind this site, by the nation it is about.", _nations
    ),
    BY_YEAR: _index(BY_YEAR, "Sources by year", "Every source behind this site, newest first.", _year),
}
"""The indexes by their URIs."""
