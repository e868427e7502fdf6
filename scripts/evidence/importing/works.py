"""A source as another program describes it, in plain words, and the entry that it becomes."""

import html
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from evidence.bibliography import UNDATED, Name
from evidence.csl import ISSUER, WITHIN, csl_type
from evidence.entries import AND, Entry, typed
from evidence.harvard import MONTHS, OTHERS
from evidence.kinds import KINDS, READING, SOURCE_NATIONS
from evidence.latex import folded
from evidence.letters import without_unseen

LEAP_YEAR = 2024
"""A year in which every month is as long as it can be."""

MOST_WORDS_OF_A_PERSON = 5

_AS_IT_STANDS = ("url", "doi")
_NOT_IN_ADDRESSES = re.compile(r"[\s{}<>\\\"]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TAG = re.compile(r"</?(?:[biu]|em|strong|su[bp]|scp|span|p|jats:[\w-]+|mml:[\w-]+)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\w+|[A-Za-z]\w*);")
ET_AL = re.compile(r"[\s,;]*\bet\.?\s+al\b\.?", re.IGNORECASE)
GUESSED = "We took '{}' for an organisation. If it is a person, write: Surname, Given."
ORGANISATION = re.compile(
    r"\b(?:agency|alliance|assembly|association|authority|board|centre|center|charity|coalition|college|commission"
    r"|committee|council|department|foundation|government|group|institute|limited|ltd|ministry|network|NHS|office"
    r"|organi[sz]ation|parliament|partnership|services?|society|trust|union|university|(?:health|social) care)\b",
    re.IGNORECASE,
)
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–—]+\s*")


class UnreadableError(Exception):
    """A file or an answer holds no sources that we can read; the message says why and what to do."""


@dataclass(frozen=True)
class Work:
    """A source: its type and fields as BibTeX calls them, in plain words, and who wrote and edited it.

    `key` is what the other program calls it. `doubts` are guesses that somebody should look at. `place` tells where in
    the file it stands.
    """

    type: str
    fields: Mapping[str, str]
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    key: str = ""
    doubts: tuple[str, ...] = ()
    place: str = ""

    @property
    def title(self) -> str:
        """Give the title, or nothing."""
        return self.fields.get("title", "")

    @property
    def year(self) -> str:
        """Give the year, or "n.d."."""
        return self.fields.get("year") or UNDATED


def tidy(work: Work, kind: str = "") -> Work:
    """Put a work in order: clean words, bare DOI, an author if an organisation issued it, no field twice.

    `kind` is the kind of source that it is if its own keywords name none.
    """
    fields = {name: value.strip() if name in _AS_IT_STANDS else clean(value) for name, value in work.fields.items()}
    kind_of_work = csl_type(work.type)
    _into(fields, WITHIN.get(kind_of_work, "howpublished"), ("journal", "booktitle"))
    _into(fields, ISSUER.get(kind_of_work, "publisher"), ("institution", "organization", "publisher"))
    fields["doi"] = _DOI.sub("", fields.get("doi", ""))
    if fields["doi"] and _DOI_ADDRESS.match(fields.get("url", "")):
        fields["url"] = ""
    if "pages" in fields:
        fields["pages"] = _RANGE.sub("--", fields["pages"])
    fields["year"] = fields.get("year") or UNDATED
    if not _DAY.fullmatch(fields.get("urldate", "")):
        fields["urldate"] = ""
    fields["keywords"] = _keywords(fields.get("keywords", ""), kind)
    if fields.get("seen") not in READING:
        fields["seen"] = ""
    issuer = next((fields[name] for name in ("institution", "publisher") if fields.get(name)), "")
    authors = work.authors
    if not authors and not work.editors and issuer:
        authors = (Name(issuer, "", True),)
    if work.type == "misc" and len(authors) == 1 and (fields["doi"] or fields.get("url")):
        fields = {name: value for name, value in fields.items() if name == "title" or value != authors[0].last}
    return replace(work, fields={name: value for name, value in fields.items() if value}, authors=authors)


def entry_of(work: Work, key: str) -> Entry:
    """Write a work as an entry of the library."""
    fields = {
        name: _address(name, value) if name in _AS_IT_STANDS else typed(value) for name, value in work.fields.items()
    }
    for field, names in (("author", work.authors), ("editor", work.editors)):
        if names:
            fields[field] = " and ".join(_written(name) for name in names)
    return Entry(work.type, key, fields)


def clean(words: str) -> str:
    """Give words without tags and unseen characters, each letter and its accent as one."""
    for _ in range(2):
        words = _TAG.sub("", _ENTITY.sub(lambda found: html.unescape(found[0]), words))
    return folded(without_unseen(unicodedata.normalize("NFC", words)))


def people(names: list[str]) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """Read names typed `Surname, Given` or as an organisation; give them with our guesses."""
    found: list[Name] = []
    doubts: list[str] = []
    others = False
    for typed_name in names:
        name, cut = ET_AL.subn("", clean(typed_name))
        name = name.strip(" ,;")
        others = others or bool(cut) or name.lower() in ("others", "and others")
        if not name or name.lower() in ("others", "and others"):
            continue
        last, comma, first = (part.strip() for part in name.partition(","))
        organisation = not first or len(first.split()) > MOST_WORDS_OF_A_PERSON or bool(ORGANISATION.search(name))
        found.append(Name(name if organisation else last, "" if organisation else first, organisation))
        if organisation and (comma or not ORGANISATION.search(name)):
            doubts.append(GUESSED.format(name))
    return (*found, *([Name(OTHERS, "", False)] if others else [])), tuple(doubts)


def dated(kind: str, year: str, month: str, day: str, note: str) -> dict[str, str]:
    """Give a date and a note as the library's fields: for a page or news item the note begins with the day."""
    fields = {"year": year, "note": note}
    if month.isdecimal() and 1 <= int(month) <= len(MONTHS):
        name = MONTHS[int(month) - 1]
        fields["month"] = name[:3].lower()
        if kind == "misc" and day.isdecimal() and 1 <= int(day) <= monthrange(LEAP_YEAR, int(month))[1]:
            said = f"Dated {int(day)} {name} {year}"
            fields["note"] = note if said in note else "; ".join(filter(None, (said, note)))
    return fields


def _into(fields: dict[str, str], name: str, others: Iterable[str]) -> None:
    """Move what stands in one of some other fields into the field in which the library has it, if that is empty."""
    other = next((other for other in others if fields.get(other)), "")
    if name and other and not fields.get(name):
        fields[name] = fields.pop(other)


def _keywords(words: str, kind: str) -> str:
    """Give those words that the library uses, by their own names or by those that readers see."""
    ours = {name: key for key, name in KINDS.items()} | {word: word for word in (*KINDS, *SOURCE_NATIONS)}
    known = [ours[word] for word in map(str.strip, words.split(",")) if word in ours]
    if kind and not any(word in KINDS for word in known):
        known.insert(0, kind)
    return ", ".join(dict.fromkeys(known))


def _address(name: str, words: str) -> str:
    """Write an address so that no sign in it means anything to BibTeX. An old DOI keeps its < and >."""
    kept = "<>" if name == "doi" else ""
    return _NOT_IN_ADDRESSES.sub(lambda found: found[0] if found[0] in kept else quote(found[0]), words)


def _written(name: Name) -> str:
    if name.last == OTHERS:
        return OTHERS
    if not name.first:
        return f"{{{typed(name.last)}}}"
    return ", ".join(f"{{{part}}}" if AND.search(part) else part for part in map(typed, (name.last, name.first)))
