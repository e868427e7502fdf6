"""What a page states, piece by piece, with an address for each piece that outlives edits elsewhere on the page."""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from evidence.blocks import Block
from evidence.citations import Citation
from evidence.content import CitedText, Page, Site
from evidence.headings import headings
from evidence.page_types import GROUNDED
from evidence.words import plain_words, replaced


class Statement(NamedTuple):
    """A paragraph, list item, table cell or heading that holds citations, or a fact of the page's box.

    `id` is its address within the page. `number` counts the page's statements from 1; a heading or a fact has 0.
    `words` are its words, with its citations as readers see them.
    """

    id: str
    number: int
    block: Block | None
    words: str
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """What to call it: its number, or a fact's or heading's own name."""
        return str(self.number) if self.number else f"“{self.words.split(':')[0]}”"


class Place(NamedTuple):
    """Where a source is cited: the page and the statement."""

    page: Page
    statement: Statement


def statements(site: Site, page: Page) -> tuple[Statement, ...]:
    """Give a page's facts and statements in order.

    A statement's address is made from its own words, so it changes with them and with nothing else.
    """
    found = [_fact(site, page, cited) for cited in page.cited_texts]
    taken: set[str] = set()
    number = 0
    heading_ids = {heading.block: heading.id for heading in headings(page)} if page.cited_blocks else {}
    for block, citations in page.cited_blocks.items():
        text = page.body.text(block)
        keys = tuple(dict.fromkeys(item.key for citation in citations for item in citation.items))
        words = plain_words(replaced(text, block.start, citations, lambda citation: in_words(site, citation)))
        if block.kind == "heading":
            found.append(Statement(heading_ids[block], 0, block, words, keys))
            continue
        number += 1
        bare = plain_words(replaced(text, block.start, citations, lambda _: ""))
        found.append(Statement(_address(bare, taken), number, block, words, keys))
    return tuple(found)


def places(site: Site, found: Mapping[str, tuple[Statement, ...]]) -> dict[str, list[Place]]:
    """For each key, every place that cites it; `found` holds the statements of each page by its URI."""
    cited: dict[str, list[Place]] = {}
    for page in site.pages:
        for statement in found[page.uri]:
            for key in statement.keys:
                cited.setdefault(key, []).append(Place(page, statement))
    return cited


def in_words(site: Site, citation: Citation) -> str:
    """Give a citation as plain words, as a reader sees it: "(Ayiwe et al., 2022, p. 4; SCIE, n.d.)"."""
    parts = []
    for number, item in enumerate(citation.items):
        label = site.labels.get(item.key)
        authors, year = label or (f"@{item.key}", "")
        after = item.after.strip()
        if number == 0 and citation.narrative:
            year = f"{year}{', ' if after and year else ''}{after}"
            first = f"({year}" if item.mode == "suppress-author" else f"{authors} ({year}"
            parts.append(first if year else authors)
            continue
        name = year if item.mode == "suppress-author" else f"{authors}, {year}" if year else authors
        space = "" if item.after[:1] in ("", ",", ";", ":", " ") else " "
        parts.append(f"{item.prefix} {name}{space}{item.after.rstrip()}".strip())
    text = "; ".join(parts)
    if not citation.narrative:
        return f"({text})"
    return f"{text})" if "(" in parts[0] else text


def fact_id(field: str, name: str = "") -> str:
    """Give the address of a fact of the page's box."""
    return "-".join(part for part in ("fact", field.replace("_", "-"), name) if part)


def _fact(site: Site, page: Page, cited: CitedText) -> Statement:
    field = page.page_type.field(cited.field)
    label = field.label if field else cited.field
    keys = tuple(dict.fromkeys(item.key for citation in cited.citations for item in citation.items))
    if field and field.shape in GROUNDED:
        name = next(name for name, ground in page.pairs(cited.field) if ground is cited.text)
        target = site.by_uri.get(f"{field.folder}/{name.value}.md")
        return Statement(
            fact_id(cited.field, name.value), 0, None, f"{label}: {target.title if target else name.value}", keys
        )
    words = plain_words(replaced(cited.text.value, 0, cited.citations, lambda _: ""))
    return Statement(fact_id(cited.field), 0, None, f"{label}: {words}", keys)


def _address(words: str, taken: set[str]) -> str:
    base = "s-" + hashlib.sha256(words.casefold().encode()).hexdigest()[:6]
    address, number = base, 1
    while address in taken:
        number += 1
        address = f"{base}-{number}"
    taken.add(address)
    return address
