"""A reference as a CSL-JSON item: the inner model from which every other format is written."""

import re
from typing import TypedDict

from evidence.bibliography import BODY_FIELDS, UNDATED, Name, Reference
from evidence.harvard import MONTHS, OTHERS
from evidence.kinds import KINDS

_TYPES = {
    "article": "article-journal", "book": "book", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "mastersthesis": "thesis", "phdthesis": "thesis", "report": "report",
    "techreport": "report", "thesis": "thesis",
}  # fmt: skip
"""CSL's types for BibTeX's. Anything else is a web page if it has an address, and a document if not."""

OURS = ("shortauthor", "seen")
"""Fields of our own: how a citation names an organisation, and how much of a source was read."""

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
        "URL": str,
        "keyword": str,
        "note": str,
        "custom": dict[str, str],
    },
    total=False,
)
"""A work as the Citation Style Language describes it. What is not known is not there."""


def reference_item(reference: Reference) -> Item:
    """Give a reference as an item. One without a date has no `issued`: citation styles then say "n.d." themselves."""
    kind = _TYPES.get(reference.type, "webpage" if reference.address else "document")
    item = Item(id=reference.key, type=kind, title=reference.text("title") or reference.key)
    _set_people(item, reference)
    if issued := _issued(reference):
        item["issued"] = issued
    if accessed := date_of(reference.text("urldate")):
        item["accessed"] = accessed
    number = reference.text("number") or reference.text("issue")
    within = reference.text("journal") or reference.text("journaltitle") or reference.text("booktitle")
    words = {
        "container-title": within,
        "volume": reference.text("volume"),
        "issue" if kind == "article-journal" else "number": number,
        "page": reference.text("pages").replace("–", "-").replace("--", "-"),
        "edition": reference.text("edition"),
        "genre": reference.text("type"),
        "medium": reference.text("howpublished"),
        "publisher": next(filter(None, map(reference.text, ("publisher", *BODY_FIELDS))), ""),
        "publisher-place": reference.text("address") or reference.text("location"),
        "DOI": reference.doi,
        "URL": reference.own_address or reference.address,
        "keyword": ", ".join(KINDS.get(word, word) for word in reference.keywords),
        "note": reference.text("note"),
    }
    item.update({name: value for name, value in words.items() if value})  # type: ignore[typeddict-item]  # names above
    if custom := {name: reference.text(name) for name in OURS if reference.text(name)}:
        item["custom"] = custom
    return item


def date_of(date: str) -> Date | None:
    """Give a date such as 2026-11-23, 2026-11 or 2026 in its parts; nothing if it is none."""
    found = _DAY.match(date)
    return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else None


def parts_of(date: Date | None) -> list[int]:
    """Give the year, month and day of a date, as many as it has."""
    return date["date-parts"][0] if date and "date-parts" in date else []


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
