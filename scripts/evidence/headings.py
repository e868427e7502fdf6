"""Headings and their addresses within a page, as Python-Markdown's table of contents gives them."""

import re
from typing import NamedTuple

from markdown.extensions.toc import slugify, unique

from evidence.blocks import Block
from evidence.content import Page
from evidence.words import plain_words, replaced

_ID = re.compile(r"\{[^{}\n]*#([\w:.-]+)[^{}\n]*\}\s*$")
_CLOSING = re.compile(r"\s+#+\s*$")


class Heading(NamedTuple):
    """A heading: its block, its words without marks and citations, and its id."""

    block: Block
    words: str
    id: str


def headings(page: Page) -> tuple[Heading, ...]:
    """Give a page's headings in order."""
    ids: set[str] = set()
    found = []
    for block in page.body.blocks:
        if block.kind == "heading":
            words = heading_words(page, block)
            given = _ID.search(page.body.text(block))
            found.append(Heading(block, words, given[1] if given else unique(slugify(words, "-"), ids)))
    return tuple(found)


def heading_words(page: Page, block: Block) -> str:
    """Give a heading's words without marks and citations."""
    citations = [citation for citation in page.citations if block.start <= citation.start < block.end]
    text = replaced(page.body.text(block), block.start, citations, lambda _: "")
    return plain_words(_ID.sub("", _CLOSING.sub("", text)))
