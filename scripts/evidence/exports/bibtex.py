"""CSL-JSON items as BibTeX, in UTF-8."""

import re
from collections.abc import Iterable

from evidence.bibliography import UNDATED
from evidence.csl import ISSUER, WITHIN, Date, Item, Person, parts_of
from evidence.entries import AND
from evidence.harvard import MONTHS, OTHERS

_TYPES = {
    "article-journal": "article", "book": "book", "chapter": "incollection", "paper-conference": "inproceedings",
    "report": "techreport", "thesis": "phdthesis",
}  # fmt: skip
_SPECIAL = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "`": r"\textasciigrave{}",
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",  # BibTeX counts braces, be there a backslash or not
    **{sign: f"\\{sign}" for sign in "%&#$_"},
}  # fmt: skip
_SIGNS = re.compile(r"[\\~^`{}%&#$_]")
_TURNED = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def bibtex(item: Item) -> str:
    """Give an item as an entry. The title stands in two pairs of braces, so that no style changes its capitals."""
    kind = _TYPES.get(item["type"], "misc")
    issued = parts_of(item.get("issued"))
    within = item.get("container-title", "")
    place = WITHIN.get(item["type"], "howpublished")
    issuer = "school" if kind == "phdthesis" else ISSUER.get(item["type"], "publisher")
    fields = {
        "author": _people(item.get("author", ())),
        "editor": _people(item.get("editor", ())),
        "title": f"{{{_escaped(item['title'])}}}",
        place: _escaped(", ".join(filter(None, (within, item.get("medium", ""))))),
        "year": str(issued[0]) if issued else _escaped(item.get("issued", {}).get("literal", UNDATED)),
        "month": MONTHS[issued[1] - 1][:3].lower() if len(issued) > 1 else "",
        "volume": _escaped(item.get("volume", "")),
        "number": _escaped(item.get("issue", "") or item.get("number", "")),
        "pages": _escaped(item.get("page", "")).replace("-", "--"),
        "edition": _escaped(item.get("edition", "")),
        "type": _escaped(item.get("genre", "")),
        issuer: _braced(item.get("publisher", "")),
        "address": _escaped(item.get("publisher-place", "")),
        "doi": _address(item.get("DOI", "")),
        "isbn": _escaped(item.get("ISBN", "")),
        "url": _address(item.get("URL", "")),
        "urldate": _day(item.get("accessed")),
        "keywords": _escaped(item.get("keyword", "")),
        **{name: _escaped(value) for name, value in item.get("custom", {}).items()},
        "note": _escaped(item.get("note", "")),
    }
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value)
    return "\n".join((f"@{kind}{{{item['id']},", *lines, "}", ""))


def _people(people: Iterable[Person]) -> str:
    return " and ".join(_name(person) for person in people)


def _name(person: Person) -> str:
    if literal := person.get("literal"):
        return literal if literal == OTHERS else _braced(literal)
    names = filter(None, (person["family"], person.get("given", "")))
    return ", ".join(_braced(name) if AND.search(name) else _escaped(name) for name in names)


def _braced(words: str) -> str:
    return f"{{{_escaped(words)}}}" if words else ""


def _escaped(words: str) -> str:
    return _SIGNS.sub(lambda found: _SPECIAL[found[0]], words)


def _address(address: str) -> str:
    """Write an address or a DOI as it stands: BibTeX's programs escape them themselves, but they count braces."""
    return address.translate(_TURNED)


def _day(date: Date | None) -> str:
    return "-".join(f"{part:02}" for part in parts_of(date))
