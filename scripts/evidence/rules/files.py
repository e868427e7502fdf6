"""Rules about files as such."""

import re
from collections.abc import Iterator

from evidence.content import DOCS, Site
from evidence.problem import Finding
from evidence.source import Source

UNSEEN = re.compile(r"[^\S\n\t \u00a0\u2000-\u200a\u202f\u205f\u3000]|[\x00-\x08\x0e-\x1b\x7f-\x9f]")
"""Characters that nobody sees but programs act upon, form feeds and line separators among them."""

OTHER_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd", ".MD")


def unreadable_file(site: Site) -> Iterator[Finding]:
    """Every file can be read: stored as UTF-8, of a sensible size, inside its folder, with nothing unseen in it."""
    for source, fault in site.faults:
        yield Finding.of(source, fault)
    for page in site.pages:
        for fault in page.file_faults:
            yield Finding.of(page.source, fault)
        if not page.source.text.strip() and not page.file_faults:
            hint = "Copy the template of its folder into it, or delete the file."
            yield Finding(page.source, 0, "This page is empty.", hint)
    for source in (*(page.source for page in site.pages), site.library.source):
        yield from _unseen(source)
    for uri in site.files:
        if uri.endswith(OTHER_ENDINGS):
            message = "This file is not read as a page, since its name does not end in .md."
            yield Finding(Source(f"{DOCS}/{uri}", ""), 0, message, f"Call it {uri.rpartition('.')[0]}.md")


def _unseen(source: Source) -> Iterator[Finding]:
    if source.text.replace("\n", "").isprintable():
        return
    for found in UNSEEN.finditer(source.text):
        message = f"Here stands a character that cannot be seen (number {ord(found[0])})."
        hint = "Delete it: put the cursor behind it and press the backspace key."
        yield Finding(source, found.start(), message, hint)
