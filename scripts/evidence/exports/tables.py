"""The tables of the open data: what each column holds, declared once for files, schema and dictionary, and the rows."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from evidence.addresses import reference_uri, url_of
from evidence.citable import full_address
from evidence.citations import Citation
from evidence.content import Page
from evidence.kinds import KINDS, READING, SOURCE_NATIONS
from evidence.page_types import NOT_STATED
from evidence.render import Renderer
from evidence.words import plain_words, replaced

Row = dict[str, str | int | list[str]]


class Column(NamedTuple):
    """A column: its name, what kind of value it holds, and what the value means."""

    name: str
    type: Literal["string", "integer", "array"]
    meaning: str


class Table(NamedTuple):
    """A table: its name, what one of its rows is, its columns, and how its rows are found."""

    name: str
    row: str
    columns: tuple[Column, ...]
    rows: Callable[[Renderer], Iterator[Row]]


def _pages(renderer: Renderer) -> Iterator[Row]:
    site = renderer.site
    for page in site.pages:
        yield {
            "page": url_of(page.uri),
            "address": full_address(site, page.uri),
            "type": page.page_type.singular,
            "title": page.title,
            "summary": page.summary,
            "band": page.text("band"),
            "group": page.text("group"),
            "nations": [text.value for text in page.texts("nations")],
            "lead_organisation": _words(page, "lead_organisation"),
            "period": _words(page, "period"),
            "planned_by": [name.value for name, _ in page.pairs("planned_by")],
            "delivered_by": [name.value for name, _ in page.pairs("delivered_by")],
            "checked": page.text("checked"),
            "reviewed": page.text("reviewed"),
        }


def _references(renderer: Renderer) -> Iterator[Row]:
    site = renderer.site
    for key, reference in site.library.references.items():
        item = renderer.shown.items[key]
        yield {
            "key": key,
            "page": url_of(reference_uri(key)),
            "reference": str(renderer.shown.sources[key].entry),
            "authors": [", ".join(part for part in (name.last, name.first) if part) for name in reference.authors],
            "year": reference.year,
            "title": item["title"],
            "type": item["type"],
            "doi": reference.doi,
            "address": reference.address,
            "accessed": reference.text("urldate"),
            "kinds": [KINDS[word] for word in reference.keywords if word in KINDS],
            "nations": [word for word in reference.keywords if word in SOURCE_NATIONS],
            "read": READING.get(reference.fields.get("seen", ""), ""),
            "statements": len(renderer.places.get(key, ())),
        }


def _statements(renderer: Renderer) -> Iterator[Row]:
    for page in renderer.site.pages:
        cited = [*(text.citations for text in page.cited_texts), *page.cited_blocks.values()]
        for statement, citations in zip(renderer.shown.statements[page.uri], cited, strict=True):
            fact = "heading" if statement.block else "fact"
            yield {
                "page": url_of(page.uri),
                "place": f"{url_of(page.uri)}#{statement.id}",
                "kind": "statement" if statement.number else fact,
                "number": statement.number,
                "statement": statement.words,
                "keys": list(statement.keys),
                "locators": _locators(citations),
            }


def _links(renderer: Renderer) -> Iterator[Row]:
    for page in renderer.site.pages:
        cited = {id(text.text): text.citations for text in page.cited_texts}
        for link in page.links:
            citations = cited.get(id(link.ground), ())
            yield {
                "from": url_of(page.uri),
                "field": link.field.name,
                "to": url_of(link.target),
                "basis": "our reading" if link.ours else "a source" if citations else "the page itself",
                "keys": list(dict.fromkeys(item.key for citation in citations for item in citation.items)),
                "locators": _locators(citations),
            }


def _locators(citations: tuple[Citation, ...]) -> list[str]:
    return [f"{item.key}: {item.locator}" for citation in citations for item in citation.items if item.locator]


def _words(page: Page, field: str) -> str:
    cited: Mapping[str, tuple[Citation, ...]] = {text.field: text.citations for text in page.cited_texts}
    words = page.text(field)
    return "" if words == NOT_STATED else plain_words(replaced(words, 0, cited.get(field, ()), lambda _: ""))


_PAGE = Column("page", "string", "The page, by its address below the site's; the home page's is empty.")
_KEYS = Column("keys", "array", "The keys of the sources that are cited, as in the table of references.")
_LOCATORS = Column("locators", "array", "Where in a source, if the page says so: the key and the place.")

TABLES = (
    Table(
        "pages",
        "a page of this site that somebody has written",
        (
            _PAGE,
            Column("address", "string", "The page's whole web address."),
            Column("type", "string", "What kind of page it is, such as Case study or Barrier."),
            Column("title", "string", "Its title."),
            Column("summary", "string", "What it is about, in one or two sentences."),
            Column("band", "string", "Of a way to involve: the band of the ladder it stands on."),
            Column("group", "string", "Of a benefit: who gains by it."),
            Column("nations", "array", "Of a case study: the nations in which it happened."),
            Column("lead_organisation", "string", "Of a case study: who led it. Empty if no source we read says so."),
            Column("period", "string", "Of a case study: when it happened. Empty if no source we read says so."),
            Column("planned_by", "array", "Of a case study: who planned it."),
            Column("delivered_by", "array", "Of a case study: who delivered it."),
            Column("checked", "string", "The day on which its sources were last read."),
            Column("reviewed", "string", "The day on which a second person compared it with them. Empty if not yet."),
        ),
        _pages,
    ),
    Table(
        "references",
        "a source in our library, cited or not",
        (
            Column("key", "string", "The name by which pages cite it. It never changes."),
            Column("page", "string", "Its page on this site, by the address below the site's."),
            Column("reference", "string", "The whole reference, Harvard style."),
            Column("authors", "array", "Who wrote it, each as family name, given name; an organisation by its name."),
            Column("year", "string", "When it was published; n.d. if it bears no date."),
            Column("title", "string", "Its title."),
            Column("type", "string", "What it is, in the words of CSL: article-journal, report, webpage and others."),
            Column("doi", "string", "Its DOI, if it has one."),
            Column("address", "string", "Where it is found on the web, if it is."),
            Column("accessed", "string", "The day on which we saw it there."),
            Column("kinds", "array", "The kinds of knowledge it brings."),
            Column("nations", "array", "The nations it is about, where we recorded some."),
            Column("read", "string", "How much of it we have read. Empty if not recorded."),
            Column("statements", "integer", "How many statements on this site rest on it."),
        ),
        _references,
    ),
    Table(
        "statements",
        "a statement, a heading or a fact on a page that cites at least one source",
        (
            _PAGE,
            Column("place", "string", "Its own address below the site's. It changes only if its words do."),
            Column("kind", "string", "Whether it is a statement, a heading, or a fact from the box “At a glance”."),
            Column("number", "integer", "The number it has on its page; 0 for a heading or a fact."),
            Column("statement", "string", "Its words, with the citations as readers see them."),
            _KEYS,
            _LOCATORS,
        ),
        _statements,
    ),
    Table(
        "links",
        "a link between two pages that a page's box names",
        (
            Column("from", "string", "The page that names the other, by its address below the site's."),
            Column("field", "string", "As what it names it, such as benefits or nations."),
            Column("to", "string", "The page that is named."),
            Column("basis", "string", "Who makes the link: a source, our reading, or the page itself."),
            _KEYS,
            _LOCATORS,
        ),
        _links,
    ),
)
"""Every table, in the order in which they are shown."""
