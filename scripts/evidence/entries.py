"""How an entry is written in references.bib, and where it stands: the house style, in one place."""

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import NamedTuple

from pybtex.database.input.bibtex import month_names

from evidence.bibliography import Library

ORDER = (
    "author", "editor", "shortauthor", "title", "institution", "organization", "journal", "journaltitle", "publisher",
    "booktitle", "type", "number", "edition", "year", "month", "address", "volume", "pages", "doi", "isbn", "eprint",
    "howpublished", "url", "urldate", "keywords", "seen", "note",
)  # fmt: skip
"""The fields in the order in which an entry gives them; those that are not named here follow as they stood."""

NAME_WIDTH = 12
IN_WORDS = (("\\", "/"), ("{", "("), ("}", ")"), ("`", "‘"), ("~", "\\textasciitilde{}"))
"""Signs that BibTeX and LaTeX read as their own, and what is written in the place of each."""
SIGNS = "&%$#_"
"""Signs that need a backslash."""

_PLACE = {name: place for place, name in enumerate(ORDER)}
AND = re.compile(r"\sand\s", re.IGNORECASE)
"""Where BibTeX parts names, unless it stands in brackets."""

_SIGNS = re.compile(f"[{SIGNS}]")


class Entry(NamedTuple):
    """A new entry: its type, its key, its fields as they stand between their brackets, and the notes above it."""

    type: str
    key: str
    fields: Mapping[str, str]
    above: str = ""

    def __str__(self) -> str:
        fields = {name: _bracketed(name, value) for name, value in self.fields.items()}
        return f"{self.above}\n{entry_text(self.type, self.key, fields)}".lstrip("\n")


def entry_text(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Write an entry as the library does, one field a line; `fields` hold their brackets."""
    ordered = sorted(fields.items(), key=lambda field: _PLACE.get(field[0], len(ORDER)))
    lines = [f"  {name:<{NAME_WIDTH}} = {value}," for name, value in ordered]
    return "\n".join((f"@{kind}{{{key},", *lines, "}"))


def typed(words: str) -> str:
    """Write plain words so that BibTeX and LaTeX read them as they are: `Care & Support` has a backslash."""
    for sign, instead in IN_WORDS:
        words = words.replace(sign, instead)
    return _SIGNS.sub(lambda found: f"\\{found[0]}", words)


def with_entries(library: Library, entries: Iterable[Entry]) -> str:
    """Give the text of the library with entries added, each before the first one that comes after it by its key."""
    text = library.source.text.rstrip("\n")
    starts = [(work.start, work.key.lower()) for work in library.references.values() if work.source is library.source]
    added: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.key.lower()):
        before = (_with_comment(text, start) for start, key in starts if key > entry.key.lower())
        added.setdefault(next(before, len(text)), []).append(entry)
    pieces: list[str] = []
    done = 0
    for place, new in sorted(added.items()):
        pieces += text[done:place].rstrip("\n"), *map(str, new)
        done = place
    return "\n\n".join(piece for piece in (*pieces, text[done:]) if piece) + "\n"


def _bracketed(name: str, value: str) -> str:
    return value if name == "month" and value in month_names else f"{{{value}}}"


def _with_comment(text: str, start: int) -> int:
    """Give where the lines begin that stand right above an entry: they are about it."""
    above = text[:start].split("\n")[:-1]
    return start - sum(len(line) + 1 for line in takewhile(lambda line: line.strip(), reversed(above)))
