"""Makes every handout and meeting pack of a site, and again only those in which something has changed."""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from evidence.content import Page, Site
from evidence.handouts.nodes import UnknownElementError
from evidence.handouts.packs import pack
from evidence.handouts.places import place_of
from evidence.handouts.progress import Progress
from evidence.handouts.sheets import Content, Sheet, handout
from evidence.handouts.tree import TOP
from evidence.handouts.typesetter import NotSetError, Typesetter
from evidence.headings import headings
from evidence.page_types import PACKS
from evidence.problem import Problem

FOLDER = "handouts"
"""The folder of the site that holds the PDFs."""

CACHE = Path(".cache") / "handouts"
"""Where the project keeps what it has set, by what it was made from. It may be removed at any time."""

SIZES = {False: "", True: "-large"}
"""Ordinary and large print, and what the name of the file ends with."""

SAVE_AGAIN = "Open it in a program for pictures, save it again as .png or .jpg, and put that file in its place."

_PAGES = re.compile(rb"\n<</Type/Pages/Count (\d+)")
_END = b"%%EOF"


class Print(NamedTuple):
    """A PDF of a page: its path below the site's address, whether it is in large print, and its number of pages."""

    path: str
    large: bool
    pages: int


@dataclass
class Press:
    """Writes the PDFs of a site's pages under `out`: of all pages, or of the `wanted` ones by their URIs."""

    root: Path
    site: Site
    out: Path
    wanted: frozenset[str] | None = None
    problems: list[Problem] = field(default_factory=list)
    prints: dict[str, tuple[Print, ...]] = field(default_factory=dict)
    """What has been made, by the URI of the page."""

    def make(self, contents: Mapping[str, Content]) -> None:
        """Make the PDFs of the pages whose content is handed over; what stops one becomes a problem."""
        pages = [page for page in self.site.pages if self._is_wanted(page)]
        used: set[str] = set()
        with Progress(len(pages) * len(SIZES), "handouts") as progress:
            for page in pages:
                try:
                    sheet = self._sheet(page, contents)
                    self.prints[page.uri] = tuple(self._write(page, sheet, used, progress.step))
                except UnknownElementError as error:
                    self.problems.append(_unknown(self.site.by_uri[error.uri], error))
                except NotSetError as error:
                    self.problems.append(_not_set(page, error))
        self.problems = sorted(set(self.problems))
        if self.wanted is None and not self.problems:
            self._forget_all_but(used)

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter()

    def _is_wanted(self, page: Page) -> bool:
        return is_printed(page) and (self.wanted is None or page.uri in self.wanted)

    def _sheet(self, page: Page, contents: Mapping[str, Content]) -> Sheet:
        if page.page_type is PACKS:
            return pack(self.root, self.site, contents[page.uri], contents)
        return handout(self.root, self.site, contents[page.uri])

    def _write(self, page: Page, sheet: Sheet, used: set[str], done: Callable[[], None]) -> Iterator[Print]:
        for large, ending in SIZES.items():
            key = self._typesetter.fingerprint(sheet, large=large)
            used.add(f"{key}.pdf")
            kept = self.root / CACHE / f"{key}.pdf"
            pdf = _read(kept)
            if not pdf:
                pdf = self._set(page, sheet, large=large)
                _keep(kept, pdf)
            path = self.out / FOLDER / f"{sheet.name}{ending}.pdf"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf)
            yield Print(path.relative_to(self.out).as_posix(), large, page_count(pdf))
            done()

    def _set(self, page: Page, sheet: Sheet, *, large: bool) -> bytes:
        """Set a document; raise UnknownElementError for a sign or picture that stops it, NotSetError for all else."""
        try:
            return self._typesetter.pdf(sheet, large=large)
        except NotSetError as error:
            mark = error.picture or error.sign
            place = place_of(dict(sheet.data), mark) if mark else None
            if not place:
                raise
            bundled = f"{place.top.removesuffix(TOP).removesuffix('--')}.md"
            uri = bundled if bundled in self.site.by_uri else page.uri
            if error.picture:
                broken = f"the damaged picture '{sheet.pictures[mark].uri}'"
                raise UnknownElementError(broken, place.heading, uri, SAVE_AGAIN) from None
            raise UnknownElementError(f"the sign “{mark}”", place.heading, uri) from None

    def _forget_all_but(self, used: set[str]) -> None:
        for kept in (self.root / CACHE).glob("*.pdf"):
            if kept.name not in used:
                kept.unlink(missing_ok=True)


def is_printed(page: Page) -> bool:
    """Say whether a page has a handout: those of the folders whose pages are all of one kind."""
    return bool(page.page_type.folder)


def page_count(pdf: bytes) -> int:
    """Give the number of pages of a PDF that Typst has made."""
    return max(int(count) for count in _PAGES.findall(pdf))


def _read(kept: Path) -> bytes:
    """Give a PDF that was kept; nothing if it is not there or not whole."""
    try:
        pdf = kept.read_bytes()
    except FileNotFoundError:
        return b""
    return pdf if pdf.rstrip().endswith(_END) and _PAGES.search(pdf) else b""


def _keep(kept: Path, pdf: bytes) -> None:
    """Keep a PDF; another build at the same time finds all of it or nothing."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
        file.write(pdf)
    Path(file.name).replace(kept)


def _unknown(page: Page, error: UnknownElementError) -> Problem:
    line = 1
    for heading in headings(page):
        if heading.words == error.heading:
            line, _ = page.source.place(heading.block.start)
            break
    where = f"Below the heading “{error.heading}” this page" if error.heading else "This page"
    message = f"{where} holds {error.what}, which a handout cannot show."
    return Problem(page.source.path, line, 1, RULE, message, error.hint)


def _not_set(page: Page, error: NotSetError) -> Problem:
    message = f"No handout could be made of this page: {error}."
    hint = "Look for unusual characters, and for lists within many lists."
    return Problem(page.source.path, 1, 1, RULE, message, hint)


RULE = "unprintable-content"
