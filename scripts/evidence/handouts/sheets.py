"""What stands on a handout: a page as readers see it on the web, as data for the typesetter."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import segno

from evidence.addresses import url_of
from evidence.citable import full_address
from evidence.content import DOCS, Page, Site
from evidence.handouts.lines import Node, Piece, plain
from evidence.handouts.nodes import UnknownElementError, read_nodes
from evidence.handouts.places import linked
from evidence.handouts.tree import TOP, Resolve, clean, picture_uri, resolver
from evidence.ladder import BANDS

NO_ADDRESS = "https://example.org/"
"""What stands for the site's address where the publisher has not set one."""

QR_PATTERN = 2
"""The pattern over QR codes: the one that is chosen for most of our addresses when all are tried."""

NAME = "Doing With"
LONGEST_CLOSING = 1500
"""Letters of data up to which a page's last sections are kept together with what its handout says of itself."""

LICENCE = "You may copy and share this under the licence CC BY 4.0. Quotations belong to the people and bodies quoted."


class Picture(NamedTuple):
    """A picture that a document shows: its path below docs/ and its bytes."""

    uri: str
    content: bytes


class Content(NamedTuple):
    """A page as the build has rendered it: the HTML of its head, its text and its tail."""

    page: Page
    head: str
    text: str
    tail: str


@dataclass(frozen=True)
class Sheet:
    """A document to be set: where it is kept, its template, its data, its pictures and the day it is of.

    The data calls a picture by the same name as `pictures`.
    """

    name: str
    template: str
    data: Mapping[str, object]
    pictures: Mapping[str, Picture]
    day: str


@dataclass
class Pictures:
    """The pictures that one document shows, taken from a site's files alone, by the names it knows them by."""

    root: Path
    site: Site
    found: dict[str, Picture] = field(default_factory=dict)

    def named(self, src: str, address: str) -> str:
        """Give the name of the picture at an address on a page; raise UnknownElementError if it is not ours."""
        uri = picture_uri(src, address, self.site.settings.site_url or NO_ADDRESS)
        # The site's files are those that lie within docs/, whatever shortcuts lead there.
        if uri not in self.site.files:
            raise UnknownElementError(f"the picture '{src}' from elsewhere")
        content = (self.root / DOCS / uri).read_bytes()
        # Without an ending, what kind of picture it is shows from its bytes, as it does in a browser.
        name = hashlib.sha256(content).hexdigest()
        self.found[name] = Picture(uri, content)
        return name


def address_of(site: Site, page: Page) -> str:
    """Give the address of a page, or what stands for it while the publisher has set none."""
    return full_address(site, page.uri) or f"{NO_ADDRESS}{url_of(page.uri)}"


def handout(root: Path, site: Site, content: Content) -> Sheet:
    """Give a page's handout; raise UnknownElementError if it holds what paper cannot show."""
    page, address, pictures = content.page, address_of(site, content.page), Pictures(root, site)
    html = f"{content.head}\n{content.text}\n{content.tail}"
    nodes = with_rung(page, part(html, page, address, resolver(address, {}), pictures))
    bounds = [*_closing(nodes), len(nodes)]
    closing = [nodes[start:end] for start, end in pairwise(bounds)]
    data: Node = {**common(site, page), "top": TOP, "nodes": nodes[: bounds[0]], "closing": closing}
    return sheet(page, "handout.typ", data, pictures, page.text("checked") or site.checked)


def common(site: Site, page: Page) -> Node:
    """Give what every document says: its name, what it is about, where it is, and what it says of itself."""
    address = address_of(site, page)
    return {
        "site": NAME,
        "title": page.title,
        "summary": page.summary,
        "footer": words_of(f"{NAME}: {page.title}"),
        "address": address,
        "about": about(site, address),
    }


def words_of(text: str) -> list[Piece]:
    """Give words that are not from a page's HTML as pieces of a line."""
    return list(plain(text))


def sheet(page: Page, template: str, data: Node, pictures: Pictures, day: str) -> Sheet:
    """Give a page's document once its data is whole."""
    return Sheet(page.uri.removesuffix(".md"), template, linked(data), pictures.found, day)


def part(html: str, page: Page, address: str, resolve: Resolve, pictures: Pictures, prefix: str = "") -> list[Node]:
    """Give a page's HTML as nodes; raise UnknownElementError if it holds what paper cannot show."""
    try:
        return read_nodes(clean(html, resolve, prefix), lambda src: pictures.named(src, address))
    except UnknownElementError as error:
        error.uri = page.uri
        raise
    except RecursionError:
        raise UnknownElementError("lists or boxes within too many others", uri=page.uri) from None


def with_rung(page: Page, nodes: list[Node]) -> list[Node]:
    """Put the rung of the ladder that a way to involve stands on below its card of facts."""
    band = page.text("band")
    cards = [number for number, node in enumerate(nodes) if node["k"] == "card"]
    if not cards or band not in BANDS:
        return nodes
    return [*nodes[: cards[0] + 1], {"k": "rung", "band": band}, *nodes[cards[0] + 1 :]]


def about(site: Site, address: str) -> list[tuple[str, list[Piece]]]:
    """Give what every document says of itself: where the page is, how to mend it, and how to ask for another form."""
    contact = site.settings.contact
    wrong = "Choose “Suggest a correction” at the foot of that page"
    found: list[tuple[str, list[Piece]]] = [
        ("Read it online:", [{"k": "link", "to": address, "bare": False, "c": [{"k": "address", "c": address}]}]),
        ("Something not right?", words_of(f"{wrong}, or write to {contact}." if contact else f"{wrong}.")),
    ]
    if contact:
        found.append(("Ask us for another format:", words_of(contact)))
    return [*found, ("Share it:", words_of(LICENCE))]


@lru_cache(maxsize=4)  # both sizes of a document show the same code
def qr_code(address: str) -> bytes:
    """Draw an address as a QR code that can still be read with a seventh of it soiled."""
    out = io.BytesIO()
    # Readers undo whichever pattern lies over a code. Trying all eight takes as long as setting a page.
    code = segno.make(address, error="m", micro=False, mask=QR_PATTERN)
    code.save(out, kind="svg", border=4, xmldecl=False, omitsize=True)
    return out.getvalue()


def _closing(nodes: list[Node]) -> list[int]:
    """Give where each of a page's last sections begins: those that are short enough to stand at the end together."""
    starts = [number for number, node in enumerate(nodes) if node["k"] == "heading" and node["level"] == 2]
    return [start for start in starts[-2:] if len(json.dumps(nodes[start:])) <= LONGEST_CLOSING]
