"""What a page states, piece by piece, with an address for each piece that outlives edits elsewhere on the page."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from evidence import harvard
from evidence.addresses import reference_slug
from evidence.blocks import Block
from evidence.citations import Citation
from evidence.content import CitedText, Page, Site
from evidence.headings import headings
from evidence.page_types import GROUNDED
from evidence.words import plain_words, replaced, safe, uncited_words


class Statement(NamedTuple):
    """A paragraph, list item, table cell or heading that holds citations, or a fact of the page's box.

    `id` is its address within the page. `number` counts the page's statements from 1; a heading or a fact has 0.
    `name` is what to call it: its number, or the heading's or the fact's own words.
    `words` are its words, with its citations as readers see them.
    """

    id: str
    number: int
    name: str
    block: Block | None
    words: str
    keys: tuple[str, ...]


class Place(NamedTuple):
    """Where a source is cited: the page and the statement."""

    page: Page
    statement: Statement


def statements(site: Site, page: Page) -> tuple[Statement, ...]:
    """Give a page's facts and statements in order.

    A statement's address is made from its own words, so it changes with them and with nothing else.
    """
    found = [_fact(site, page, cited) for cited in page.cited_texts]
    taken: Counter[str] = Counter()
    number = 0
    heading_ids = {heading.block: heading.id for heading in headings(page)} if page.cited_blocks else {}
    label: Block | None = None
    for block in page.body.blocks if page.cited_blocks else ():
        citations = page.cited_blocks.get(block, ())
        if block.kind == "label":
            label = block
        if not citations:
            continue
        text = page.body.text(block)
        keys = tuple(dict.fromkeys(item.key for citation in citations for item in citation.items))
        words = plain_words(replaced(text, block.start, citations, lambda citation: in_words(site, citation)))
        if block.kind == "heading":
            found.append(Statement(heading_ids[block], 0, f"“{words}”", block, words, keys))
            continue
        number += 1
        bare = uncited_words(page, block)
        if block.kind == "cell":
            bare = f"{_place(page, label, block)} {bare}"
        found.append(Statement(_address(bare.strip(), taken), number, str(number), block, words, keys))
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
    """Give a citation as Markdown without links: "(Ayiwe et al., 2022, p. 4; SCIE, n.d.)"."""
    return harvard.cite(citation, site.labels, lambda key, words: safe(words or f"@{key}"))


def fact_id(field: str, name: str = "") -> str:
    """Give the address of a fact of the page's box."""
    return "-".join(part for part in ("fact", field.replace("_", "-"), reference_slug(name)) if part)


def _fact(site: Site, page: Page, cited: CitedText) -> Statement:
    field = page.page_type.field(cited.field)
    label = field.label if field else cited.field
    keys = tuple(dict.fromkeys(item.key for citation in cited.citations for item in citation.items))
    for name, ground in page.pairs(cited.field) if field and field.shape in GROUNDED else ():
        if ground is cited.text:
            target = site.by_uri.get(f"{field.folder}/{name.value}.md") if field else None
            words = f"{label}: {target.title if target else name.value}"
            return Statement(fact_id(cited.field, name.value), 0, f"“{words}”", None, words, keys)
    words = plain_words(replaced(cited.text.value, 0, cited.citations, lambda _: ""))
    return Statement(fact_id(cited.field), 0, f"“{label}”", None, f"{label}: {words}", keys)


def _place(page: Page, label: Block | None, cell: Block) -> str:
    """Give what tells cells with the same words apart: the words of the row's first cell, and the columns before it.

    `label` is the last first cell that is not empty.
    """
    text = page.body.uncoded
    start = text.rfind("\n", 0, cell.start) + 1
    before = text[start : cell.start].lstrip(" \t>").removeprefix("|")
    row = uncited_words(page, label) if label and label.start >= start else ""
    columns = before.count("|") - before.count("\\|")
    return f"{row} {columns}"


def _address(words: str, taken: Counter[str]) -> str:
    base = "s-" + hashlib.sha256(words.casefold().encode()).hexdigest()[:6]
    taken[base] += 1
    return base if taken[base] == 1 else f"{base}-{taken[base]}"
