"""references.bib as pybtex reads it, entry by entry, with addresses: one bad entry never hides the others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from pybtex import errors
from pybtex.database import BibliographyData, Entry, InvalidNameString, Person
from pybtex.database.input.bibtex import DuplicateField, Parser, UndefinedMacro
from pybtex.exceptions import PybtexError

from evidence.bibtex import FIELD, Cut, cut_entries, fault_of
from evidence.latex import folded, plain, verbatim
from evidence.source import Fault, Source

PATH = "references.bib"
UNDATED = "n.d."
PEOPLE_FIELDS = ("author", "editor")

LARGEST_ABBREVIATION = 1_000
"""Characters for which an @string may stand. One may name another, so they could double without end."""

MOST_SLIPS = 5
"""Fields given twice and words without brackets that are reported of one entry."""

_IN_ADDRESSES = "/:;,.()-_~!*'@&=+$"


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
    people: Mapping[str, tuple[Name, ...]]

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
    def authors(self) -> tuple[Name, ...]:
        """Who wrote it: authors, else editors, else the organisation that issued it."""
        for field in PEOPLE_FIELDS:
            if field in self.people:
                return self.people[field]
        body = self.text("organization") or self.text("institution")
        return (Name(body, "", True),) if body else ()

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
        if self.doi:
            return f"https://doi.org/{quote(self.doi, safe=_IN_ADDRESSES)}"
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


def read_library(source: Source) -> Library:
    """Read every entry that can be read; give the faults of the others."""
    parser = Parser()
    references: dict[str, Reference] = {}
    keys: set[str] = set()
    repeated: list[Reference] = []
    faults: list[Fault] = []
    for cut in cut_entries(source.text):
        if isinstance(cut, Fault):
            faults.append(cut)
            continue
        parser.data = BibliographyData()
        # Names with too many commas are the rule malformed-author's; the entry itself is good.
        with errors.capture() as found:
            try:
                parser.parse_string(source.text[cut.start : cut.end])
            except (PybtexError, RecursionError) as error:
                found.append(error)
        if cut.type == "string" and len(parser.macros.get(cut.key, "")) > LARGEST_ABBREVIATION:
            del parser.macros[cut.key]
            name = f"The abbreviation '{cut.key}' stands for more than {LARGEST_ABBREVIATION:,} characters."
            faults.append(Fault(cut.start, name, "Write the words out where they are needed."))
        broken = [error for error in found if not isinstance(error, InvalidNameString)]
        if broken:
            slips = dict.fromkeys(error for error in broken if isinstance(error, DuplicateField | UndefinedMacro))
            faults += [fault_of(source.text, cut, error) for error in [*slips][:MOST_SLIPS] or broken[:1]]
            continue
        for key, entry in parser.data.entries.items():
            reference = _reference(source, cut, key, entry)
            if key.lower() in keys:
                repeated.append(reference)
            else:
                keys.add(key.lower())
                references[key] = reference
    return Library(source, references, tuple(repeated), tuple(faults))


def _reference(source: Source, cut: Cut, key: str, entry: Entry) -> Reference:
    fields = {name.lower(): folded(value) for name, value in entry.fields.items()}
    people = {}
    for role, persons in entry.persons.items():
        people[role.lower()] = tuple(_name(person) for person in persons)
        fields[role.lower()] = " and ".join(str(person) for person in persons)
    return Reference(source, cut.start, cut.end, key, entry.type.lower(), fields, people)


def _name(person: Person) -> Name:
    last = " ".join((*person.prelast_names, *person.last_names, *person.lineage_names))
    first = " ".join((*person.first_names, *person.middle_names))
    return Name(plain(last), plain(first), last.startswith("{") and not first)
