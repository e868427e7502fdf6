"""Pages made from data: a page for each reference, the indexes of them, the health page, and old addresses."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from evidence import harvard
from evidence.addresses import (
    BY_KIND,
    BY_NATION,
    BY_YEAR,
    FIELDS,
    GENERATED,
    HEALTH,
    REFERENCES,
    reference_uri,
    relative_url,
    url_of,
)
from evidence.bibliography import UNDATED, Reference
from evidence.content import Page, Site
from evidence.kinds import GROUPS, NO_KIND, READING, SOURCE_NATIONS, groups
from evidence.page_types import GROUNDED, PAGE_TYPES, PLAIN
from evidence.render import FactView, Rendered, Renderer
from evidence.words import plain_words, replaced

LONG_SENTENCE = 30
"""Words beyond which the health page lists a sentence."""

_DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])-[0-9]{2}")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def generated(renderer: Renderer) -> Iterator[Rendered]:
    """Give every page that is made from data."""
    for uri in generated_uris(renderer.site):
        yield generated_page(renderer, uri)


def generated_uris(site: Site) -> list[str]:
    """Give the URIs of the pages that are made from data, old addresses among them."""
    return [*(reference_uri(key) for key in site.library.references), *GENERATED, *site.moved]


def generated_page(renderer: Renderer, uri: str) -> Rendered:
    """Make the page at a URI that `generated_uris` gave."""
    if uri in _PAGES:
        return _PAGES[uri](renderer)
    if key := renderer.reference_keys.get(uri):
        return _reference(renderer, key)
    return _moved(renderer, uri, renderer.site.moved[uri])


def write_site(renderer: Renderer, out: Path, docs: Path | None = None) -> int:
    """Write every page as a plain Markdown file under `out`, for another generator; give how many there are.

    Pictures and other files are copied from the folder `docs`, if it is given.
    """
    count = 0
    if docs:
        for uri in sorted(renderer.site.files):
            (out / uri).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(docs / uri, out / uri)
    for rendered in (*(renderer.page(page) for page in renderer.site.pages), *generated(renderer)):
        path = out / rendered.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{front_matter(rendered)}\n{rendered.markdown}", encoding="utf-8")
        count += 1
    return count


def front_matter(rendered: Rendered) -> str:
    """Give the box at the top of a rendered page: its title and description, in double quotes."""
    lines = [
        f"{name}: {_quoted(value)}"
        for name, value in (("title", rendered.title), ("description", rendered.description))
        if value
    ]
    return "\n".join(("---", *lines, "---", ""))


def _quoted(words: str) -> str:
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    escaped = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _moved(renderer: Renderer, uri: str, page: Page) -> Rendered:
    way = relative_url(url_of(page.uri), url_of(uri))
    words = Markup('This page is now at <a href="{}">{}</a>.').format(way, page.title)
    head = renderer.head(uri, "This page has moved", words)
    return Rendered(uri, "This page has moved", f"It is now: {page.title}", head, "", "", moved_to=way)


def _reference(renderer: Renderer, key: str) -> Rendered:
    source, uri = renderer.sources[key], reference_uri(key)
    cited = renderer.places.get(key, [])
    used = {
        page.uri: [place.statement for place in places] for page, places in groupby(cited, lambda place: place.page)
    }
    pages = [(renderer.site.by_uri[page_uri], found) for page_uri, found in used.items()]
    nations = [word for word in source.reference.keywords if word in SOURCE_NATIONS]
    rows = [
        ("We have", source.reading),
        ("Who speaks", ", ".join(source.kinds) or NO_KIND),
        ("About", ", ".join(nations)),
        ("Published", "no date seen" if source.reference.year == UNDATED else source.reference.year),
        ("Seen by us", harvard.date_in_words(source.reference.text("urldate"))),
        ("Note", source.reference.text("note")),
        ("Used in", f"{_count(len(pages), 'page')}, {_count(len(cited), 'statement')}"),
    ]
    facts = [FactView("", label, (("", Markup("{}").format(words), Markup("")),)) for label, words in rows if words]
    title = source.reference.text("title") or key
    summary = f"By {source.entry.who.rstrip('.')}."
    head = renderer.head(uri, title, summary, kicker="Source", crumbs=[(url_of(REFERENCES), "Sources")], facts=facts)
    tail = renderer.html(
        "reference.html", uri, source=source, pages=[(url_of(page.uri), page, found) for page, found in pages]
    )
    return Rendered(
        uri, f"{title} ({source.entry.year})", f"{summary} Every statement here that rests on it.", head, "", tail
    )


def _index(
    uri: str, title: str, summary: str, key: Callable[[Reference], Iterable[str]]
) -> Callable[[Renderer], Rendered]:
    def make(renderer: Renderer) -> Rendered:
        site = renderer.site
        listed: dict[str, list[Reference]] = {}
        for reference in harvard.in_order(site.library.references.values(), site.labels):
            for name in key(reference):
                listed.setdefault(name, []).append(reference)
        order = _ORDER.get(uri)
        names = sorted(
            listed, key=lambda name: (order.index(name) if order and name in order else len(order or ()), name)
        )
        if uri == BY_YEAR:
            names = [
                *sorted((name for name in names if name != "No date"), reverse=True),
                *(["No date"] if "No date" in listed else []),
            ]
        sections = [
            (name, [(renderer.sources[work.key], len(renderer.places.get(work.key, []))) for work in listed[name]])
            for name in names
        ]
        crumbs = [] if uri == REFERENCES else [(url_of(REFERENCES), "Sources")]
        head = renderer.head(uri, title, summary, crumbs=crumbs)
        ways = [(url_of(other), name, other == uri) for other, name in _WAYS.items()]
        tail = renderer.html("references.html", uri, sections=sections, ways=ways)
        return Rendered(uri, title, summary, head, "", tail)

    return make


def _kinds(reference: Reference) -> list[str]:
    return [group.name for group in groups(reference.keywords)] or [NO_KIND]


def _nations(reference: Reference) -> list[str]:
    return [word for word in reference.keywords if word in SOURCE_NATIONS] or ["No one nation"]


def _year(reference: Reference) -> list[str]:
    return ["No date" if reference.year == UNDATED else reference.year]


def _letter(reference: Reference) -> list[str]:
    first = harvard.sorting_key(reference)[:1].upper()
    return [first if first.isalpha() else "0–9"]


_WAYS = {REFERENCES: "by author", BY_KIND: "by kind", BY_NATION: "by nation", BY_YEAR: "by year"}
_ORDER = {BY_KIND: [*(group.name for group in GROUPS), NO_KIND], BY_NATION: [*SOURCE_NATIONS, "No one nation"]}


def _health(renderer: Renderer) -> Rendered:
    site = renderer.site
    references = site.library.references.values()
    cited = {key for key, found in renderer.places.items() if found}
    uncited = harvard.in_order((work for work in references if work.key not in cited), site.labels)
    counts = [
        ("Pages", len(site.pages)),
        *((page_type.plural, len(site.in_folder(page_type.folder))) for page_type in PAGE_TYPES),
        ("Statements", sum(1 for found in renderer.statements.values() for statement in found if statement.number)),
        ("Citations", sum(1 for page in site.pages for _ in page.items())),
        ("References", len(references)),
    ]
    kinds = Counter(name for work in references for name in _kinds(work))
    read = Counter(work.fields.get("seen", "") for work in references)
    due = [(month, page) for page in site.pages if (month := _review_due(page.text("checked")))]
    due.sort(key=lambda pair: (pair[0], pair[1].title))
    context = {
        "counts": counts,
        "kinds": [(name, kinds[name]) for name in _ORDER[BY_KIND] if kinds[name]],
        "read": [(words.capitalize(), read[seen]) for seen, words in READING.items() if read[seen]],
        "due": [(month, [page for _, page in found]) for month, found in _grouped(due)],
        "unreviewed": [page for page in site.pages if page.page_type.folder and not page.text("reviewed")],
        "long": [(page, sentence, words) for page in site.pages for sentence, words in long_sentences(page)],
        "uncited": [renderer.sources[work.key] for work in uncited],
        "url_of": url_of,
    }
    title = "How the site is doing"
    summary = (
        "Counted from the pages and the library each time the site is built. "
        "Nothing here stops a page from being published."
    )
    head = renderer.head(HEALTH, title, summary, crumbs=[("contributing/", "Contributing")])
    return Rendered(HEALTH, title, summary, head, "", renderer.html("health.html", HEALTH, **context))


def _fields(renderer: Renderer) -> Rendered:
    title = "Every field explained"
    summary = (
        "What goes into the box at the top of a page, for each kind of page. "
        "Made from the same list that the checks use."
    )
    head = renderer.head(FIELDS, title, summary, crumbs=[("contributing/", "Contributing")])
    page_types = [*PAGE_TYPES, PLAIN]
    grounded = [field.name for page_type in page_types for field in page_type.fields if field.shape in GROUNDED]
    tail = renderer.html("fields.html", FIELDS, page_types=page_types, grounded=list(dict.fromkeys(grounded)))
    return Rendered(FIELDS, title, summary, head, "", tail)


def long_sentences(page: Page) -> Iterator[tuple[str, int]]:
    """Give each sentence of a page that has more words than are read with ease, and how many."""
    for block in page.body.blocks:
        if block.kind == "heading":
            continue
        held = page.cited_blocks.get(block, ())
        words = plain_words(replaced(page.body.text(block), block.start, held, lambda _: ""))
        for sentence in _SENTENCE_END.split(words):
            if (count := len(_WORD.findall(sentence))) > LONG_SENTENCE:
                yield sentence, count


def _review_due(checked: str) -> str:
    found = _DATE.fullmatch(checked)
    return f"{int(found['year']) + 1}-{found['month']}" if found else ""


def _grouped(due: list[tuple[str, Page]]) -> Iterator[tuple[str, list[tuple[str, Page]]]]:
    for month, found in groupby(due, lambda pair: pair[0]):
        yield f"{harvard.MONTHS[int(month[5:]) - 1]} {month[:4]}", list(found)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


_PAGES: dict[str, Callable[[Renderer], Rendered]] = {
    REFERENCES: _index(REFERENCES, "Sources", "Every source behind this site, by author.", _letter),
    BY_KIND: _index(
        BY_KIND, "Sources by kind", "Every source behind this site, by the kind of knowledge it brings.", _kinds
    ),
    BY_NATION: _index(
        BY_NATION, "Sources by nation", "Every source behind this site, by the nation it is about.", _nations
    ),
    BY_YEAR: _index(BY_YEAR, "Sources by year", "Every source behind this site, newest first.", _year),
    HEALTH: _health,
    FIELDS: _fields,
}
