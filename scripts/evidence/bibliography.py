"""references.bib as pybtex reads it, entry by entry, with addresses: one bad entry never hides the others."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import latexcodec  # noqa: F401  registers the "ulatex" codec
from pybtex import errors
from pybtex.database import BibliographyData, Entry, InvalidNameString, Person
from pybtex.database.input.bibtex import DuplicateField, Parser, UndefinedMacro
from pybtex.exceptions import PybtexError

from evidence.source import Fault, Source

PATH = "references.bib"
UNDATED = "n.d."
PEOPLE_FIELDS = ("author", "editor")

_START = re.compile(r"@[ \t]*(?P<type>[A-Za-z]\w*)\s*(?P<open>[{(])\s*(?P<key>[^\s,{}()=\"#%']*)")
_BRACE = re.compile(r"[{}]|^[ \t]*@[ \t]*[A-Za-z]\w*\s*\{\s*[^\s,{}=]+\s*,|\)", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_LATEX = re.compile(r"\\|``|''|--|`|~")


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
        found = re.compile(rf"(?<![\w-]){field}\s*=\s*[{{\"]?", re.IGNORECASE).search(
            self.source.text, self.start, self.end
        )
        return found.end() if found else self.start

    def raw(self, field: str) -> str:
        """Give a field just as it was typed between its brackets or quotation marks; empty if the entry lacks it."""
        start, text = self.offset(field), self.source.text
        if start == self.start or text[start - 1] not in '{"':
            return self.fields.get(field, "")
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
        doi = self.doi
        return f"https://doi.org/{doi}" if doi else self.fields.get("url", "").strip()

    @property
    def doi(self) -> str:
        """Give the bare DOI."""
        return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.text("doi"), flags=re.IGNORECASE)


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
    for cut in _cut(source.text):
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
        if broken := [error for error in found if not isinstance(error, InvalidNameString)]:
            faults.append(_fault(source, cut, broken[0]))
            continue
        for key, entry in parser.data.entries.items():
            reference = _reference(source, cut, key, entry)
            if key.lower() in keys:
                repeated.append(reference)
            else:
                keys.add(key.lower())
                references[key] = reference
    return Library(source, references, tuple(repeated), tuple(faults))


@lru_cache(maxsize=100_000)
def plain(value: str) -> str:
    """Give a BibTeX value as plain words: LaTeX decoded by latexcodec, braces gone, white space folded."""
    if _LATEX.search(value):
        value = codecs.decode(value, "ulatex")
    return _SPACE.sub(" ", value.replace("{", "").replace("}", "")).strip()


class _Cut(NamedTuple):
    start: int
    end: int
    key: str


def _cut(text: str) -> Iterator[_Cut | Fault]:
    """Cut a file into entries by counting braces, as BibTeX does; what stands between entries is comment."""
    at = 0
    while start := _START.search(text, at):
        end = _entry_end(text, start)
        if end < 0:
            name = f"The reference '{start['key']}'" if start["key"] else "This reference"
            hint = "Add the missing } at its end, and see that each { has its }."
            yield Fault(start.start(), f"{name} is opened but never closed.", hint)
            at = -end
        else:
            if start["type"].lower() not in ("comment", "preamble"):
                yield _Cut(start.start(), end, start["key"])
            at = end


def _entry_end(text: str, start: re.Match[str]) -> int:
    """Give the end of an entry; if it is not closed, the place where the next one begins, made negative."""
    depth = 1 if start["open"] == "{" else 0
    for brace in _BRACE.finditer(text, start.end("open")):
        mark = brace[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0 and start["open"] == "{":
                return brace.end()
        elif mark == ")":
            if depth == 0:
                return brace.end()
        else:
            return -brace.start()
    return -len(text)


def _fault(source: Source, cut: _Cut, error: Exception) -> Fault:
    line = getattr(error, "lineno", None) or 1
    offset = cut.start
    for _ in range(line - 1):
        offset = source.text.find("\n", offset) + 1
    offset = max(offset, cut.start)
    near = source.line_at(offset).strip()
    if isinstance(error, DuplicateField):
        return Fault(offset, f"The reference '{cut.key}' has a field twice.", f"Keep one of the two: {error}.")
    if isinstance(error, UndefinedMacro):
        return Fault(
            offset,
            f"In the reference '{cut.key}' words stand without brackets, near '{near}'.",
            "Put them in curly brackets: title = {Power to People},",
        )
    name = f"the reference '{cut.key}'" if cut.key else "this reference, which has no key,"
    return Fault(
        offset,
        f"We could not read {name} near '{near}'.",
        "Give each field a name, =, its words in curly brackets, and a comma: title = {Power to People},",
    )


def _reference(source: Source, cut: _Cut, key: str, entry: Entry) -> Reference:
    fields = {name.lower(): _SPACE.sub(" ", value).strip() for name, value in entry.fields.items()}
    people = {}
    for role, persons in entry.persons.items():
        people[role.lower()] = tuple(_name(person) for person in persons)
        fields[role.lower()] = " and ".join(str(person) for person in persons)
    return Reference(source, cut.start, cut.end, key, entry.type.lower(), fields, people)


def _name(person: Person) -> Name:
    last = " ".join((*person.prelast_names, *person.last_names, *person.lineage_names))
    first = " ".join((*person.first_names, *person.middle_names))
    return Name(plain(last), plain(first), last.startswith("{") and not first)
