"""CSL-JSON items as RIS, which EndNote, Zotero and Mendeley read."""

from collections.abc import Iterable, Iterator

from evidence.csl import Date, Item, Person, parts_of
from evidence.harvard import OTHERS
from evidence.importing.ris import AND_OTHERS

_TYPES = {
    "article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "paper-conference": "CPAPER", "report": "RPRT",
    "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip


def ris(item: Item) -> str:
    """Give an item as a record. For authors who are left out and for fields of our own RIS has no tag but its notes."""
    issued = parts_of(item.get("issued"))
    first, _, last = item.get("page", "").partition("-")
    others = AND_OTHERS if {"literal": OTHERS} in item.get("author", []) else ""
    lines = [
        ("TY", _TYPES.get(item["type"], "GEN")),
        ("ID", item["id"]),
        *(("AU", name) for name in _names(item.get("author", ()))),
        *(("ED", name) for name in _names(item.get("editor", ()))),
        ("TI", item["title"]),
        ("T2", item.get("container-title", "")),
        ("PY", str(issued[0]) if issued else item.get("issued", {}).get("literal", "")),
        ("DA", _day(item.get("issued")) if len(issued) > 1 else ""),
        ("VL", item.get("volume", "")),
        ("IS", item.get("issue", "") or item.get("number", "")),
        ("SP", first),
        ("EP", last),
        ("ET", item.get("edition", "")),
        ("M3", item.get("genre", "") or item.get("medium", "")),
        ("SN", item.get("ISBN", "")),
        ("PB", item.get("publisher", "")),
        ("CY", item.get("publisher-place", "")),
        ("DO", item.get("DOI", "")),
        ("UR", item.get("URL", "")),
        ("Y2", _day(item.get("accessed"))),
        *(("KW", word) for word in item.get("keyword", "").split(", ")),
        ("N1", " ".join(filter(None, (others, item.get("note", ""))))),
        *(("N1", f"{name}: {value}") for name, value in item.get("custom", {}).items()),
    ]
    return "".join((*(f"{tag}  - {value}\n" for tag, value in lines if value), "ER  - \n"))


def _names(people: Iterable[Person]) -> Iterator[str]:
    """Give names as "family, given". An organisation loses its commas: its name would be cut in two at the first."""
    for person in people:
        literal = person.get("literal", "")
        if literal != OTHERS:
            names = (person.get("family", ""), person.get("given", ""))
            yield literal.replace(",", "") or ", ".join(name for name in names if name)


def _day(date: Date | None) -> str:
    return "/".join(f"{part:02}" for part in parts_of(date))
