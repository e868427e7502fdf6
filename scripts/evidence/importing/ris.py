"""Sources in RIS, as databases and reference managers export them."""

import re
from collections.abc import Mapping
from dataclasses import replace

import rispy

from evidence.entries import ORDER
from evidence.harvard import OTHERS
from evidence.importing.works import UnreadableError, Work, clean, dated, people, tidy
from evidence.source import Source
from evidence.words import excerpt

TYPES = {
    "JOUR": ("article", "", "journal", ""),
    "EJOUR": ("article", "", "journal", ""),
    "MGZN": ("article", "", "journal", ""),
    "NEWS": ("misc", "news", "howpublished", "publisher"),
    "BOOK": ("book", "book", "", "publisher"),
    "EBOOK": ("book", "book", "", "publisher"),
    "EDBOOK": ("book", "book", "", "publisher"),
    "CHAP": ("incollection", "book", "booktitle", "publisher"),
    "ECHAP": ("incollection", "book", "booktitle", "publisher"),
    "CONF": ("inproceedings", "", "booktitle", "publisher"),
    "CPAPER": ("inproceedings", "", "booktitle", "publisher"),
    "RPRT": ("techreport", "report", "howpublished", "institution"),
    "GOVDOC": ("techreport", "report", "howpublished", "institution"),
    "THES": ("phdthesis", "", "howpublished", "institution"),
    "ELEC": ("misc", "web", "howpublished", "publisher"),
    "BLOG": ("misc", "web", "howpublished", "publisher"),
    "STAT": ("misc", "law", "howpublished", "publisher"),
    "BILL": ("misc", "law", "howpublished", "publisher"),
}
"""For each RIS type: the type of entry, the kind of source, and the fields of what holds it and of who issued it."""

_OTHER = ("misc", "", "howpublished", "publisher")
_FIRST_OF = {
    "title": ("title", "primary_title", "book_title"),
    "volume": ("volume",),
    "number": ("number",),
    "edition": ("edition",),
    "address": ("place_published",),
    "doi": ("doi",),
    "type": ("type_of_work",),
}
_TAGS = {**rispy.TAG_KEY_MAPPING, "ED": "editors", "BT": "book_title"}
_LISTS = (*rispy.LIST_TYPE_TAGS, "ED", "SN", "UR")
_NEXT_ADDRESS = re.compile(r";\s*(?=https?://)")
"""What parts two addresses on a line. A semicolon may also stand within one."""

AND_OTHERS = "And others."
"""How the note begins that our own RIS has where authors are left out."""

_WITHIN = ("secondary_title", "book_title", "alternate_title3", "journal_name", "alternate_title2")
"""What a work stands in, by the tags T2, BT, JF, JO and JA: a full name comes before a short one."""

_EDITORS = ("editors", "secondary_authors")
_EDITORS_OF_BOOKS = ("editors", "tertiary_authors", "secondary_authors")
"""Who edited a work, by the tags ED, A2 and A3: the third author of a book did, and the second edited its series."""

_RECORD = re.compile(r"^(?!ER)[A-Z][A-Z\d]  -.*\n(?:(?!(?:TY|ER)  -).*\n)*", re.MULTILINE)
"""A record: from its first line with a tag until the next one begins, or until its last line."""

_ISBN = re.compile(r"(?<![\d-])(?:97[89][ -]?)?(?:\d[ -]?){9}[\dXx](?![\dXx-])")
"""An ISBN: ten digits or thirteen. The same tag holds the eight of a journal's ISSN."""

_DATE = re.compile(r"(?P<year>\d{4})(?:[/-](?P<month>\d{1,2})(?:[/-](?P<day>\d{1,2}))?)?")


def read_ris(text: str) -> tuple[Work, ...]:
    """Read every source of a RIS file; raise UnreadableError if none has a title."""
    source = Source("", f"{text}\n")
    works = tuple(
        replace(_work(_record(found[0])), place=f"line {source.place(found.start())[0]}")
        for found in _RECORD.finditer(source.text)
    )
    if not any(work.title for work in works):
        raise UnreadableError("We found no source with a title in this RIS file. Export the sources once more.")
    return works


def _record(lines: str) -> Mapping[str, object]:
    """Read one record, also where it lacks its first or its last line; give nothing if it cannot be read."""
    first = "" if lines.startswith("TY") else "TY  - \n"
    try:
        (record,) = rispy.loads(
            f"{first}{lines.rstrip()}\nER  - \n", mapping=_TAGS, list_tags=_LISTS, delimiter_tags_mapping={}
        )
    except (ValueError, KeyError, IndexError, rispy.parser.ParseError):
        return {}
    return dict(record)


def _work(record: Mapping[str, object]) -> Work:
    name = _text(record, "type_of_reference")
    kind, keyword, within, issuer = TYPES.get(name, _OTHER)
    fields = {ours: _text(record, *theirs) for ours, theirs in _FIRST_OF.items()}
    fields |= {within: _text(record, *_WITHIN), issuer: _text(record, "publisher")}
    fields["keywords"] = ", ".join(_texts(record, "keywords"))
    if kind == "misc":
        fields["howpublished"] = fields["howpublished"] or fields.pop("type")
    fields.pop("", None)
    fields["pages"] = "-".join(filter(None, (_text(record, "start_page"), _text(record, "end_page"))))
    fields["url"] = next((_NEXT_ADDRESS.split(address)[0] for address in _texts(record, "urls")), "")
    if isbn := next(filter(None, map(_ISBN.search, _texts(record, "issn"))), None):
        fields["isbn"] = isbn[0]
    ours, note = _notes(record)
    fields |= ours
    fields |= dated(kind, *_date(record, is_ours=bool(ours)), fields.get("note", ""))
    read = _DATE.match(_text(record, "access_date"))
    if read and read["day"] and fields["url"]:
        fields["urldate"] = f"{read['year']}-{read['month']:0>2}-{read['day']:0>2}"
    others = [OTHERS for words in _texts(record, "notes") if words.startswith(AND_OTHERS)]
    authors, doubts = people([*_texts(record, "authors", "first_authors"), *others])
    editors, more = people(_texts(record, *(_EDITORS_OF_BOOKS if kind == "book" else _EDITORS)))
    if name == "EDBOOK" and not editors:
        authors, editors = (), authors
    left = [f"We left out its note '{excerpt(note)}'. If readers need it, add: note = {{…}}"] if note else []
    return tidy(Work(kind, fields, authors, editors, _text(record, "id"), (*doubts, *more, *left)), keyword)


def _notes(record: Mapping[str, object]) -> tuple[dict[str, str], str]:
    """Give the fields that our own files keep in notes, and the notes of other files.

    Those hold what a database or its user noted. Nobody but a person can tell what of it is for readers.
    """
    notes = [clean(words) for words in _texts(record, "notes")]
    ours = {name: words for words in notes for name in ORDER if words.startswith(f"{name}: ")}
    note = "; ".join(words for words in notes if words not in ours.values()).removeprefix(AND_OTHERS).strip()
    if "seen" not in ours:
        return {}, note
    return {"note": note, **{name: words.removeprefix(f"{name}: ") for name, words in ours.items()}}, ""


def _date(record: Mapping[str, object], *, is_ours: bool) -> tuple[str, str, str]:
    """Give the year, month and day. In our own files the year is as the entry has it, be it 2011/12 or "in press"."""
    typed, date = _text(record, "year", "publication_year"), _DATE.match(_text(record, "date"))
    found = None if is_ours else _DATE.match(typed)
    if not typed and date:
        found = date
    year = found["year"] if found else typed
    day = date if date and date["year"] == year else found
    return year, (day and day["month"]) or "", (day and day["day"]) or ""


def _text(record: Mapping[str, object], *names: str) -> str:
    values = (record.get(name) for name in names)
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")


def _texts(record: Mapping[str, object], *names: str) -> list[str]:
    values = next((found for found in map(record.get, names) if isinstance(found, list) and found), [])
    return [value for value in values if isinstance(value, str)]
