"""Sources that a page brings with it: a block of code marked `bibtex new-source`, read as part of the library."""

from collections.abc import Iterable
from dataclasses import replace

from evidence.bibliography import Library, read_library, with_drafts
from evidence.blocks import Body
from evidence.source import Fault, Source
from evidence.verbatim import NEW_SOURCE, spaces


def with_new_sources(library: Library, bodies: Iterable[Body]) -> Library:
    """Add the sources of pages to the library; what cannot be read in a page becomes a fault with its place there."""
    return with_drafts(library, (_draft(body) for body in bodies if "new-source" in body.source.text))


def without_new_sources(body: Body) -> str:
    """Give a page's text without its new sources, and without the empty lines that would be left."""
    text = body.source.text
    for start, end in reversed(body.new_sources):
        below = text[end:].lstrip("\n")
        text = text[:start].rstrip() + ("\n\n" + below if below else "\n")
    return text


def _draft(body: Body) -> Library:
    """Read the sources of one page, with everything else in it blanked, so that each keeps its place."""
    text, done, pieces = body.source.text, 0, list[str]()
    faults: list[Fault] = []
    for start, end in body.new_sources:
        first, last = text.index("\n", start), text.rindex("\n", start, end)
        pieces += spaces(text[done:first]), text[first:last]
        done = last
        if "@" not in text[first:last]:
            faults.append(
                Fault(start, "This block for a new source holds none.", "Put the source in it, or remove it.")
            )
    faults += (
        Fault(found.start(), "The new source that begins here has no end.", "Add a line ``` below its last }.")
        for found in NEW_SOURCE.finditer(body.uncoded)
    )
    read = read_library(Source(body.source.path, "".join(pieces)))
    return replace(read, source=body.source, faults=(*read.faults, *faults))
