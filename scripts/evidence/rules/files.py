"""Rules about files as such."""

import re
from collections.abc import Iterator

from evidence.content import DOCS, Page, Site
from evidence.page_types import PAGE_TYPES
from evidence.problem import Finding
from evidence.source import Source

UNSEEN = re.compile(
    r"[^\S\n\t \u00a0\u2000-\u200a\u202f\u205f\u3000]|[\x00-\x08\x0e-\x1b\x7f-\x9f]"
    r"|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff]"
)
"""Characters that nobody sees but programs act upon, form feeds and line separators among them."""

STRANGE_IN_NAMES = re.compile(r"[#?%\"<>\\:*|]")
"""What means something else in an address, or cannot stand in a name on some machines."""

OTHER_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd", ".MD")


def unreadable_file(site: Site) -> Iterator[Finding]:
    """Every file can be read: stored as UTF-8, of a sensible size and name, in its place, with nothing unseen in it."""
    for source, fault in site.faults:
        yield Finding.of(source, fault)
    for page in site.pages:
        yield from (Finding.of(page.source, fault) for fault in page.file_faults)
        yield from (*_empty(page), *_misplaced(page), *_unseen(page.source))
    yield from (*_emptied(site), *_unseen(site.library.source))
    for uri in (*site.by_uri, *site.files):
        if strange := STRANGE_IN_NAMES.search(uri):
            message = f"The name of this file holds '{strange[0]}', so no link could lead to it."
            yield Finding(Source(f"{DOCS}/{uri}", ""), 0, message, "Use letters, digits and hyphens in its name.")
    for uri in site.files:
        if uri.endswith(OTHER_ENDINGS):
            message = "This file is not read as a page, since its name does not end in .md."
            yield Finding(Source(f"{DOCS}/{uri}", ""), 0, message, f"Call it {uri.rpartition('.')[0]}.md")


def _empty(page: Page) -> Iterator[Finding]:
    if not page.source.text.strip() and not page.file_faults:
        hint = "Copy the template of its folder into it, or delete the file."
        yield Finding(page.source, 0, "This page is empty.", hint)


def _emptied(site: Site) -> Iterator[Finding]:
    """Find a library that has lost all its entries."""
    library = site.library
    if not (library.references or library.faults or site.faults) and any(page.citations for page in site.pages):
        hint = "Put its entries back; an earlier version of the file has them."
        yield Finding(library.source, 0, "The reference library holds no references, yet pages cite some.", hint)


def _misplaced(page: Page) -> Iterator[Finding]:
    """Find pages that would escape a folder's rules: in a folder within it, or in one with other capitals."""
    folder, _, name = page.uri.partition("/")
    typed = next((kind.folder for kind in PAGE_TYPES if kind.folder == folder.lower()), "")
    if typed and name and (folder != typed or "/" in name):
        message = f"Pages of {DOCS}/{typed}/ stand in that very folder, not in one beside or within it."
        yield Finding(page.source, 0, message, f"Move it to {DOCS}/{typed}/{name.rpartition('/')[2]}")


def _unseen(source: Source) -> Iterator[Finding]:
    if source.text.replace("\n", "").isprintable():
        return
    for found in UNSEEN.finditer(source.text):
        message = f"Here stands a character that cannot be seen (number {ord(found[0])})."
        hint = "Delete it: put the cursor behind it and press the backspace key."
        yield Finding(source, found.start(), message, hint)
