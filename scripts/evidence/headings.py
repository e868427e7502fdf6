"""Headings and their addresses within a page, as Python-Markdown's table of contents gives them."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from markdown.extensions.toc import slugify, unique

from evidence.blocks import PICTURE, Block
from evidence.citable import is_citable
from evidence.content import Page, Site
from evidence.page_types import CHANGES, ON_CARDS, PACKS
from evidence.words import plain_words, replaced

PARTS: Mapping[str, Callable[[Site, Page], bool]] = {
    "main": lambda _site, _page: True,
    "problems": lambda _site, _page: False,
    "facts": lambda _site, page: any(field.shape in ON_CARDS for field in page.page_type.fields),
    "comes-from": lambda _site, page: any(page.items()),
    "pages": lambda _site, page: page.page_type is PACKS or page.uri.endswith("/index.md"),
    "sources": lambda _site, page: any(page.items()),
    "cite": is_citable,
    "changes": lambda _site, page: bool(page.pairs(CHANGES.name)),
}
"""The ids of what the build puts around a page's text, each with which pages have it as soon as they are sound."""

TAKEN = re.compile("|".join((*PARTS, r"(?:leads|tip)-\d+", r"(?:fact|pack|src|s|mark)-.+")))
"""The ids of what the build adds to a page: no heading gets one of them."""

_GIVEN = re.compile(r"(?<!@)\{:?[ \t]*(?:[^{}\n]*[ \t])?#(?P<id>[^\s{}#.=]+)[^{}\n]*\}")
_ID = re.compile(r"(?:^| )#([^ =}]+)")


class Heading(NamedTuple):
    """A heading: its block, its words without marks and citations, and its id.

    `attributes` is what stands in the curly brackets at its end; `end` is the offset at which it ends without them.
    `clashes` if the id that its words would give is that of something else on the page.
    """

    block: Block
    words: str
    id: str
    attributes: str
    end: int
    clashes: bool


def headings(page: Page) -> tuple[Heading, ...]:
    """Give a page's headings in order. An id that is given to one is made for no other, not even above it."""
    read = [(block, *_attributes(page.body.text(block))) for block in page.body.blocks if block.kind == "heading"]
    given = {block: ids[-1] for block, attributes, _ in read if (ids := _ID.findall(attributes))}
    taken, counters = set(given.values()), dict[str, int]()
    found = []
    for block, attributes, end in read:
        words = heading_words(page, block)
        slug = slugify(words, "-")
        clashes = block not in given and bool(TAKEN.fullmatch(slug))
        if clashes:
            taken.add(slug)
        id = given.get(block) or unique(slug, taken, counters)  # type: ignore[call-arg]  # noqa: A001  its types are old
        found.append(Heading(block, words, id, attributes, block.start + end, clashes))
    return tuple(found)


def given_ids(page: Page) -> Iterator[tuple[str, int]]:
    """Give each id that an editor has given to something on a page, as in {#d01}, and where it stands."""
    prose = page.body.prose
    for found in _GIVEN.finditer(prose) if "#" in prose and "}" in prose else ():
        yield found["id"], found.start("id")


def heading_words(page: Page, block: Block) -> str:
    """Give a heading's words without marks and citations."""
    text = page.body.text(block)
    attributes, end = _attributes(text)
    if attributes:
        text = text[:end].rstrip("#").rstrip()
    words = replaced(text, block.start, page.cited_blocks.get(block, ()), lambda _: "")
    return plain_words(PICTURE.sub("", words))


def _attributes(text: str) -> tuple[str, int]:
    """Give what stands in the curly brackets that end a heading, and where it ends without them."""
    bare = text.rstrip(" ")
    opening = bare.rfind(" {")
    inside = bare[opening + 2 : -1].removeprefix(":").strip(" ")
    if opening < 0 or not bare.endswith("}") or not inside or "}" in inside or " {" in bare[:opening]:
        return "", len(text)
    return inside, len(bare[:opening].rstrip(" "))
