"""Sources in BibTeX, as Zotero and others export them."""

import re
from dataclasses import replace

from pybtex.bibtex.utils import split_name_list

from evidence.bibliography import PEOPLE_FIELDS, Name, Reference, read_library
from evidence.entries import ORDER
from evidence.harvard import MONTHS, OTHERS
from evidence.importing.works import ET_AL, GUESSED, ORGANISATION, UnreadableError, Work, clean, dated, people, tidy
from evidence.latex import verbatim
from evidence.source import Source

RENAMED = {
    "journaltitle": "journal",
    "location": "address",
    "school": "institution",
    "issue": "number",
}
"""Fields that have another name in our library."""

_PARTED = ("subtitle", "date")
"""Fields of which something goes into another field."""

TYPES = {
    **{kind: kind for kind in ("article", "book", "incollection", "inproceedings", "phdthesis", "techreport")},
    "collection": "book",
    "conference": "inproceedings",
    "inbook": "incollection",
    "manual": "techreport",
    "mastersthesis": "phdthesis",
    "mvbook": "book",
    "proceedings": "book",
    "report": "techreport",
    "thesis": "phdthesis",
}
"""Our types for those of BibTeX and BibLaTeX; any other becomes `misc`."""
KEYWORDS = {"book": "book", "incollection": "book", "techreport": "report", "online": "web", "www": "web"}

_ADDRESSES = ("url", "doi")
_BY_ZOTERO = re.compile(r"(?:Publisher: |_eprint: |ISBN: |tex\.|Citation Key: ).*")
_ADDRESS = re.compile(r"\\url\{([^{}]*)\}")
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_PART = re.compile(r'\b(family|given|prefix|suffix)\s*=\s*("[^"]*"|\{[^{}]*\}|[^,]*)')
"""A part of a name that BibLaTeX has by its parts, as in `family=Berg, given=Jan, prefix=van der`."""


def read_bibtex(text: str) -> tuple[Work, ...]:
    """Read every entry of a BibTeX file; raise UnreadableError if one cannot be read, or none is there."""
    library = read_library(Source("", text))
    for fault in library.faults:
        line, _ = library.source.place(fault.offset)
        raise UnreadableError(f"Line {line} of the file: {fault.message} {fault.hint}")
    works = tuple(
        replace(_work(reference), place=f"line {library.source.place(reference.start)[0]}")
        for reference in (*library.references.values(), *library.repeated)
    )
    if not works:
        raise UnreadableError("We found no source in this file. It should be BibTeX, RIS or CSL-JSON.")
    return works


def _work(reference: Reference) -> Work:
    fields: dict[str, str] = {}
    for name in reference.fields:
        ours = RENAMED.get(name, name)
        if (ours in ORDER or name in _PARTED) and name not in PEOPLE_FIELDS and ours not in fields:
            fields[ours] = _value(reference, name)
    if subtitle := fields.pop("subtitle", ""):
        fields["title"] = f"{fields.get('title', '')}: {subtitle}".removeprefix(": ")
    fields["note"] = _BY_ZOTERO.sub("", fields.get("note", ""))
    kind = TYPES.get(reference.type, "misc")
    if date := _DAY.match(fields.pop("date", "")):
        fields = {**dated(kind, date[1], date[2] or "", date[3] or "", fields.pop("note")), **fields}
    if month := fields.get("month", ""):
        fields["month"] = _month(month)
    if found := _ADDRESS.search(reference.fields.get("howpublished", "")):
        fields |= {"howpublished": "", "url": fields.get("url") or found[1]}
    fields["urldate"] = fields.get("urldate", "")[:10]
    authors, doubts = _people(reference, "author")
    editors, more = _people(reference, "editor")
    keyword = KEYWORDS.get(reference.type, KEYWORDS.get(kind, ""))
    return tidy(Work(kind, fields, authors, editors, reference.key, (*doubts, *more)), keyword)


def _value(reference: Reference, name: str) -> str:
    return verbatim(reference.fields[name]) if name in _ADDRESSES else reference.text(name)


def _month(typed: str) -> str:
    name = MONTHS[int(typed) - 1] if re.fullmatch("0?[1-9]|1[0-2]", typed) else typed.capitalize()
    return name[:3].lower() if name in MONTHS else typed


def _people(reference: Reference, field: str) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """Give the names in a field; one without its brackets that sounds like an organisation becomes one."""
    typed = reference.fields.get(field, "")
    names = filter(None, (_inverted(ET_AL.sub("", name)) for name in split_name_list(typed)))
    found: list[Name] = []
    doubts: list[str] = []
    guesses: list[list[str]] = [[]]
    for name in replace(reference, fields={field: " and ".join(names)}).people.get(field, ()):
        if name.organisation or name.last == OTHERS:
            found.append(name)
            guesses.append([])
            continue
        words = clean(f"{name.last}, {name.first}" if name.first else name.last)
        read, guessed = people([words])
        whole = clean(f"{name.first} {name.last}")
        if name.first and read and (read[0].organisation or ORGANISATION.search(whole)):
            read, guessed = (Name(whole, "", True),), ()
            guesses[-1].append(whole)
        elif guessed and not name.first:
            guesses[-1].append(words)
        else:
            doubts += guessed
            guesses.append([])
        found += read
    doubts += (told for beside in guesses for told in _guessed(beside))
    named = [name for name in found if name.last != OTHERS]
    others = [Name(OTHERS, "", False)] if ET_AL.search(typed) or len(named) < len(found) else []
    return (*named, *others), tuple(doubts)


def _guessed(names: list[str]) -> list[str]:
    """Say of names side by side that we took them for organisations: they may be one, which an "and" has cut."""
    whole = " and ".join(names)
    if len(names) > 1 and ORGANISATION.search(whole):
        return [f"We took '{whole}' for {len(names)} organisations. If it is one, write: {{{whole}}}"]
    return [GUESSED.format(name) for name in names]


def _inverted(name: str) -> str:
    """Give a name that stands in its parts as `Surname, Given`; any other as it is."""
    parts = {part: words.strip(' "') for part, words in _PART.findall(name)}
    if "family" not in parts:
        return name
    last = " ".join(parts[part] for part in ("prefix", "family", "suffix") if parts.get(part))
    return f"{last}, {parts['given']}" if parts.get("given") else last
