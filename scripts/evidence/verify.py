"""The last gate: reads the built HTML back and finds what no reader should meet.

It knows nothing of MkDocs, so it still guards the site if another generator takes its place.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from evidence.problem import Problem
from evidence.settings import Settings

HOME = "index.html"
MAY_BE_ALONE = ("404.html",)
SCHEMES = ("http", "https", "mailto", "tel")
NOT_LOADED = frozenset(("canonical", "alternate", "license", "prev", "next", "author", "help"))
"""What a <link> may be for without the browser fetching it."""

_STYLE_ADDRESS = re.compile(r"""(?:\burl\(\s*["']?|@import\s+["'])([^"')\s]+)""")
_REFRESH = re.compile(r"^\s*[\d.]+\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LEAK = re.compile(r"\[@.{0,40}", re.DOTALL)

_SUSPECT = re.compile(rb"\[@|&#|\son[a-z]+\s*=")
"""What a page must hold for anything to have leaked into it; most pages need no closer look."""

_LINKS = etree.XPath("//a/@href | //area/@href")
_REFRESHES = etree.XPath("//meta[@http-equiv='refresh']/@content")
_LOADS = etree.XPath(
    "//@src | //@poster | //@background | //object/@data | //form/@action | //@formaction | //@ping"
    " | //use/@href | //image/@href | //feImage/@href | //@*[name()='xlink:href'] | //base/@href"
)
_SETS = etree.XPath("//@srcset | //@imagesrcset")
_STYLES = etree.XPath("//style/text() | //@style")
_IDS = etree.XPath("//@id | //a/@name", smart_strings=False)
_HANDLERS = etree.XPath("//@*[starts-with(name(), 'on')]")
_WORDS = etree.XPath("//text()[contains(., '[@') and not(ancestor::code or ancestor::pre or ancestor::script)]")
_ATTRIBUTES = etree.XPath("//@*[contains(., '[@')]")

_Found = etree._ElementUnicodeResult  # noqa: SLF001  lxml gives the text it finds no public name


class Address(NamedTuple):
    """An address that a page holds, and its line."""

    text: str
    line: int


class Built(NamedTuple):
    """A built page: its ids, where its links lead, what it loads, what has leaked into it, and whether it moves on."""

    path: str
    ids: frozenset[str]
    links: tuple[Address, ...]
    loads: tuple[Address, ...]
    leaks: tuple[Address, ...]
    moved: bool


@dataclass(frozen=True)
class BuiltSite:
    """The built pages by their paths, what the style sheets load, every file's path, and where the site will stand."""

    pages: dict[str, Built]
    styles: dict[str, tuple[Address, ...]]
    files: frozenset[str]
    settings: Settings


def verify(folder: Path, settings: Settings) -> list[Problem]:
    """Read every page under `folder`; give what is wrong, sorted by file and line."""
    site = read_built(folder, settings)
    return sorted((*_leaks(site), *_broken_links(site), *_outside_requests(site), *_unreachable(site)))


def read_built(folder: Path, settings: Settings) -> BuiltSite:
    """Read every built page and style sheet under `folder`."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = {path: _page(path, (folder / path).read_bytes()) for path in files if path.endswith(".html")}
    styles = {path: tuple(_style(folder / path)) for path in files if path.endswith(".css")}
    return BuiltSite(pages, styles, frozenset(files), settings)


def is_outside(address: str, settings: Settings) -> bool:
    """Say whether an address leads off the site."""
    if not address.startswith("//") and not _SCHEME.match(address):
        return False
    return not (settings.site_url and address.startswith(settings.site_url))


@lru_cache(maxsize=100_000)
def resolve(address: str, folder: str, scope: str) -> tuple[str, str]:
    """Give the file and the anchor to which an address leads from a page in a folder; "" for the page itself."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    anchor = unquote(parts.fragment)
    if not path and not parts.netloc:
        return "", anchor
    if path.startswith("/"):
        if not f"{path}/".startswith(scope):
            return f"{path} outside the site", anchor
        folder, path = "", path[len(scope) :]
    target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    if path.endswith("/") or not target or path.rpartition("/")[2] in ("", ".", ".."):
        target = f"{target}/{HOME}".lstrip("/")
    return target, anchor


def _page(path: str, data: bytes) -> Built:
    tree = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True)) if data.strip() else None
    if tree is None:
        return Built(path, frozenset(), (), (), (Address("An empty page", 1),), moved=False)
    refreshes = [Address(found[1], 1) for content in _all(_REFRESHES, tree) if (found := _REFRESH.match(content))]
    return Built(
        path,
        frozenset(_all(_IDS, tree)),
        (*map(_address, _all(_LINKS, tree)), *refreshes),
        tuple(_loaded(tree)),
        tuple(_leaked(tree)) if _SUSPECT.search(data) else (),
        bool(refreshes),
    )


def _all(query: etree.XPath, tree: etree._Element) -> list[_Found]:
    return cast("list[_Found]", query(tree))


def _address(found: _Found) -> Address:
    return Address(found.strip(), _line(found.getparent()))


def _line(element: etree._Element | None) -> int:
    return cast("int | None", element.sourceline) or 1 if element is not None else 1


def _loaded(tree: etree._Element) -> Iterator[Address]:
    yield from map(_address, _all(_LOADS, tree))
    for link in tree.iter("link"):
        if not NOT_LOADED.issuperset(link.get("rel", "").lower().split()):
            yield Address(link.get("href", "").strip(), _line(link))
    for found in _all(_SETS, tree):
        for candidate in filter(str.strip, found.split(",")):
            yield Address(candidate.split()[0], _line(found.getparent()))
    for found in _all(_STYLES, tree):
        for address in _STYLE_ADDRESS.findall(found):
            yield Address(address, _line(found.getparent()))


def _style(file: Path) -> Iterator[Address]:
    text = file.read_text(encoding="utf-8", errors="replace")
    for found in _STYLE_ADDRESS.finditer(text):
        yield Address(found[1], text.count("\n", 0, found.start()) + 1)


def _leaked(tree: etree._Element) -> Iterator[Address]:
    for found in (*_all(_WORDS, tree), *_all(_ATTRIBUTES, tree)):
        if leak := _LEAK.search(found):
            yield Address(f"'{' '.join(leak[0].split())}'", _line(found.getparent()))
    for found in _all(_HANDLERS, tree):
        yield Address(f"The attribute '{found.attrname!s}'", _line(found.getparent()))


def _leaks(site: BuiltSite) -> Iterator[Problem]:
    for page in site.pages.values():
        for leak, line in page.leaks:
            hint = "Write the citation or the tag so that the check can read it."
            yield Problem(page.path, line, 1, "leaked-markup", f"{leak} has reached the published page.", hint)


def _broken_links(site: BuiltSite) -> Iterator[Problem]:
    for page in site.pages.values():
        for address in dict.fromkeys((*page.links, *page.loads)):
            if fault := _fault(site, page.path, address.text):
                yield Problem(page.path, address.line, 1, "broken-link", *fault)
    for path, addresses in site.styles.items():
        for address in addresses:
            if fault := _fault(site, path, address.text):
                yield Problem(path, address.line, 1, "broken-link", *fault)


def _fault(site: BuiltSite, path: str, address: str) -> tuple[str, str] | None:
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in (*SCHEMES, "data"):
        return f"The link '{address}' is of a kind that readers cannot follow.", "Link to a page or a web address."
    if is_outside(address, site.settings):
        return None
    target, anchor = resolve(address, posixpath.dirname(path), site.settings.scope)
    target = target or path
    if target not in site.files:
        return f"The link '{address}' leads nowhere.", "Correct it."
    if anchor and target in site.pages and anchor not in site.pages[target].ids:
        return f"The link '{address}' leads to a place that is not on that page.", "Correct what stands behind its #."
    return None


def _outside_requests(site: BuiltSite) -> Iterator[Problem]:
    loads = {path: page.loads for path, page in site.pages.items()} | site.styles
    for path, addresses in loads.items():
        for address, line in addresses:
            if is_outside(address, site.settings) and not address.startswith("data:"):
                message = f"This page would load '{address}' from another host."
                yield Problem(path, line, 1, "outside-request", message, "Keep the file in docs/assets/.")


def _unreachable(site: BuiltSite) -> Iterator[Problem]:
    reached, waiting = {HOME}, [HOME]
    while waiting:
        path = waiting.pop()
        page = site.pages.get(path)
        for address, _ in page.links if page else ():
            if is_outside(address, site.settings):
                continue
            target, _anchor = resolve(address, posixpath.dirname(path), site.settings.scope)
            if target in site.pages and target not in reached:
                reached.add(target)
                waiting.append(target)
    for path, page in site.pages.items():
        if path not in reached and not page.moved and path not in MAY_BE_ALONE:
            hint = "Link to it from the index of its folder."
            yield Problem(path, 1, 1, "unreachable-page", "No way leads from the home page to this page.", hint)
