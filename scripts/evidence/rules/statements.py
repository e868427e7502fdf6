"""The rule about statements."""

import re
from collections.abc import Iterator

from evidence.content import Page, Site
from evidence.headings import heading_words
from evidence.problem import Finding

OPEN_ANSWER = re.compile(r"\bnot (?:stated|known|checked)\b", re.IGNORECASE)
SHOWN = 60


def uncited_statement(site: Site) -> Iterator[Finding]:
    """Every paragraph, list item and table cell in an evidence section carries a citation."""
    for page in site.pages:
        if page.page_type.evidence and page.readable:
            yield from _uncited(page)


def _uncited(page: Page) -> Iterator[Finding]:
    blocks, prose = page.body.blocks, page.body.prose
    cited = _cited_blocks(page)
    covered: set[int] = set()
    sourced = True
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            if block.level <= 2:
                sourced = heading_words(page, block) not in page.page_type.unsourced
            continue
        ends_in_colon = prose[block.start : block.end].rstrip().endswith(":") or _colon_before_citation(page, number)
        if block.lead in covered or (ends_in_colon and number in cited):
            covered.add(number)
        if not sourced or block.kind == "label" or number in cited or block.lead in covered:
            continue
        words = prose[block.start : block.end]
        introduces = ends_in_colon and any(other.lead == number for other in blocks[number + 1 : number + 3])
        if words.strip() and not introduces and not OPEN_ANSWER.search(words):
            shown = " ".join(page.body.text(block).split())
            shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN].rsplit(' ', 1)[0]} …"
            yield Finding(
                page.source,
                block.start,
                f"'{shown}' has no source. Readers will ask how we know.",
                "Add one at its end, such as [@key, p. 4], or say that it is not known.",
            )


def _cited_blocks(page: Page) -> set[int]:
    """Give the numbers of the blocks that hold a citation."""
    found: set[int] = set()
    citations = iter(page.citations)
    citation = next(citations, None)
    for number, block in enumerate(page.body.blocks):
        while citation and citation.start < block.start:
            citation = next(citations, None)
        if citation and citation.start < block.end:
            found.add(number)
    return found


def _colon_before_citation(page: Page, number: int) -> bool:
    """Say whether a block's words end in a colon when the citation that closes it is left out: "as a whole [@a]:"."""
    block = page.body.blocks[number]
    last = next((found for found in reversed(page.citations) if block.start <= found.start < block.end), None)
    if not last:
        return False
    return page.source.text[block.start : block.end].rstrip().endswith(":") or (
        page.source.text[last.end : block.end].strip() == "" and page.source.text[block.start : last.start].rstrip().endswith(":")
    )
