"""references.bib as pybtex reads it, entry by entry, with addresses: one bad entry never hides the others."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from pybtex import errors
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import DuplicateField, LowLevelParser, UndefinedMacro, month_names
from pybtex.utils import CaseInsensitiveDict

from evidence.bibtex import FIELD, cut_entries, fault_of
from evidence.latex import folded, plain, verbatim
from evidence.source import Fault, Source

PATH = "references.bib"
UNDATED = "n.d."
PEOPLE_FIELDS = ("author", "editor")
BODY_FIELDS = ("organization", "institution")
AUTHOR_FIELDS = (*PEOPLE_FIELDS, *BODY_FIELDS)
"""Who wrote a work stands in the first of these that an entry has."""

LARGEST_ABBREVIATION = 1_000
"""Characters for which an @string may stand. One may name another, so they could double without end."""

_IN_ADDRESSES = "/:;,.()-_~!*'@&=+$"

_Entry = tuple[str, str, dict[str, str]]
"""An entry's type, key and fields."""


class Name(NamedTuple):
    """An author or editor. An organisation has all its name in `last`."""

    last: str
    first: str
    organisation: bool


@dataclass(frozen=True, eq=False)
class Reference:
    """One entry of the library. `fields` holds what stands in it, still in BibTeX's own notation."""

    source: Source
    start: int
    end: int
    key: str
    type: str
    fields: Mapping[str, str]

    def text(self, field: str) -> str:
        """Give a field as plain words, without braces and LaTeX; empty if the entry lacks it."""
        return plain(self.fields.get(field, ""))

    def offset(self, field: str) -> int:
        """Give the place of a field in references.bib, or of the entry if it lacks the field."""
        found = re.compile(FIELD.format(field), re.IGNORECASE).search(self.source.text, self.start, self.end)
        return found.end() if found else self.start

    def raw(self, field: str) -> str:
        """Give a field just as it was typed between its brackets or quotation marks; empty if the entry lacks it."""
        if field not in self.fields:
            return ""
        start, text = self.offset(field), self.source.text
        if start == self.start or text[start - 1] not in '{"':
            return self.fields[field]
        depth = 1 if text[start - 1] == "{" else 0
        for mark in re.compile(r'[{}"]').finditer(text, start, self.end):
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
            if (depth == 0 and text[start - 1] == "{") or (depth == 0 and mark[0] == '"'):
                return text[start : mark.start()]
        return text[start : self.end]

    @cached_property
    def people(self) -> Mapping[str, tuple[Name, ...]]:
        """The names in each field that holds some."""
        return {field: tuple(_people(self.fields[field])) for field in PEOPLE_FIELDS if self.fields.get(field)}

    @cached_property
    def authors(self) -> tuple[Name, ...]:
        """Who wrote it: authors, else editors, else the organisation that issued it."""
        for names in self.people.values():
            return names
        return tuple(Name(self.text(field), "", True) for field in BODY_FIELDS if self.text(field))[:1]

    @property
    def year(self) -> str:
        """Give the year, or "n.d." for an undated source."""
        return self.text("year") or self.text("date")[:4] or UNDATED

    @property
    def keywords(self) -> tuple[str, ...]:
        """Give the kind of the source and the nation it is about, as recorded."""
        return tuple(word.strip() for word in self.fields.get("keywords", "").split(",") if word.strip())

    @property
    def address(self) -> str:
        """Give the web address at which the source is found: its DOI's, else its own; empty if it has none."""
        return f"https://doi.org/{quote(self.doi, safe=_IN_ADDRESSES)}" if self.doi else self.own_address

    @property
    def own_address(self) -> str:
        """Give the web address that the entry itself names, where it was read; empty if it names none."""
        url = verbatim(self.fields.get("url", ""))
        return url if url.lower().startswith(("https://", "http://")) else ""

    @property
    def doi(self) -> str:
        """Give the bare DOI."""
        doi = verbatim(self.fields.get("doi", ""))
        return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi, flags=re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Library:
    """All references by key, in the order of the file; entries whose key was taken; and what could not be read."""

    source: Source
    references: Mapping[str, Reference]
    repeated: tuple[Reference, ...]
    faults: tuple[Fault, ...]
    drafts: tuple["Library", ...] = ()
    """The sources that pages bring with them, until they are moved into references.bib; they are among the others."""

    @property
    def files(self) -> tuple["Library", ...]:
        """Give what each file holds: references.bib, then the pages that bring sources."""
        return (self, *self.drafts)


def read_library(source: Source) -> Library:
    """Read every entry that can be read; give the faults of the others."""
    macros = CaseInsensitiveDict(month_names)
    references: dict[str, Reference] = {}
    keys: set[str] = set()
    repeated: list[Reference] = []
    faults: list[Fault] = []
    for cut in cut_entries(source.text):
        if isinstance(cut, Fault):
            faults.append(cut)
            continue
        entries, broken = _read_entry(source.text[cut.start : cut.end], macros)
        if cut.type == "string" and len(macros.get(cut.key, "")) > LARGEST_ABBREVIATION:
            del macros[cut.key]
            name = f"The abbreviation '{cut.key}' stands for more than {LARGEST_ABBREVIATION:,} characters."
            faults.append(Fault(cut.start, name, "Write the words out where they are needed."))
        if broken:
            slips = dict.fromkeys(error for error in broken if isinstance(error, DuplicateField | UndefinedMacro))
            faults += [fault_of(source.text, cut, error) for error in [*slips] or broken[:1]]
            continue
        for kind, key, fields in entries:
            reference = Reference(source, cut.start, cut.end, key, kind, fields)
            if key.lower() in keys:
                repeated.append(reference)
            else:
                keys.add(key.lower())
                references[key] = reference
    return Library(source, references, tuple(repeated), tuple(faults))


def with_drafts(library: Library, drafts: Iterable[Library]) -> Library:
    """Add the sources that pages bring with them; a key that is taken stays with whoever had it first."""
    references, repeated = dict(library.references), list(library.repeated)
    keys = {key.lower() for key in references}
    drafts = tuple(drafts)
    for draft in drafts:
        for key, reference in draft.references.items():
            if key.lower() in keys:
                repeated.append(reference)
            else:
                keys.add(key.lower())
                references[key] = reference
        repeated += draft.repeated
    return replace(library, references=references, repeated=tuple(repeated), drafts=drafts)


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    def update_lineno(self, value: str) -> None:
        """Count no lines: a fault is found by its offset, and counting takes a tenth of the time."""


def _read_entry(text: str, macros: CaseInsensitiveDict) -> tuple[list[_Entry], list[Exception]]:
    """Read the text of one entry, and give what was wrong with it; `macros` gains an @string's words."""
    broken: list[Exception] = []
    entries = []
    try:
        for kind, body in _Parser(text, macros=macros, handle_error=broken.append):
            if kind.lower() not in ("string", "preamble"):
                key, pairs = body
                entries.append((kind.lower(), key or "", _fields(key, pairs, broken)))
    except RecursionError as error:
        broken.append(error)
    return entries, broken


def _fields(key: str, pairs: Iterable[tuple[str, list[str]]], broken: list[Exception]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, parts in pairs:
        if name.lower() in fields:
            broken.append(DuplicateField(key, name))
        else:
            fields[name.lower()] = folded("".join(parts))
    return fields


def _people(names: str) -> Iterator[Name]:
    for name in split_name_list(names):
        # A name with too many commas is the rule malformed-author's.
        with errors.capture():
            person = Person(name)
        last = " ".join((*person.prelast_names, *person.last_names, *person.lineage_names))
        first = " ".join((*person.first_names, *person.middle_names))
        yield Name(plain(last), plain(first), last.startswith("{") and not first)
