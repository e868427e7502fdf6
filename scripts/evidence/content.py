"""Every page and the reference library, in memory, with the links between them."""

import dataclasses
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from evidence import harvard
from evidence.bibliography import Library
from evidence.blocks import Block, Body
from evidence.citations import Citation, Item, scan_text, unescaped
from evidence.front_matter import Entries, FrontMatter, Items, Node, Text, texts
from evidence.page_types import ALL_ISLAND, NOT_STATED, OUR_READING, Field, PageType, Shape
from evidence.settings import Settings
from evidence.source import Fault, Source

DOCS = "docs"
TEMPLATE = "_template.md"
"""What a folder's new pages begin as; it is neither checked nor published."""

_BELOW = re.compile(r"[\w-][\w.~-]*(?:/[\w-][\w.~-]*)*")
"""An address that cannot lead out of the site."""


def folded_title(title: str) -> str:
    """Give a title as it is compared with others: without capitals, with single spaces."""
    return " ".join(title.casefold().split())


class CitedText(NamedTuple):
    """A piece of text in a page's box that holds citations, with the offset at which it begins in the file."""

    field: str
    text: Text
    citations: tuple[Citation, ...]


class Link(NamedTuple):
    """One page naming another in its front matter: the field, the other page's URI, and who says so."""

    field: Field
    target: str
    ground: Text
    offset: int

    @property
    def ours(self) -> bool:
        """Say whether the link is our reading and not a source's statement."""
        return self.ground.value == OUR_READING


@dataclass(frozen=True, eq=False)
class Page:
    """A Markdown file under docs/. `uri` is its path from there, such as nations/wales.md."""

    uri: str
    source: Source
    page_type: PageType
    front_matter: FrontMatter
    body: Body
    citations: tuple[Citation, ...]
    file_faults: tuple[Fault, ...] = ()
    front_matter_faults: tuple[Fault, ...] = ()

    @cached_property
    def slug(self) -> str:
        """The file's name without .md, by which pages name each other."""
        return self.uri.rpartition("/")[2].removesuffix(".md")

    @property
    def title(self) -> str:
        """The page's title, or its slug while it has none."""
        return unescaped(self.text("title")) or self.slug

    @property
    def summary(self) -> str:
        """The sentence or two that say what the page is about; empty while it has none."""
        return unescaped(self.text("summary"))

    @property
    def readable(self) -> bool:
        """Say whether the file and its box could be read, so that rules about what they hold make sense."""
        return not self.file_faults and not self.front_matter_faults

    def text(self, field: str) -> str:
        """Give a field's words; empty if it is missing or holds something else."""
        node = self.front_matter.fields.get(field)
        return node.value.strip() if isinstance(node, Text) else ""

    def texts(self, field: str) -> tuple[Text, ...]:
        """Give the pieces of text in a field that holds a list of them."""
        node = self.front_matter.fields.get(field)
        return tuple(item for item in node.items if isinstance(item, Text)) if isinstance(node, Items) else ()

    def pairs(self, field: str) -> tuple[tuple[Text, Text], ...]:
        """Give the names and values of a field that holds a mapping, or a list of mappings."""
        return tuple(_pairs(self.front_matter.fields.get(field)))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The pages that this page's box names, with their grounds."""
        return tuple(_links(self))

    @cached_property
    def cited_texts(self) -> tuple[CitedText, ...]:
        """The pieces of the box that hold citations."""
        return tuple(
            CitedText(name, text, citations)
            for name, node in self.front_matter.fields.items()
            for text in texts(node)
            if (citations := scan_text(text.value))
        )

    @cached_property
    def cited_blocks(self) -> Mapping[Block, tuple[Citation, ...]]:
        """The blocks of the text that hold citations, in order, each with them."""
        found: dict[Block, tuple[Citation, ...]] = {}
        at = 0
        for block in self.body.blocks:
            first = at
            while at < len(self.citations) and self.citations[at].start < block.end:
                at += 1
            if at > first:
                found[block] = self.citations[first:at]
        return found

    def items(self) -> Iterator[tuple[Item, int]]:
        """Give every source that the page cites, in its text and in its box, with its offset in the file."""
        for cited in self.cited_texts:
            for citation in cited.citations:
                for item in citation.items:
                    yield item, cited.text.offset + item.start
        for citation in self.citations:
            for item in citation.items:
                yield item, item.start


@dataclass(frozen=True, eq=False)
class Site:
    """All pages in the order of their URIs, the files beside them, the library and the publisher's settings."""

    pages: tuple[Page, ...]
    files: frozenset[str]
    library: Library
    settings: Settings = dataclasses.field(default_factory=Settings)
    faults: tuple[tuple[Source, Fault], ...] = ()

    @cached_property
    def by_uri(self) -> Mapping[str, Page]:
        """The pages by their URIs."""
        return {page.uri: page for page in self.pages}

    @cached_property
    def by_title(self) -> Mapping[str, Page]:
        """The pages by their titles as they are compared; of several with one, the first."""
        return {folded_title(page.title): page for page in reversed(self.pages) if page.text("title")}

    @cached_property
    def checked(self) -> str:
        """The newest day on which a page was checked: the site's own date, since no output reads the clock."""
        return max((page.text("checked") for page in self.pages), default="") or "2000-01-01"

    @cached_property
    def labels(self) -> Mapping[str, harvard.Label]:
        """How each work is named in a text, by key."""
        return harvard.labels(self.library)

    @cached_property
    def links_to(self) -> Mapping[str, tuple[tuple[Page, Link], ...]]:
        """For each URI, the pages that name it, with the link."""
        found: dict[str, list[tuple[Page, Link]]] = {}
        for page in self.pages:
            for link in page.links:
                found.setdefault(link.target, []).append((page, link))
        return {uri: tuple(links) for uri, links in found.items()}

    @cached_property
    def moved(self) -> Mapping[str, Page]:
        """The pages by the URIs that they had before."""
        found: dict[str, Page] = {}
        for page in self.pages:
            for text in page.texts("formerly"):
                address = text.value.strip().strip("/")
                if _BELOW.fullmatch(address):
                    found.setdefault(f"{address}.md", page)
        return found

    def in_folder(self, folder: str) -> tuple[Page, ...]:
        """Give the pages of a folder but its index: those with a place in order first, then by title."""
        return self._folders.get(folder, ())

    @cached_property
    def _folders(self) -> Mapping[str, tuple[Page, ...]]:
        found: dict[str, list[Page]] = {}
        for page in self.pages:
            if page.slug != "index":
                found.setdefault(page.uri.rpartition("/")[0], []).append(page)
        return {folder: tuple(sorted(pages, key=_place_in_order)) for folder, pages in found.items()}


def _place_in_order(page: Page) -> tuple[int, str]:
    position = page.text("position")
    return int(position) if position.isdecimal() and len(position) < 9 else sys.maxsize, page.title.lower()


def _pairs(node: Node | None) -> Iterator[tuple[Text, Text]]:
    if isinstance(node, Entries):
        for name, value in node.entries:
            if isinstance(value, Text):
                yield name, value
    elif isinstance(node, Items):
        for item in node.items:
            yield from _pairs(item)


def _links(page: Page) -> Iterator[Link]:
    for field in page.page_type.fields:
        if field.shape is Shape.NATIONS:
            for text in page.texts(field.name):
                slug = "northern-ireland" if text.value == ALL_ISLAND else text.value
                yield Link(field, f"{field.folder}/{slug}.md", Text("", text.offset), text.offset)
        elif field.shape is Shape.LINKS:
            for name, ground in page.pairs(field.name):
                if name.value != NOT_STATED:
                    yield Link(field, f"{field.folder}/{name.value}.md", ground, name.offset)
        elif field.shape is Shape.PAGES:
            for text in page.texts(field.name):
                yield Link(field, f"{text.value.removesuffix('.md')}.md", Text("", text.offset), text.offset)
