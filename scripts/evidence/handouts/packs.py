"""What stands in a meeting pack: several pages as one document, with what a meeting needs around them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from evidence import harvard
from evidence.addresses import reference_slug
from evidence.content import Page, Site
from evidence.glossary import read_glossary
from evidence.handouts.lines import Node, in_large_letters
from evidence.handouts.sheets import Content, Pictures, Sheet, address_of, common, part, sheet, with_rung, words_of
from evidence.handouts.tables import longest_word
from evidence.handouts.tree import TOP, resolver
from evidence.ladder import BANDS

FEEDBACK = (
    "What was useful today?",
    "What was missing, or not right?",
    "What should happen next, and who should do it?",
    "What would make it easier for you to take part?",
)

LONGEST_QUESTION_KEPT_WHOLE = 400
"""Letters up to which a question's card is kept on one page, even in large print."""


def pack(root: Path, site: Site, content: Content, contents: Mapping[str, Content]) -> Sheet:
    """Give a meeting pack; raise UnknownElementError if one of its pages holds what paper cannot show."""
    page, pictures = content.page, Pictures(root, site)
    bundled = [contents[link.target] for link in page.links if link.target in contents]
    prefixes = {address_of(site, each.page): _prefix(each.page) for each in (content, *bundled)}

    def nodes(each: Content, html: str) -> list[Node]:
        address = address_of(site, each.page)
        return part(html, each.page, address, resolver(address, prefixes), pictures, prefixes[address])

    pages = [page, *(each.page for each in bundled)]
    day = _newest(site, pages)
    parts = [
        {
            "top": f"{_prefix(each.page)}{TOP}",
            "band": band if (band := each.page.text("band")) in BANDS else "",
            "nodes": with_rung(each.page, nodes(each, f"{each.head}\n{each.text}")),
        }
        for each in bundled
    ]
    opening = nodes(content, content.text)
    sources = _in_order(site, (node for each in (content, *bundled) for node in nodes(each, each.tail)))
    data: Node = {
        **common(site, page),
        "name": in_large_letters(words_of(page.title)),
        "lead": words_of(page.summary),
        "contact": words_of(site.settings.contact),
        "checked": harvard.date_in_words(day),
        "purpose": words_of(page.text("purpose")),
        "agenda": [words_of(text.value) for text in page.texts("agenda")],
        "questions": [
            {
                "c": in_large_letters(words_of(text.value)),
                "whole": len(text.value) <= LONGEST_QUESTION_KEPT_WHOLE,
                # In ordinary print, where cards are narrow, a line may end at a hyphen.
                "longest": longest_word(text.value.replace("-", " ")),
            }
            for text in page.texts("questions")
        ],
        "opening": opening,
        "parts": parts,
        "terms": [(words_of(name), words_of(meaning)) for name, meaning in _terms(site, pages)],
        "sources": sources,
        "feedback": FEEDBACK,
    }
    return sheet(page, "pack.typ", data, pictures, day)


def _prefix(page: Page) -> str:
    """Give what keeps a page's ids apart from those of others in the pack."""
    return f"{page.uri.removesuffix('.md')}--"


def _newest(site: Site, pages: Iterable[Page]) -> str:
    return max((page.text("checked") for page in pages), default="") or site.checked


def _terms(site: Site, pages: Iterable[Page]) -> list[tuple[str, str]]:
    """Give the terms that the pages use, with what they mean, by letter."""
    glossary = read_glossary(site)
    used = {term.name: term.meaning for page in pages for _, _, term in glossary.uses(page)}
    return sorted(used.items(), key=lambda term: term[0].casefold())


def _in_order(site: Site, nodes: Iterable[Node]) -> list[Node]:
    """Give the sources of all pages as one list, each of them once and without the numbers of one page's statements."""
    found: dict[str, Node] = {}
    for node in nodes:
        for item in cast("list[Node]", node["c"]) if node["k"] == "sources" else ():
            lines = [line for line in cast("list[Node]", item["c"]) if line.get("role") != "back"]
            found.setdefault(str(item["id"]), {**item, "c": lines})
    cited = (work for work in site.library.references.values() if _id(work.key) in found)
    items = [found[_id(work.key)] for work in harvard.in_order(cited, site.labels)]
    return [{"k": "sources", "c": items}] if items else []


def _id(key: str) -> str:
    return f"src-{reference_slug(key)}"
