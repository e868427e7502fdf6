"""Rules about the reference library."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import groupby
from urllib.parse import urlsplit

from evidence.addresses import reference_slug
from evidence.bibliography import AUTHOR_FIELDS, PEOPLE_FIELDS, Reference
from evidence.content import Site
from evidence.kinds import READING
from evidence.latex import unknown_commands, verbatim
from evidence.problem import Finding
from evidence.rules.messages import Message
from evidence.rules.values import is_date
from evidence.words import excerpt

DOI = re.compile(r"10\.\d{4,9}/[^\s{}]*[^\s{}.,;]")
VERBATIM_FIELDS = ("url", "doi")
YEAR = re.compile(r"\d{4}(?:[-/–]\d{2,4})?|n\.d\.|in press|forthcoming")
PLACES = (
    "url",
    "doi",
    "journal",
    "journaltitle",
    "booktitle",
    "publisher",
    "institution",
    "organization",
    "school",
    "howpublished",
    "isbn",
    "eprint",
)
WEB = frozenset(("web", "news"))
"""The kinds of source that change or go without a word, so that readers need the day on which each was read."""
AND_OR_BRACE = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.IGNORECASE)
BRACES = re.compile(r"\{[^{}]*\}")
ET_AL = re.compile(r"\bet\.?\s+al\b", re.IGNORECASE)
BETWEEN_NAMES = re.compile(r";|&|,[^,]*,[^,]*,|^[\w'’-]+ [A-Z]{1,3}, [\w'’-]+ [A-Z]{1,3}$")
"""What stands between names that are no list of BibTeX's: signs, too many commas, or initials before a comma."""
MARK = re.compile(r"\\|&|\[@")
ENTITY = re.compile(r"&(?:#\d{2,6}|#x[\da-f]{2,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/(?P<doi>10\..+)", re.IGNORECASE)
LONGEST_SLUG = 120
"""Letters that a key may take in an address: it is the name of a folder and of files."""


def unreadable_reference(site: Site) -> Iterator[Finding]:
    """Every entry of references.bib can be read."""
    for library in site.library.files:
        yield from (Finding.of(library.source, fault) for fault in library.faults)
    marked = {library.source.path for library in site.library.files if MARK.search(library.source.text)}
    for reference in site.library.references.values():
        if len(reference_slug(reference.key)) > LONGEST_SLUG:
            message = f"The key '{excerpt(reference.key)}' is too long to be the address of a page."
            yield Finding(reference.source, reference.start, message, "Shorten it, as in smith2024care.")
        for field, value in reference.fields.items() if reference.source.path in marked else ():
            for message, hint in _odd_marks(reference.key, field, value) if MARK.search(value) else ():
                yield Finding(reference.source, reference.offset(field), message, hint)


def duplicate_reference(site: Site) -> Iterator[Finding]:
    """Each work stands once in the library: no key, no DOI, no title and year twice."""
    by_key = {key.lower(): key for key in site.library.references}
    for reference in site.library.repeated:
        path = site.library.references[by_key[reference.key.lower()]].source.path
        where = "an entry above" if path == reference.source.path else f"an entry of {path}"
        message = f"The key '{reference.key}' is taken: {where} has the key '{by_key[reference.key.lower()]}'."
        yield Finding(reference.source, reference.start, message, "Keep one of the two, or give this one another key.")
    seen: dict[tuple[str, ...], Reference] = {}
    for reference in site.library.references.values():
        for what, *mark in _marks(reference):
            other = seen.setdefault((what, *mark), reference)
            if other is not reference and not (what != "DOI" and _both_have_dois(other, reference)):
                message = Message.DUPLICATE_REFERENCE.format(key=other.key, what=what)
                yield Finding(reference.source, reference.start, message, Message.DUPLICATE_REFERENCE_HINT)
                break


def incomplete_reference(site: Site) -> Iterator[Finding]:
    """Every entry has its author, title, year, a place to find it, and how much of it has been read."""
    for reference in site.library.references.values():
        for lacking, hint in _lacking(reference):
            message = Message.INCOMPLETE_REFERENCE.format(key=reference.key, what=lacking)
            yield Finding(reference.source, reference.start, message, hint)


def malformed_author(site: Site) -> Iterator[Finding]:
    """Every author is written `Surname, Given names` or, for an organisation, in curly brackets."""
    for reference in site.library.references.values():
        for field in PEOPLE_FIELDS:
            if reference.fields.get(field):
                for wrong in _wrong_names([*_names(" ".join(reference.raw(field).split()))]):
                    yield Finding(reference.source, reference.offset(field), *wrong)


def malformed_doi(site: Site) -> Iterator[Finding]:
    """Every DOI is written without https:// and doi.org, as in 10.1111/hex.14053."""
    for reference in site.library.references.values():
        doi = reference.raw("doi").strip()
        if doi and not DOI.fullmatch(doi):
            found = DOI.search("".join(doi.split()))
            example = "Find the one that begins with 10. and a number: doi = {10.1111/hex.14053}"
            hint = f"Write doi = {{{found[0]}}}" if found else example
            yield Finding(reference.source, reference.offset("doi"), Message.MALFORMED_DOI.format(doi=doi), hint)


def malformed_address(site: Site) -> Iterator[Finding]:
    """Every web address is whole, and the day on which it was read is a date."""
    for reference in site.library.references.values():
        url = reference.raw("url").strip()
        if url and not _is_whole(url):
            hint = "Copy it from the browser, from https:// to its end, without spaces, brackets and backslashes."
            yield Finding(reference.source, reference.offset("url"), Message.MALFORMED_ADDRESS.format(url=url), hint)
        day = reference.fields.get("urldate", "")
        if day and not is_date(day):
            message = Message.NOT_READ_THEN.format(value=day)
            hint = "Write year, month and day: urldate = {2026-11-23}"
            yield Finding(reference.source, reference.offset("urldate"), message, hint)


def _odd_marks(key: str, field: str, value: str) -> Iterator[tuple[str, str]]:
    """Say which marks of a field would be shown as they stand, or read as something else."""
    for name in unknown_commands(value) if field not in VERBATIM_FIELDS else ():
        message = f"We do not know the command '\\{name}' in the field '{field}' of '{key}'."
        yield message, "Type the letter or sign itself: ŵ, é, –, £."
    if (found := ENTITY.search(value)) and field not in VERBATIM_FIELDS:
        message = Message.ENTITY_IN_REFERENCE.format(words=found[0], field=field, key=key)
        yield message, Message.ENTITY_IN_REFERENCE_HINT.format(sign=unescape(found[0]))
    if "[@" in value:
        yield Message.SOURCE_IN_REFERENCE.format(field=field, key=key), Message.SOURCE_IN_REFERENCE_HINT


def _marks(reference: Reference) -> Iterator[tuple[str, ...]]:
    """Give what tells a work from others: its DOI; its title and year."""
    if doi := _doi(reference):
        yield "DOI", doi
    if title := "".join(letter for letter in reference.text("title").casefold() if letter.isalnum()):
        yield "title and year", title, reference.year


def _doi(reference: Reference) -> str:
    """Give a work's DOI in small letters, also where only its web address holds it."""
    address = DOI_ADDRESS.fullmatch(verbatim(reference.fields.get("url", "")))
    return (reference.doi or (address["doi"] if address else "")).lower()


def _both_have_dois(one: Reference, other: Reference) -> bool:
    """Say whether each of two works has a DOI: then these decide, and not their titles ("Editorial")."""
    return bool(_doi(one) and _doi(other))


def _lacking(reference: Reference) -> Iterator[tuple[str, str]]:
    if not any(reference.text(field) for field in AUTHOR_FIELDS):
        yield "author", "Add author = {Surname, Given} or, for an organisation, author = {{Social Care Wales}}."
    if not reference.text("title"):
        yield "title", "Add title = {Power to People}."
    if not YEAR.fullmatch(reference.fields.get("year", "") or reference.fields.get("date", "")[:4]):
        yield (
            f"year{' that we can read' if reference.fields.get('year') else ''}",
            "Add year = {2024} or, if the source shows none, year = {n.d.}.",
        )
    if not any(reference.fields.get(place) for place in PLACES):
        yield "place to find it", "Add url = {https://…}, a doi, a journal or a publisher."
    if reference.fields.get("url") and not reference.fields.get("urldate") and WEB & {*reference.keywords}:
        yield "day on which its web page was read", "Add urldate = {2026-11-23}."
    if not reference.fields.get("seen"):
        yield "word on how much of it has been read", f"Add seen = {{…}} with one of: {', '.join(READING)}."


def _names(raw: str) -> Iterator[str]:
    """Split a list of names at each "and" that stands outside curly brackets."""
    start, depth = 0, 0
    for mark in AND_OR_BRACE.finditer(raw):
        if mark[0] in "{}":
            depth += 1 if mark[0] == "{" else -1
        elif depth == 0:
            yield raw[start : mark.start()].strip()
            start = mark.end()
    yield raw[start:].strip()


def _wrong_names(names: list[str]) -> Iterator[tuple[str, str]]:
    """Say what is wrong with names. Unclear ones side by side may be one organisation that an "and" has cut."""
    for unclear, found in groupby(names, _is_unclear):
        run = [*found]
        if unclear and len(run) > 1:
            whole = re.sub("[{}]", "", " and ".join(run))
            message = f"The 'and' in '{whole}' parts it into {len(run)} names."
            people = "If these are people, write Surname, Given: Loeffler, Elke and Bovaird, Tony"
            brackets = f"{{{{{whole}}}}}" if run == names else f"{{{whole}}}"
            yield message, f"If it is one organisation, write {brackets}. {people}"
        else:
            yield from filter(None, map(_wrong_name, run))


def _is_unclear(name: str) -> bool:
    message, _ = _wrong_name(name) or ("", "")
    return message == Message.UNCLEAR_NAME.format(name=name)


def _wrong_name(name: str) -> tuple[str, str] | None:
    bare = _without_braces(name)
    if ET_AL.search(name):
        hint = "List every author, joined by 'and'. If you do not know them all, end with: and others"
        return Message.ET_AL.format(name=name), hint
    if not name:
        return "A name is missing beside an 'and'.", "Write the name, or remove the 'and'."
    if name == "others" or (name.startswith("{") and not bare):
        return None
    if BETWEEN_NAMES.search(bare):
        return Message.SEVERAL_NAMES.format(name=name), "Join them with 'and': Loeffler, Elke and Bovaird, Tony"
    if "," in bare and all(part.strip() for part in name.split(",")):
        return None
    if "," in bare:
        return f"'{name}' has a comma but no name on one side of it.", "Write Surname, Given."
    words = name.replace("{", "").replace("}", "")
    given, _, surname = words.rpartition(" ")
    person = f"{surname}, {given}" if given else "Surname, Given"
    return (
        Message.UNCLEAR_NAME.format(name=name),
        f"Write {{{words}}} if it is an organisation, or {person} if it is a person.",
    )


def _without_braces(name: str) -> str:
    for _ in range(name.count("{")):
        shorter = BRACES.sub("", name)
        if shorter == name:
            break
        name = shorter
    return name.strip()


def _is_whole(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not re.search(r"[\s{}<>\\\"]", url)
