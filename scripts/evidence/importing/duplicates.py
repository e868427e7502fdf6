"""Whether a work stands in the library already: by its key, its DOI, or a title that is almost the same.

Two pages with almost the same title at two addresses are two works: a call for evidence, and its results. So are two
that have no author in common.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from evidence.bibliography import UNDATED, Name, Reference
from evidence.harvard import OTHERS
from evidence.importing.works import Work
from evidence.latex import verbatim
from evidence.letters import plain_letters

LIKENESS = 0.92
"""How much of two titles must agree for them to be almost the same."""

SHORTEST_BEGINNING = 20
"""Letters that a title must have to be known by its beginning alone."""


def same_work(work: Work, references: Iterable[Reference]) -> tuple[str, str]:
    """Give the key of the first reference that may be the same work, and what they share; empty if there is none."""
    for reference in references:
        if shared := _shared(work, reference):
            return reference.key, shared
    return "", ""


def _shared(work: Work, reference: Reference) -> str:
    doi = work.fields.get("doi", "").lower()
    if doi and doi == reference.doi.lower():
        return "DOI"
    if work.key and work.key.lower() == reference.key.lower():
        return "key"
    if doi and reference.doi:
        return ""
    if work.year == reference.year and _letters(work.title) == _letters(reference.text("title")) != "":
        return "title and year"
    places = {work.fields.get("url", ""), verbatim(reference.fields.get("url", ""))} - {""}
    if len(places) > 1 and not doi and not reference.doi:
        return ""
    if not _authors_meet(work, reference):
        return ""
    if _years_meet(work.year, reference.year) and _almost_the_same(work.title, reference.text("title")):
        return "title, or almost"
    return ""


def _authors_meet(work: Work, reference: Reference) -> bool:
    """Say whether two works may have an author in common. One name may hold more than the other: van der Berg, Berg."""
    ones = _names(work.authors or work.editors, work.fields.get("shortauthor", ""))
    others = _names(reference.authors, reference.text("shortauthor"))
    if not ones or not others:
        return True
    return any(one.endswith(other) or other.endswith(one) for one in ones for other in others)


def _names(names: Iterable[Name], short: str) -> set[str]:
    return {_letters(name) for name in (*(name.last for name in names if name.last != OTHERS), short)} - {""}


def _years_meet(one: str, other: str) -> bool:
    """Say whether two years can be those of one work: a journal may print it a year after showing it."""
    if UNDATED in (one, other):
        return True
    return one[:4].isdecimal() and other[:4].isdecimal() and abs(int(one[:4]) - int(other[:4])) <= 1


def _almost_the_same(one: str, other: str) -> bool:
    first, second = _letters(one), _letters(other)
    if not first or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    shorter, longer = sorted((first, second), key=len)
    if first == second or (len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter) and ":" in one + other):
        return True
    match = SequenceMatcher(None, first, second, autojunk=False)
    return match.real_quick_ratio() >= LIKENESS and match.quick_ratio() >= LIKENESS and match.ratio() >= LIKENESS


def _letters(title: str) -> str:
    return re.sub(r"\W+", "", plain_letters(title))
