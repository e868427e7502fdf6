"""What the head of a page says to other programs, such as Zotero and search engines.

Our own pages bear Dublin Core's names alone: with a `citation_title` Zotero takes a page for a journal article. A
reference's page bears the tags of the work, so that the work is saved and not the page about it.
"""

from collections.abc import Iterator

from markupsafe import Markup

from evidence.addresses import FEED
from evidence.citable import publisher_of
from evidence.csl import Item, Person, parts_of
from evidence.exports.linked_data import linked_data
from evidence.exports.open_data import LICENCE
from evidence.harvard import OTHERS
from evidence.render import Rendered, Renderer

Tag = tuple[str, str]
"""The name of a meta tag and its content."""

_WITHIN = {
    "article-journal": "citation_journal_title",
    "paper-conference": "citation_conference_title",
    "chapter": "citation_book_title",
}
_ISSUED_BY = {"report": "citation_technical_report_institution", "thesis": "citation_dissertation_institution"}
"""The tags by which Zotero tells what a work is. Without one of them a work goes by Dublin Core's names."""
_ZOTERO = {"book": "book", "report": "report", "thesis": "thesis", "webpage": "webpage"}
"""Zotero's own names of what is no document of another kind."""


def head_tags(renderer: Renderer, rendered: Rendered) -> Markup:
    """Give the tags for the head of a page, with its description as JSON-LD. An old address has none."""
    if rendered.moved_to:
        return Markup("")
    key = renderer.reference_keys.get(rendered.uri)
    tags = work_tags(renderer.shown.items[key]) if key else page_tags(renderer, rendered)
    # The feed's link is an alternate of two words: for one of a single word Material asks for a sitemap beside it.
    context = {"tags": tags, "feed": FEED, "linked_data": linked_data(renderer, rendered)}
    return Markup(renderer.html("tags.html", rendered.uri, **context))  # noqa: S704  the template escapes


def page_tags(renderer: Renderer, rendered: Rendered) -> Iterator[Tag]:
    """Describe a page of ours, which Zotero then saves as a web page."""
    yield "z:itemType", "webpage"
    yield "DC.title", rendered.title
    yield "DC.creator", publisher_of(renderer.site)
    yield "DC.publisher", publisher_of(renderer.site)
    yield "DC.date", rendered.checked or renderer.site.checked
    yield "DC.language", "en"
    yield "DC.rights", LICENCE


def work_tags(item: Item) -> Iterator[Tag]:
    """Describe a work as what it is."""
    within, issuer = _WITHIN.get(item["type"], ""), _ISSUED_BY.get(item["type"], "")
    told = (within and "container-title" in item) or (issuer and "publisher" in item)
    tags = _highwire(item, within, issuer) if told else _dublin_core(item)
    yield from (tag for tag in tags if all(tag))
    # Zotero cuts an organisation's name in two if it stands in a citation_author.
    people = [person for person in item.get("author", ()) if person != {"literal": OTHERS}]
    name = "citation_author" if told and not any("literal" in person for person in people) else "DC.creator"
    yield from ((name, _name(person)) for person in people)
    yield from (("DC.contributor", _name(person)) for person in item.get("editor", ()))


def _highwire(item: Item, within: str, issuer: str) -> Iterator[Tag]:
    first, _, last = item.get("page", "").partition("-")
    yield "citation_title", item["title"]
    yield "citation_publication_date", _date(item, "/")
    yield within, item.get("container-title", "")
    yield issuer or "citation_publisher", item.get("publisher", "")
    yield "citation_volume", item.get("volume", "")
    yield "citation_issue", item.get("issue", "")
    yield "citation_technical_report_number", item.get("number", "")
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    yield "citation_doi", item.get("DOI", "")
    yield "citation_public_url", item.get("URL", "")


def _dublin_core(item: Item) -> Iterator[Tag]:
    yield "z:itemType", _ZOTERO.get(item["type"], "document")
    yield "DC.title", item["title"]
    yield "DC.date", _date(item, "-")
    yield "DC.publisher", item.get("publisher", "") or item.get("container-title", "")
    yield "citation_doi", item.get("DOI", "")
    yield "citation_public_url", item.get("URL", "")


def _date(item: Item, between: str) -> str:
    issued = item.get("issued", {})
    return between.join(f"{part:02}" for part in parts_of(issued)) or issued.get("literal", "")


def _name(person: Person) -> str:
    return ", ".join(filter(None, (person.get("literal"), person.get("family"), person.get("given"))))
