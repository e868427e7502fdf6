"""The last gate: reads the built HTML back and finds what no reader should meet.

It knows nothing of MkDocs, so it still guards the site if another generator takes its place.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from evidence.problem import Problem
from evidence.settings import Settings

LOADING = (
    "//script/@src | //img/@src | //img/@srcset | //source/@src | //source/@srcset | //iframe/@src | //object/@data"
    " | //embed/@src | //video/@src | //video/@poster | //audio/@src | //track/@src | //input/@src | //form/@action"
    " | //link[not(contains('canonical alternate license prev next', @rel))]/@href | //use/@href"
)
ADDRESSES = "//a/@href | //area/@href | //link[contains('prev next alternate', @rel)]/@href"
HANDLERS = "//@*[starts-with(name(), 'on')]"
MAY_BE_ALONE = ("404.html",)


class Built(NamedTuple):
    """A built page: its path below the site's folder, its ids, its links, what it loads, and whether it leads on."""

    path: str
    ids: frozenset[str]
    links: tuple[tuple[str, int], ...]
    loads: tuple[tuple[str, int], ...]
    moved: bool
    leaks: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Site:
    """The built pages by their paths, every file beside them, and where the site will stand."""

    pages: dict[str, Built]
    files: frozenset[str]
    settings: Settings


def verify(folder: Path, settings: Settings) -> list[Problem]:
    """Read every page under `folder`; give what is wrong, sorted by file and line."""
    site = read_built(folder, settings)
    return sorted((*_leaks(site), *_broken_links(site), *_outside_requests(folder, site), *_unreachable(site)))


def read_built(folder: Path, settings: Settings) -> Site:
    """Read every built page under `folder`."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = {path: _read(folder / path, path) for path in files if path.endswith(".html")}
    return Site(pages, frozenset(files), settings)


def _read(file: Path, path: str) -> Built:
    data = file.read_bytes()
    tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8")) if data.strip() else html.Element("html")
    leaks = list(_leaked(tree)) if b"[@" in data or b"\\[" in data else []
    leaks += [(f"{name} on <{found.getparent().tag}>", found.getparent().sourceline or 1) for found in _found(tree, HANDLERS) if (name := found.attrname)]
    return Built(
        path,
        frozenset(str(found) for found in _found(tree, "//@id | //a/@name")),
        tuple((str(found).strip(), found.getparent().sourceline or 1) for found in _found(tree, ADDRESSES)),
        tuple((str(found).strip(), found.getparent().sourceline or 1) for found in _found(tree, LOADING)),
        bool(_found(tree, "//meta[@http-equiv='refresh']")),
        tuple(leaks),
    )


def _found(tree: html.HtmlElement, path: str) -> list[etree._ElementUnicodeResult]:
    found = tree.xpath(path)
    return found if isinstance(found, list) else []  # type: ignore[return-value]


def _leaked(tree: html.HtmlElement) -> Iterator[tuple[str, int]]:
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("code", "pre", "script", "style"):
            continue
        inside_code = any(parent.tag in ("code", "pre") for parent in element.iterancestors())
        for text in (element.text, *(child.tail for child in element)):
            if text and "[@" in text and not inside_code:
                at = text.index("[@")
                yield f"'{text[at : at + 40]}'", element.sourceline or 1


def _leaks(site: Site) -> Iterator[Problem]:
    for page in site.pages.values():
        for leak, line in page.leaks:
            message = f"{leak} has reached the published page."
            yield Problem(page.path, line, 1, "leaked-markup", message, "Write the citation or the tag so that the check can read it.")


def _broken_links(site: Site) -> Iterator[Problem]:
    for page in site.pages.values():
        seen: set[str] = set()
        for address, line in (*page.links, *page.loads):
            if address in seen or is_outside(address, site.settings):
                continue
            seen.add(address)
            target, anchor = resolve(address, page.path, site.settings)
            if target not in site.files:
                yield Problem(page.path, line, 1, "broken-link", f"The link '{address}' leads nowhere.", "Correct it.")
            elif anchor and target in site.pages and anchor not in site.pages[target].ids:
                message = f"The link '{address}' leads to a place that is not on that page."
                yield Problem(page.path, line, 1, "broken-link", message, "Correct what stands behind its #.")


def _outside_requests(folder: Path, site: Site) -> Iterator[Problem]:
    for page in site.pages.values():
        for address, line in page.loads:
            if is_outside(address, site.settings) and not address.startswith("data:"):
                message = f"The page would load '{address}' from another host."
                yield Problem(page.path, line, 1, "outside-request", message, "Keep the file in docs/assets/.")
    for path in sorted(site.files):
        if path.endswith(".css"):
            style = (folder / path).read_text(encoding="utf-8")
            for mark in ("url(http", "url(//", 'url("http', "url('http", '@import "http', "@import url(http"):
                if mark in style:
                    line = style[: style.index(mark)].count("\n") + 1
                    message = "The style sheet would load something from another host."
                    yield Problem(path, line, 1, "outside-request", message, "Keep the file in docs/assets/.")
                    break


def _unreachable(site: Site) -> Iterator[Problem]:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = site.pages.get(waiting.pop())
        for address, _ in page.links if page else ():
            if not is_outside(address, site.settings):
                target, _anchor = resolve(address, page.path if page else "", site.settings)
                if target in site.pages and target not in reached:
                    reached.add(target)
                    waiting.append(target)
    for path, page in site.pages.items():
        if path not in reached and not page.moved and path not in MAY_BE_ALONE:
            message = "No way leads from the home page to this page."
            yield Problem(path, 1, 1, "unreachable-page", message, "Link to it from the index of its folder.")


def is_outside(address: str, settings: Settings) -> bool:
    """Say whether an address leads off the site."""
    if ":" not in address and not address.startswith("//"):
        return False
    return not (settings.site_url and address.startswith(settings.site_url))


def resolve(address: str, page: str, settings: Settings) -> tuple[str, str]:
    """Give the file and the anchor to which an address on a built page leads."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.scheme or path.startswith("/"):
        path = "/" + path.removeprefix(settings.scope)
    elif not path:
        return page, unquote(parts.fragment)
    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), path)).lstrip("/")
    if path.endswith("/") or not target or path.rpartition("/")[2] in (".", ".."):
        target = f"{target}/index.html".lstrip("/")
    return target, unquote(parts.fragment)
