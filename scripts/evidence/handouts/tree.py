"""The HTML of a page, cleaned for paper: what only works on a screen goes, what is folded away opens.

Nothing here knows the typesetter, so another one can take its place.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import cast
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

SCHEMES = ("http", "https", "mailto", "tel")
"""Where a link on paper may lead; any other becomes plain words."""

ON_SCREEN_ALONE = ("nav", "button", "input", "script", "style", "template")
CLASSES_ON_SCREEN_ALONE = frozenset(
    ("headerlink", "dw-noprint", "dw-fold", "dw-tip", "dw-problem", "dw-sprite", "footnote-backref", "tabbed-labels")
)

_WBR = re.compile(r"</?wbr\b[^<>]*>", re.IGNORECASE)
_ACCESSED = re.compile(r"\s*(?=\(Accessed: )")

Resolve = Callable[[str], str]
"""What gives a link's address on paper, or nothing if it leads nowhere there."""


def clean(html: str, resolve: Resolve, prefix: str = "") -> etree._Element:
    """Read a piece of HTML and clean it. Links become what `resolve` makes of them; ids get a prefix."""
    # The parser does not know that <wbr> holds nothing, and would put what follows into it.
    whole = _WBR.sub("\u200b", html)
    tree = etree.fromstring(f"<html><body>{whole}</body></html>", etree.HTMLParser(huge_tree=True))
    body = tree[0]
    _flatten_tabs(body)
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or _is_for_screens(element):
            _drop(element)
    for element in list(body.iter("details")):
        element.tag = "div"
        element.set("class", "admonition")
    for element in list(body.iter("summary")):
        element.tag = "p"
        element.set("class", "admonition-title")
    for element in list(body.iter("p")):
        _unwrap_lone_picture(element)
    for element in body.iter():
        if given := element.get("id"):
            element.set("id", prefixed(given, prefix))
    _write_addresses(body)
    for link in list(body.iter("a")):
        _follow(link, resolve)
    return body


def prefixed(given: str, prefix: str) -> str:
    """Give an id as it is called in a document of several pages. A source has one entry for all of them."""
    return given if given.startswith("src-") else f"{prefix}{given}"


def resolver(address: str, bundled: Mapping[str, str]) -> Resolve:
    """Give what resolves the links of the page at an address: to whole addresses, or into the same document.

    `bundled` holds the prefixes of the pages in the document by their addresses. Without it the document is one page,
    too short for ways within it, which take a fifth of the typesetter's time: they become words.
    """

    @cache
    def resolve(href: str) -> str:
        whole = urljoin(address, href.strip())
        if urlsplit(whole).scheme.lower() not in SCHEMES:
            return ""
        page, _, anchor = whole.partition("#")
        if page not in bundled:
            return "" if page == address else whole
        return f"#{prefixed(unquote(anchor) or TOP, bundled[page])}"

    return resolve


TOP = "main"
"""The id of a page's own beginning, which no heading gets."""


def picture_uri(src: str, address: str, site_url: str) -> str:
    """Give the path below docs/ of a picture on the page at an address; nothing if it is not of this site."""
    whole = urljoin(address, src.strip())
    if not whole.startswith(site_url):
        return ""
    return posixpath.normpath(unquote(urlsplit(whole[len(site_url) :]).path))


def classes(element: etree._Element) -> frozenset[str]:
    """Give the classes of an element."""
    return frozenset((element.get("class") or "").split())


def words(element: etree._Element) -> str:
    """Give the words within an element, on one line."""
    return " ".join("".join(cast("Iterator[str]", element.itertext())).split())


def _is_for_screens(element: etree._Element) -> bool:
    if element.tag in ON_SCREEN_ALONE or element.get("hidden") is not None:
        return True
    if element.tag == "svg" and element.get("aria-hidden") == "true":
        return True
    return not CLASSES_ON_SCREEN_ALONE.isdisjoint(classes(element)) or _is_about_a_source(element)


def _is_about_a_source(element: etree._Element) -> bool:
    parent = element.getparent()
    return element.tag == "a" and parent is not None and "dw-source__meta" in classes(parent)


def _flatten_tabs(body: etree._Element) -> None:
    """Put each tab's label above its content, one after the other."""
    for tabs in list(body.iter("div")):
        if "tabbed-set" not in classes(tabs):
            continue
        labels = [label for label in tabs.iter("label") if _tabs_of(label) is tabs]
        blocks = [block for block in tabs.iter("div") if "tabbed-block" in classes(block) and _tabs_of(block) is tabs]
        for label, block in zip(labels, blocks, strict=False):
            title = etree.Element("p", {"class": "tab-title"})
            title.text = words(label)
            block.insert(0, title)
            title.tail, block.text = block.text, None


def _tabs_of(element: etree._Element) -> etree._Element | None:
    return next((above for above in element.iterancestors("div") if "tabbed-set" in classes(above)), None)


def _unwrap_lone_picture(paragraph: etree._Element) -> None:
    """Take a picture that is alone in its paragraph out of it: it is no part of a line of words."""
    if len(paragraph) == 1 and paragraph[0].tag == "img" and not words(paragraph):
        paragraph.tag = "div"


def _write_addresses(body: etree._Element) -> None:
    """Write out the address of each source, and commas between the statements that it supports."""
    for paragraph in body.iter("p"):
        if "dw-source__ref" in classes(paragraph) and (link := paragraph.find("a")) is not None:
            before, *accessed = _ACCESSED.split(link.tail or "", maxsplit=1)
            link.tail = f"{before.rstrip()} Available at: "
            address = etree.Element("a", {"href": link.get("href", ""), "class": "dw-address"})
            address.text = link.get("href", "")
            address.tail = f" {accessed[0]}" if accessed else "."
            link.set("class", "dw-bare")
            link.addnext(address)
        elif "dw-source__back" in classes(paragraph):
            links = paragraph.findall("a")
            for link in links:
                # On paper nobody follows them, and each place that is led to takes the typesetter a while.
                link.tag = "span"
                link.attrib.clear()
            for link in links[:-1]:
                link.tail = ", "


def _follow(link: etree._Element, resolve: Resolve) -> None:
    href = resolve(link.get("href", "")) if link.get("href") and "dw-term" not in classes(link) else ""
    if href or "dw-num" in classes(link):
        link.set("href", href)
    else:
        given = link.get("id")
        link.tag = "span"
        link.attrib.clear()
        if given:
            link.set("id", given)


def _drop(element: etree._Element) -> None:
    """Remove an element with all that it holds, and keep the words after it."""
    parent, tail = element.getparent(), element.tail or ""
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
