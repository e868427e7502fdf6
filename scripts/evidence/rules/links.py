"""Rules about links between pages."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from evidence.addresses import generated_uris
from evidence.content import Page, Site
from evidence.headings import headings
from evidence.page_types import ALL_ISLAND
from evidence.problem import Finding

LINK = re.compile(
    r"\]\((?P<target><[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
    r"|^ {0,3}\[(?!\^)[^\]\n@]+\]:[ \t]*(?P<defined>\S+)",
    re.MULTILINE,
)
OTHER_SITES = ("http", "https", "mailto", "tel")


def unresolved_link(site: Site) -> Iterator[Finding]:
    """Every link to a page, a heading or a picture of ours leads somewhere."""
    generated = generated_uris(site)
    old = {old: page.uri for page in site.pages for text in page.texts("formerly") if (old := f"{text.value.strip('/')}.md")}
    anchors: dict[str, frozenset[str]] = {}
    for page in site.pages:
        for link in page.links:
            if link.target not in site.by_uri:
                yield Finding(page.source, link.offset, *_missing_page(site, link.target, old))
        if "](" not in page.source.text and "]:" not in page.source.text:
            continue
        for found in LINK.finditer(page.body.uncoded):
            group = "target" if found["target"] is not None else "defined"
            target = found[group].strip("<>")
            wrong = _wrong_target(site, page, target, generated, old) or _wrong_anchor(site, page, target, anchors)
            if wrong:
                yield Finding(page.source, found.start(group), *wrong)


def clashing_address(site: Site) -> Iterator[Finding]:
    """No page's old address is the address of another page, or another page's old address."""
    taken = {page.uri.removesuffix(".md"): page for page in site.pages}
    for page in site.pages:
        for text in page.texts("formerly"):
            address = text.value.strip("/")
            other = taken.setdefault(address, page)
            if other is not page or address == page.uri.removesuffix(".md"):
                message = f"The old address '{address}' is taken by {other.source.path}."
                yield Finding(page.source, text.offset, message, "Remove it from one of the two pages.")


def _wrong_target(
    site: Site, page: Page, target: str, generated: frozenset[str], old: Mapping[str, str]
) -> tuple[str, str] | None:
    try:
        parts = urlsplit(target)
    except ValueError:
        return f"The link '{target}' cannot be read.", "Copy the address again from the browser."
    if parts.scheme in OTHER_SITES or (not target and False):
        return None
    if parts.scheme:
        return None  # unsafe-markup speaks of the other schemes
    if target.startswith("/"):
        return f"The link '{target}' begins with a slash.", "Write the way from this page, such as ../nations/wales.md"
    if not parts.path:
        return None if parts.fragment else ("This link leads nowhere.", "Put an address between its round brackets.")
    uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), unquote(parts.path)))
    if uri in site.by_uri or uri in site.files or uri in generated:
        return None
    return _missing_page(site, uri, old)


def _missing_page(site: Site, uri: str, old: Mapping[str, str]) -> tuple[str, str]:
    message = f"The link to '{uri}' goes to a page that is not there."
    if uri in old:
        return message, f"The page is now {old[uri]}."
    folder, _, name = uri.rpartition("/")
    elsewhere = [other for other in site.by_uri if other.rpartition("/")[2] == name]
    if elsewhere:
        return message, f"The page is {elsewhere[0]}."
    beside = [other.rpartition("/")[2] for other in site.by_uri if other.rpartition("/")[0] == folder]
    near = get_close_matches(name, beside, 1, 0.5)
    if near:
        return message, f"The nearest is '{near[0].removesuffix('.md')}'."
    choices = sorted(other.removesuffix(".md") for other in beside if other != "index.md")
    also = [ALL_ISLAND] if folder == "nations" else []
    listed = f" In {folder}/ there are: {', '.join(choices + also)}." if choices and len(choices) < 12 else ""
    return message, f"Correct the name, or write the page first.{listed}"


def _wrong_anchor(
    site: Site, page: Page, target: str, anchors: dict[str, frozenset[str]]
) -> tuple[str, str] | None:
    path, mark, anchor = target.partition("#")
    if not mark or ":" in path:
        return None
    uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), unquote(path))) if path else page.uri
    if uri not in site.by_uri:
        return None
    if uri not in anchors:
        anchors[uri] = frozenset(heading.id for heading in headings(site.by_uri[uri])) | {"sources"}
    if anchor in anchors[uri]:
        return None
    near = get_close_matches(anchor, anchors[uri], 1)
    hint = f"The nearest is '#{near[0]}'." if near else "Take the words of the heading, in small letters with hyphens."
    return f"The page {uri} has no heading '#{anchor}'.", hint
