"""Works taken into the library: which are new, which are there already, and how the library then reads."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from evidence.bibliography import Library, read_library
from evidence.entries import Entry, with_entries
from evidence.importing.bibtex import read_bibtex
from evidence.importing.csl import read_csl
from evidence.importing.duplicates import same_work
from evidence.importing.keys import key_for
from evidence.importing.ris import read_ris
from evidence.importing.works import Work, entry_of
from evidence.source import Source, plain

NOT_READ = "record"
"""The value of `seen` where nobody says how much of a source was read."""

_RIS = re.compile(r"^TY  - ", re.MULTILINE)


class Added(NamedTuple):
    """A work that is new, with the entry it became."""

    work: Work
    entry: Entry


class LeftOut(NamedTuple):
    """A work that may be in the library already: under which key, and what the two share."""

    work: Work
    key: str
    shared: str


class Taken(NamedTuple):
    """The library's new text, and what became of each work: one without a title cannot be told from others."""

    text: str
    added: tuple[Added, ...]
    left_out: tuple[LeftOut, ...]
    untitled: tuple[Work, ...]


def read_works(text: str) -> tuple[Work, ...]:
    """Read sources in whichever of the three formats they come; raise UnreadableError if in none."""
    text = plain(text)
    if text.lstrip()[:1] in ("[", "{"):
        return read_csl(text)
    return read_ris(text) if _RIS.search(text) else read_bibtex(text)


def take_in(library: Library, works: Iterable[Work], seen: str = "", keywords: str = "") -> Taken:
    """Add works to a library, and leave out those that it may hold and those without a title; nothing there changes.

    `seen` and `keywords` stand in the place of what the works themselves say.
    """
    added: list[Added] = []
    left_out: list[LeftOut] = []
    known = list(library.references.values())
    works = tuple(works)
    for work in works:
        if not work.title:
            continue
        key, shared = same_work(work, known)
        if key:
            left_out.append(LeftOut(work, key, shared))
            continue
        given = {"seen": seen, "keywords": keywords}
        fields = {"seen": NOT_READ, **work.fields, **{name: value for name, value in given.items() if value}}
        taken_keys = [reference.key for reference in (*known, *library.repeated)]
        entry = entry_of(replace(work, fields=fields), key_for(work, taken_keys))
        added.append(Added(work, entry))
        known += read_library(Source(library.source.path, str(entry))).references.values()
    text = with_entries(library, [entry for _, entry in added]) if added else library.source.text
    return Taken(text, tuple(added), tuple(left_out), tuple(work for work in works if not work.title))
