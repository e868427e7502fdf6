"""The built site, read back from its HTML: what each page is, where it leads and what it loads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast

from lxml import etree

LOADED = frozenset((
    "src", "srcset", "imagesrcset", "href", "xlink:href", "poster", "background", "data", "action", "formaction",
    "ping", "style",
))  # fmt: skip
"""The attributes whose address a browser fetches, or to which it sends something."""
NOT_LOADED = frozenset(("canonical", "alternate", "feed", "license", "prev", "next", "author", "help"))
"""What a <link> may be for without the browser fetching it."""

_STYLE_ADDRESS = re.compile(r"""(?:\burl\(\s*["']?|@import\s+["'])([^"')\s]+)""")
_REFRESH = re.compile(r"^\s*[\d.]+\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_RUN = ("module", "text/javascript", "application/javascript", "")
"""The types of a script that a browser runs; others are data."""
_LEAK = "[@"
_words = etree.XPath(f"//text()[contains(., '{_LEAK}') and not(ancestor::code or ancestor::pre or ancestor::script)]")


class Address(NamedTuple):
    """An address that a page holds, and its line."""

    text: str
    line: int


@dataclass
class Built:
    """A built page: its ids, where its links lead, what it loads, what has leaked into it, and whether it moves on.

    Its policy says which of the scripts in it may run; one that stands behind a script counts for nothing.
    """

    path: str
    ids: set[str] = field(default_factory=set)
    links: list[Address] = field(default_factory=list)
    loads: list[Address] = field(default_factory=list)
    leaks: list[Address] = field(default_factory=list)
    scripts: list[Address] = field(default_factory=list)
    policy: str = ""
    moved: bool = False


@dataclass(frozen=True)
class BuiltSite:
    """The built pages and style sheets by their paths, and the path of every file."""

    pages: dict[str, Built]
    styles: dict[str, Built]
    files: frozenset[str]


def read_built(folder: Path) -> BuiltSite:
    """Read every built page and style sheet under `folder`."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = {path: read_page(path, (folder / path).read_bytes()) for path in files if path.endswith(".html")}
    styles = {path: _read_style(path, (folder / path).read_bytes()) for path in files if path.endswith(".css")}
    return BuiltSite(pages, styles, frozenset(files))


def read_page(path: str, data: bytes) -> Built:
    """Read one page, in one walk over its tags."""
    page = Built(path)
    tree = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True)) if data.strip() else None
    if tree is None:
        page.leaks.append(Address("An empty page", 1))
        return page
    for element in tree.iter(etree.Element):
        line = _line(element)
        for name, value in cast("list[tuple[str, str]]", element.items()):
            _read_attribute(page, element, name, value, line)
        if element.tag == "style":
            page.loads += (Address(address, line) for address in _STYLE_ADDRESS.findall(element.text or ""))
        elif element.tag == "script" and "src" not in element.attrib and element.get("type", "module") in _RUN:
            page.scripts.append(Address(element.text or "", line))
    # Most pages hold neither the mark nor a character written as a number, and need no second look.
    if b"[@" in data or b"&#" in data:
        page.leaks += _leaked(tree)
    return page


def _read_attribute(page: Built, element: etree._Element, name: str, value: str, line: int) -> None:
    if name == "id" or (name == "name" and element.tag == "a"):
        if name == "id" and value in page.ids:
            page.leaks.append(Address(f"The address '#{value}' for a second time", line))
        page.ids.add(value)
    elif name == "href" and element.tag in ("a", "area"):
        page.links.append(Address(value.strip(), line))
    elif name in LOADED:
        page.loads += (Address(address, line) for address in _loaded(element, name, value))
    elif name == "http-equiv" and value.lower() == "content-security-policy":
        page.policy = "" if page.scripts else element.get("content") or ""
    elif name == "http-equiv" and (onward := _refresh(element, value)):
        page.links.append(Address(onward, line))
        page.moved = True
    elif name.startswith("on"):
        page.leaks.append(Address(f"The attribute '{name}'", line))
    if _LEAK in value:
        page.leaks.append(Address(_shown(value), line))


def _loaded(element: etree._Element, name: str, value: str) -> list[str]:
    if name in ("srcset", "imagesrcset"):
        return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
    if name == "style":
        return _STYLE_ADDRESS.findall(value)
    if name == "href" and element.tag == "link" and NOT_LOADED.issuperset((element.get("rel") or "").lower().split()):
        return []
    return [value.strip()]


def _refresh(element: etree._Element, name: str) -> str:
    found = _REFRESH.match(element.get("content") or "") if name.lower() == "refresh" else None
    return found[1] if found else ""


def _leaked(tree: etree._Element) -> Iterator[Address]:
    for text in cast("list[etree._ElementUnicodeResult]", _words(tree)):  # noqa: SLF001  lxml has no public name for it
        yield Address(_shown(text), _line(text.getparent()))


def _shown(text: str) -> str:
    at = text.index(_LEAK)
    return f"'{' '.join(text[at : at + 40].split())}'"


def _line(element: etree._Element | None) -> int:
    return (cast("int | None", element.sourceline) if element is not None else None) or 1


def _read_style(path: str, data: bytes) -> Built:
    text = data.decode(errors="replace")
    found = _STYLE_ADDRESS.finditer(text)
    return Built(path, loads=[Address(address[1], text.count("\n", 0, address.start()) + 1) for address in found])
