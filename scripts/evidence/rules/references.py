"""Rules about the reference library."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from evidence.bibliography import PEOPLE_FIELDS, Reference
from evidence.content import Site
from evidence.kinds import READING
from evidence.problem import Finding
from evidence.rules.fields import is_date

DOI = re.compile(r"10\.\d{4,9}/[^\s{}]+")
YEAR = re.compile(r"\d{4}(?:[-/–]\d{2,4})?|n\.d\.|in press|forthcoming")
PLACES = ("url", "doi", "journal", "booktitle", "publisher", "institution", "organization", "howpublished", "isbn", "eprint")
AND = re.compile(r"\s+and\s+")


def unreadable_reference(site: Site) -> Iterator[Finding]:
    """Every entry of references.bib can be read."""
    for fault in site.library.faults:
        yield Finding.of(site.library.source, fault)


def duplicate_reference(site: Site) -> Iterator[Finding]:
    """Each work stands once in the library: no key, no DOI, no title and year twice."""
    by_key = {key.lower(): key for key in site.library.references}
    for reference in site.library.repeated:
        message = f"The key '{reference.key}' is taken by the entry '{by_key[reference.key.lower()]}'."
        yield Finding(reference.source, reference.start, message, "Keep one of the two, or give this one another key.")
    seen: dict[tuple[str, ...], Reference] = {}
    for reference in site.library.references.values():
        title = "".join(letter for letter in reference.text("title").casefold() if letter.isalnum())
        marks = [("DOI", reference.doi.lower())] if reference.doi else []
        marks += [("title and year", title, reference.year)] if title else []
        for mark in marks:
            other = seen.setdefault(mark, reference)
            if other is not reference:
                message = f"This source may already be here as '{other.key}': it has the same {mark[0]}."
                yield Finding(reference.source, reference.start, message, "Compare the two and keep one.")
                break


def incomplete_reference(site: Site) -> Iterator[Finding]:
    """Every entry has its author, title, year, a place to find it, and how much of it has been read."""
    for reference in site.library.references.values():
        for lacking, hint in _lacking(reference):
            yield Finding(reference.source, reference.start, f"The reference '{reference.key}' has no {lacking}.", hint)


def malformed_author(site: Site) -> Iterator[Finding]:
    """Every author is written `Surname, Given names` or, for an organisation, in curly brackets."""
    for reference in site.library.references.values():
        for field in PEOPLE_FIELDS:
            if field in reference.people:
                for name in _names(reference.raw(field)):
                    if wrong := _wrong_name(name):
                        yield Finding(reference.source, reference.offset(field), *wrong)


def malformed_doi(site: Site) -> Iterator[Finding]:
    """Every DOI is written bare: 10.1111/hex.14053."""
    for reference in site.library.references.values():
        doi = reference.raw("doi").strip()
        if doi and not DOI.fullmatch(doi):
            found = DOI.search(doi)
            hint = f"Write doi = {{{found[0]}}}" if found else "A DOI begins with 10. and a number: doi = {10.1111/hex.14053}"
            yield Finding(reference.source, reference.offset("doi"), f"'{doi}' is not how we write a DOI.", hint)


def malformed_address(site: Site) -> Iterator[Finding]:
    """Every web address is whole, and the day on which it was read is a date."""
    for reference in site.library.references.values():
        url = reference.raw("url").strip()
        if url and not _whole(url):
            hint = "Copy it from the browser, from https:// to its end, without spaces."
            yield Finding(reference.source, reference.offset("url"), f"'{url}' is not a whole web address.", hint)
        day = reference.fields.get("urldate", "")
        if day and not is_date(day):
            message = f"'{day}' is not the day on which the page was read."
            yield Finding(reference.source, reference.offset("urldate"), message, "Write urldate = {2026-11-23}")


def _lacking(reference: Reference) -> Iterator[tuple[str, str]]:
    if not reference.authors:
        yield "author", "Add author = {Surname, Given} or, for an organisation, author = {{Social Care Wales}}."
    if not reference.text("title"):
        yield "title", "Add title = {…}."
    if not YEAR.fullmatch(reference.fields.get("year", "") or reference.fields.get("date", "")[:4]):
        yield "year", "Add year = {2024} or, if the source shows none, year = {n.d.}."
    if not any(reference.fields.get(place) for place in PLACES):
        yield "place to find it", "Add url = {https://…}, a doi, a journal or a publisher."
    if "seen" not in reference.fields:
        yield "word on how much of it has been read", f"Add seen = {{…}} with one of: {', '.join(READING)}."


def _names(raw: str) -> Iterator[str]:
    """Split a list of names at each "and" that stands outside curly brackets."""
    start, depth, at = 0, 0, 0
    while at < len(raw):
        depth += {"{": 1, "}": -1}.get(raw[at], 0)
        found = AND.match(raw, at) if depth == 0 else None
        if found:
            yield raw[start:at].strip()
            start = at = found.end()
        else:
            at += 1
    yield raw[start:].strip()


def _wrong_name(name: str) -> tuple[str, str] | None:
    bare = re.sub(r"\{[^{}]*\}", "", name)
    if re.search(r"\bet\.?\s+al\b", name):
        return (
            f"'{name}' holds 'et al', which would be read as a person's name.",
            "List every author, joined by 'and'; if you do not know them all, end with: and others",
        )
    if name == "others" or (name.startswith("{") and not bare.strip()):
        return None
    if 1 <= bare.count(",") <= 2 and not bare.strip().startswith(","):
        return None
    return (
        f"'{name}' is neither a person, as in 'Surname, Given', nor an organisation in curly brackets.",
        f"Write {{{name.strip('{}')}}} in curly brackets if it is an organisation, else put the surname first, with a comma.",
    )


def _whole(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not re.search(r"[\s{}<>]", url)
