"""The rule about links: between pages, to places on them, and to addresses and notes that stand elsewhere."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from urllib.parse import SplitResult, unquote, urlsplit

from evidence.addresses import generated_uris, reference_slug
from evidence.content import Link, Page, Site
from evidence.headings import PARTS, given_ids, headings
from evidence.page_types import ALL_ISLAND, Shape
from evidence.problem import Finding
from evidence.rules.messages import Message
from evidence.rules.nearest import Names
from evidence.rules.targets import distant_pictures, lost_labels, lost_lines, lost_notes, targets
from evidence.statements import statements

MOST_LISTED = 12

Wrong = tuple[str, str]
"""What is wrong with a link, and what to do."""


def unresolved_link(site: Site) -> Iterator[Finding]:
    """Every link to a page, a heading, a picture or a note of ours leads somewhere."""
    ways = _Ways(site)
    for page in site.pages:
        for link in page.links:
            if link.target not in site.by_uri or (link.field.folder and link.target.endswith("/index.md")):
                yield Finding(page.source, link.offset, *ways.unknown(link))
        for offset, target in targets(page):
            if wrong := ways.wrong(page, target):
                yield Finding(page.source, offset, *wrong)
        for found in (*distant_pictures(page), *lost_labels(page), *lost_lines(page), *lost_notes(page)):
            yield Finding(page.source, *found)


@dataclass(frozen=True, eq=False)
class _Ways:
    """Knows where links may lead. What it has found out about a target, as seen from a page or folder, it keeps."""

    site: Site
    known: dict[tuple[str, str], Wrong | None] = field(default_factory=dict)
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)
    hints: dict[tuple[str, str], str] = field(default_factory=dict)

    def wrong(self, page: Page, target: str) -> Wrong | None:
        """Say what is wrong with a link on a page, if anything is."""
        place = page.uri if target.startswith("#") else page.uri.rpartition("/")[0], target
        if place not in self.known:
            self.known[place] = self._wrong(page, target)
        return self.known[place]

    def _wrong(self, page: Page, target: str) -> Wrong | None:
        parts = _split(target)
        if not parts:
            return f"The link '{target}' cannot be read.", "Copy the address again from the browser."
        home = urlsplit(self.site.settings.site_url)
        if home.netloc and parts.netloc.lower() == home.netloc.lower() and f"{parts.path}/".startswith(home.path):
            message = f"The link '{target}' leads to this site by its whole address, which may change."
            return message, "Write the way from this page: ../nations/wales.md"
        if parts.scheme:
            return None  # the rule about safety speaks of schemes
        if len(target.split()) > 1:
            return f"The link '{_line(target)}' has a space in its address.", "Write %20 for it, or rename the file."
        if target.startswith("/"):
            return f"The link '{target}' begins with a slash.", "Write the way from this page: ../nations/wales.md"
        return self._wrong_here(page, parts)

    def _wrong_here(self, page: Page, parts: SplitResult) -> Wrong | None:
        if not parts.path:
            if not parts.fragment:
                return "This link leads nowhere.", "Write an address in its round brackets."
            return self._without_heading(page, parts.fragment)
        folder = posixpath.dirname(page.uri)
        uri = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        if other := self.site.by_uri.get(uri):
            return self._without_heading(other, parts.fragment) if parts.fragment else None
        return None if uri in self.site.files or uri in self._generated else self._missing_here(uri, folder)

    def unknown(self, link: Link) -> Wrong:
        """Say that a page which a box names is not there, as of any other value that is not on a list."""
        within = "" if link.field.shape is Shape.PAGES else link.field.folder
        message = Message.UNKNOWN_VALUE.format(value=self._shown(link.target, within), field=link.field.name)
        return message, self._hint(link.target, within)

    def _missing_here(self, uri: str, folder: str) -> Wrong:
        if posixpath.basename(uri).startswith("_"):
            return f"The link to '{uri}' goes to a template, which is not published.", "Link to another page."
        if posixpath.splitext(uri)[1] not in ("", ".md"):
            return f"The link to '{uri}' goes to a file that is not there.", "Put the file there, or correct its name."
        return f"The link to '{uri}' goes to a page that is not there.", self._hint(uri, f"./{folder}")

    def _hint(self, uri: str, within: str) -> str:
        if (uri, within) not in self.hints:
            self.hints[uri, within] = self._found(uri, within)
        return self.hints[uri, within]

    def _found(self, uri: str, within: str) -> str:
        """Name a page that is not there, or the nearest, as seen from a folder or from docs/."""
        if uri.startswith("references/"):
            return "Cite the source in place of linking to it: [@key]."
        folder, _, name = uri.rpartition("/")
        stem = name.removesuffix(".md")
        if uri in self._old:
            return f"The page is now '{self._shown(self._old[uri], within)}'."
        for likely in (f"{uri}.md", f"{uri}/index.md", *self._by_name.get(stem, ())):
            if likely in self.site.by_uri:
                return f"The page is '{self._shown(likely, within)}'."
        beside = self._in_folder.get(folder, Names(()))
        if near := beside.nearest(stem):
            return f"The nearest is '{self._shown(posixpath.join(folder, f'{near}.md'), within)}'."
        if not within or within.startswith("./"):
            if near := self._names.nearest(stem, 0.8):
                return f"The nearest is '{self._shown(self._by_name[near][0], within)}'."
            return "Correct the name, or write that page first."
        choices = [*sorted(beside.known), *([ALL_ISLAND] if within == "nations" else [])]
        listed = f" There are: {', '.join(choices)}." if 0 < len(choices) <= MOST_LISTED else ""
        return f"Correct the name, or write that page first.{listed}"

    def _shown(self, uri: str, within: str) -> str:
        """Write a page's name as that place has it: in the text with the way to it, in the box without .md."""
        if within.startswith("./"):
            return posixpath.relpath(uri, within)
        return uri.removesuffix(".md").removeprefix(f"{within}/" if within else "")

    def _without_heading(self, page: Page, anchor: str) -> Wrong | None:
        ids = self._anchors(page)
        if unquote(anchor) in ids:
            return None
        near = Names(ids).nearest(anchor)
        hint = f"The nearest is '#{near}'." if near else "Take the words of the heading, in small letters with hyphens."
        return f"The page {page.source.path} has no heading '#{anchor}'.", hint

    def _anchors(self, page: Page) -> frozenset[str]:
        """Give the addresses within a page: of its headings, statements, facts and sources, and what is around them."""
        if page.uri not in self.anchors:
            found = statements(self.site, page)
            keys = {reference_slug(key) for statement in found for key in statement.keys}
            self.anchors[page.uri] = frozenset(
                (
                    *(part for part, stands_on in PARTS.items() if stands_on(self.site, page)),
                    *(heading.id for heading in headings(page)),
                    *(given for given, _ in given_ids(page)),
                    *(statement.id for statement in found),
                    *(f"src-{key}" for key in keys),
                )
            )
        return self.anchors[page.uri]

    @cached_property
    def _generated(self) -> frozenset[str]:
        return generated_uris(self.site)

    @cached_property
    def _old(self) -> Mapping[str, str]:
        return {f"{old.value.strip('/')}.md": page.uri for page in self.site.pages for old in page.texts("formerly")}

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        """The pages by their names without .md."""
        found: dict[str, list[str]] = {}
        for uri in self.site.by_uri:
            if (name := posixpath.basename(uri)) != "index.md":
                found.setdefault(name.removesuffix(".md"), []).append(uri)
        return found

    @cached_property
    def _names(self) -> Names:
        return Names(self._by_name)

    @cached_property
    def _in_folder(self) -> Mapping[str, Names]:
        """The names of the pages of each folder, without .md."""
        found: dict[str, list[str]] = {}
        for name, uris in self._by_name.items():
            for uri in uris:
                found.setdefault(posixpath.dirname(uri), []).append(name)
        return {folder: Names(names) for folder, names in found.items()}


def _split(target: str) -> SplitResult | None:
    try:
        return urlsplit(unescape(target))
    except ValueError:
        return None


def _line(text: str) -> str:
    return " ".join(text.split())
