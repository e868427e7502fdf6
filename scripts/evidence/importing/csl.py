"""Sources in CSL-JSON, as Zotero exports them and doi.org answers."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from evidence.bibliography import Name
from evidence.entries import ORDER
from evidence.harvard import OTHERS
from evidence.importing.works import ET_AL, UnreadableError, Work, clean, dated, people, tidy

_JOURNAL, _BOOK = {"container-title": "journal", "publisher": ""}, {"container-title": "booktitle"}
_REPORT, _PAGE = (
    {"container-title": "howpublished", "publisher": "institution"},
    {
        "container-title": "howpublished",
        "genre": "howpublished",
        "medium": "howpublished",
    },
)
TYPES: dict[str, tuple[str, str, Mapping[str, str]]] = {
    "article-journal": ("article", "", _JOURNAL),
    "article-magazine": ("article", "", _JOURNAL),
    "article-newspaper": ("misc", "news", _PAGE),
    "book": ("book", "book", {"container-title": ""}),
    "bill": ("misc", "law", _PAGE),
    "chapter": ("incollection", "book", _BOOK),
    "entry-encyclopedia": ("incollection", "book", _BOOK),
    "legislation": ("misc", "law", _PAGE),
    "paper-conference": ("inproceedings", "", _BOOK),
    "post-weblog": ("misc", "web", _PAGE),
    "report": ("techreport", "report", _REPORT),
    "thesis": ("phdthesis", "", _REPORT),
    "webpage": ("misc", "web", _PAGE),
}
"""For each CSL type: the type of entry, the kind of source, and how fields are called that have another name there.

An article may be research or comment, so its kind is left to the editor."""

_CROSSREF = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "monograph": "book",
    "edited-book": "book",
    "proceedings-article": "paper-conference",
    "dissertation": "thesis",
    "posted-content": "webpage",
}
"""Types that doi.org may answer in the words of Crossref."""

_FIELDS = {
    "title": "title",
    "container-title": "",
    "publisher": "publisher",
    "publisher-place": "address",
    "volume": "volume",
    "issue": "number",
    "number": "number",
    "page": "pages",
    "edition": "edition",
    "DOI": "doi",
    "ISBN": "isbn",
    "URL": "url",
    "genre": "type",
    "medium": "",
    "note": "note",
    "keyword": "keywords",
}

_DATE = re.compile(r"\d{4}-(?:0?[1-9]|1[0-2])(?:-\d{1,2})?")
"""A date in figures. Words such as 2020-21 are a year by themselves."""


def read_csl(text: str) -> tuple[Work, ...]:
    """Read one item or a list of them; raise UnreadableError if none has a title."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError("This is not CSL-JSON that we can read. Export the sources once more.") from None
    items = found if isinstance(found, list) else [found]
    works = tuple(
        replace(_work(item if isinstance(item, dict) else {}), place=f"place {number}")
        for number, item in enumerate(items, 1)
    )
    if not any(work.title for work in works):
        raise UnreadableError("We found no source with a title in this CSL-JSON. Export the sources once more.")
    return works


def _work(item: Mapping[str, object]) -> Work:
    name = _text(item.get("type"))
    kind, keyword, names = TYPES.get(_CROSSREF.get(name, name), ("misc", "", _PAGE))
    fields: dict[str, str] = {}
    for theirs, ours in _FIELDS.items():
        if (field := names.get(theirs, ours)) and field not in fields and (value := _text(item.get(theirs))):
            fields[field] = value
    subtitle = _text(item.get("subtitle"))
    title = fields.get("title", "")
    if title and subtitle and subtitle.casefold() not in title.casefold():
        fields["title"] += f": {subtitle}"
    custom = item.get("custom")
    if isinstance(custom, dict):
        fields |= {name: _text(custom[name]) for name in ORDER if name in custom}
    year, month, day = _date(item.get("issued"))
    fields |= dated(kind, year, month, day, fields.get("note", ""))
    accessed = _date(item.get("accessed"))
    if all(accessed) and fields.get("url"):
        fields["urldate"] = "-".join(part.zfill(2) for part in accessed)
    authors, doubts = _people(item.get("author"))
    editors, more = _people(item.get("editor"))
    return tidy(Work(kind, fields, authors, editors, _text(item.get("id")), (*doubts, *more)), keyword)


def _people(names: object) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    found: list[Name] = []
    doubts: list[str] = []
    for name in names if isinstance(names, list) else []:
        if isinstance(name, dict):
            read, guessed = _person(name)
            found += read
            doubts += guessed
    return tuple(found), tuple(doubts)


def _person(name: Mapping[str, object]) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """Read one name. A whole name in one piece is an organisation, unless it says that others follow."""
    parts = (name.get(part) for part in ("dropping-particle", "non-dropping-particle", "family", "suffix"))
    last, first = " ".join(filter(None, (clean(_text(part)) for part in parts))), clean(_text(name.get("given")))
    if ET_AL.search(f"{last}, {first}"):
        return people([f"{last}, {first}"])
    if last and first:
        return (Name(last, first, False),), ()
    whole = clean(_text(name.get("literal")) or _text(name.get("name"))) or last or first
    if whole.lower() == OTHERS or ET_AL.search(whole):
        return people([whole])
    return ((Name(whole, "", True),) if whole else ()), ()


def _text(value: object) -> str:
    """Give a value as words; doi.org wraps some in a list."""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return str(value).strip() if isinstance(value, str | int) else ""


def _date(value: object) -> tuple[str, str, str]:
    """Give the year, month and day of a CSL date, as far as it has them."""
    parts: Iterator[object] = iter(())
    if isinstance(value, dict):
        days = value.get("date-parts")
        if isinstance(days, list) and days and isinstance(days[0], list):
            parts = iter(days[0])
        else:
            words = _text(value.get("raw") or value.get("literal"))
            parts = iter(words.split("-") if _DATE.fullmatch(words) else [words])
    year, month, day = (_text(next(parts, "")) for _ in range(3))
    return year, month, day
