"""A reference as a CSL-JSON item: the inner model from which every other format is written."""

import re
from collections.abc import Iterable
from typing import TypedDict

from evidence.bibliography import BODY_FIELDS, UNDATED, Name, Reference
from evidence.entries import ORDER
from evidence.harvard import MONTHS, OTHERS
from evidence.kinds import KINDS

_TYPES = {
    "article": "article-journal", "book": "book", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "mastersthesis": "thesis", "phdthesis": "thesis", "report": "report",
    "techreport": "report", "thesis": "thesis",
}  # fmt: skip
"""CSL's types for BibTeX's. Anything else is a web page if it has an address, and a document if not."""

WITHIN = {
    "article-journal": "journal", "book": "", "chapter": "booktitle", "paper-conference": "booktitle",
}  # fmt: skip
"""The field that names what a work of a type stands in; that of any other type is `howpublished`."""

ISSUER = {"article-journal": "", "report": "institution", "thesis": "institution"}
"""The field that names who issued a work of a type; that of any other type is `publisher`."""

_PAGES = ("webpage", "document")
_HELD = frozenset(("author", "editor", "title", "year", "month", "doi", "url", "urldate", "keywords"))
"""Fields that stand in every item in a way of their own."""

_DAY = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?$")


class Person(TypedDict, total=False):
    """A person by family and given names, or an organisation by its name as it stands.

    The name "others" stands for authors who are left out, as it does where Pandoc writes CSL-JSON.
    """

    family: str
    given: str
    literal: str


Date = TypedDict("Date", {"date-parts": list[list[int]], "literal": str}, total=False)
"""A date in its parts (year, month, day), or in words where it has no such parts."""

Item = TypedDict(
    "Item",
    {
        "id": str,
        "type": str,
        "title": str,
        "author": list[Person],
        "editor": list[Person],
        "issued": Date,
        "accessed": Date,
        "container-title": str,
        "volume": str,
        "issue": str,
        "number": str,
        "page": str,
        "edition": str,
        "genre": str,
        "medium": str,
        "publisher": str,
        "publisher-place": str,
        "DOI": str,
        "ISBN": str,
        "URL": str,
        "keyword": str,
        "note": str,
        "custom": dict[str, str],
    },
    total=False,
)
"""A work as the Citation Style Language describes it. What is not known is not there.

`custom` holds what has no place in an item of its type, by the names that our fields have.
"""


def csl_type(reference_type: str, has_address: bool = True) -> str:
    """Give CSL's type for a type of entry."""
    return _TYPES.get(reference_type, "webpage" if has_address else "document")


def reference_item(reference: Reference) -> Item:
    """Give a reference as an item. One without a date has no `issued`: citation styles then say "n.d." themselves."""
    kind = csl_type(reference.type, bool(reference.address))
    item = Item(id=reference.key, type=kind, title=reference.text("title") or reference.key)
    _set_people(item, reference)
    if issued := _issued(reference):
        item["issued"] = issued
    if accessed := date_of(reference.text("urldate")):
        item["accessed"] = accessed
    given = {place: _first(reference, names) for place, names in _places(kind).items()}
    words = {place: reference.text(name) for place, name in given.items()} | {
        "DOI": reference.doi,
        "URL": reference.own_address or reference.address,
        "keyword": ", ".join(KINDS.get(word, word) for word in reference.keywords),
    }
    words["page"] = words["page"].replace("–", "-").replace("--", "-")
    item.update({name: value for name, value in words.items() if value})  # type: ignore[typeddict-item]  # names above
    # A year such as 2011/12 has no month in CSL.
    placed = {*_HELD, *given.values()} - ({"month"} if len(parts_of(issued)) < 2 else set())
    if left := {name: reference.text(name) for name in ORDER if name not in placed and reference.text(name)}:
        item["custom"] = left
    return item


def date_of(date: str) -> Date | None:
    """Give a date such as 2026-11-23, 2026-11 or 2026 in its parts; nothing if it is none."""
    found = _DAY.match(date)
    return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else None


def parts_of(date: Date | None) -> list[int]:
    """Give the year, month and day of a date, as many as it has."""
    return date["date-parts"][0] if date and "date-parts" in date else []


def _places(kind: str) -> dict[str, tuple[str, ...]]:
    """Give the places of an item in which words stand, each with the fields of which the first fills it."""
    page = kind in _PAGES
    within, issuer = WITHIN.get(kind, "howpublished"), ISSUER.get(kind, "publisher")
    return {
        "medium" if page else "container-title": (within, "journal", "journaltitle", "booktitle") if within else (),
        "volume": ("volume",),
        "issue" if kind == "article-journal" else "number": ("number", "issue"),
        "page": ("pages",),
        "edition": ("edition",),
        "genre": () if page else ("type",),
        "publisher": (issuer, "publisher", *BODY_FIELDS, "school") if issuer else (),
        "publisher-place": ("address", "location"),
        "ISBN": ("isbn",),
        "note": ("note",),
    }


def _first(reference: Reference, names: Iterable[str]) -> str:
    """Give the first of some fields that an entry has, or nothing."""
    return next(filter(reference.text, names), "")


def _set_people(item: Item, reference: Reference) -> None:
    if authors := reference.people.get("author"):
        item["author"] = [_person(name) for name in authors]
    if editors := reference.people.get("editor"):
        item["editor"] = [_person(name) for name in editors]
    if not reference.people and reference.authors:
        item["author"] = [_person(name) for name in reference.authors]


def _person(name: Name) -> Person:
    if name.organisation or name.last == OTHERS:
        return {"literal": name.last}
    return {"family": name.last, "given": name.first} if name.first else {"family": name.last}


def _issued(reference: Reference) -> Date | None:
    if reference.year == UNDATED:
        return None
    date = date_of(reference.text("date") or reference.year)
    if not date:
        return {"literal": reference.year}
    month = reference.text("month")
    if len(parts_of(date)) == 1 and month in MONTHS:
        date["date-parts"][0].append(MONTHS.index(month) + 1)
    return date
