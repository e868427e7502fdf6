"""The rule about citations that are typed by hand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from evidence.bibliography import Reference
from evidence.content import Page, Site
from evidence.front_matter import texts
from evidence.problem import Finding

YEAR = re.compile(r"(?<=[\s(])(?P<year>(?:19|20)\d\d|n\.d\.|no date)(?P<letter>-?[a-z])?(?=[),;:\s])")
LOCATOR = re.compile(r"\s?[,:]\s?(?P<words>[^()\[\];]{1,60})\)")
CLOSED = re.compile(r"\s?\)")
EMPHASIS = re.compile(r"[*_]{1,3}$")
WORD = re.compile(r"[^\W_][\w'’-]*|&")
POSSESSIVE = re.compile(r"'s?$")
QUOTATION = re.compile(
    r"\"[^\"]*\"|“[^“”]*”|‘(?:[^‘’]|’(?=\w)){0,1000}’|(?<!\w)'(?:[^']|'(?=\w)){0,1000}'(?!\w)"
    r"|<q\b[^<>]*>[^<]*</q>",
    re.IGNORECASE,
)
Where = Literal["in the sentence", "alone in brackets", "among others in brackets"]

MOST_NAMED = 3
"""Keys that a message names: some organisations have published many works in a year."""

REACH, SURNAME = 120, 40
"""How many characters before a year the names of its authors may take, and how many the last of them."""


class Typed(NamedTuple):
    """A work that is named by hand: the offsets between which it stands, where it is named, its keys, and a place."""

    start: int
    end: int
    where: Where
    keys: tuple[str, ...]
    locator: str = ""


def hand_typed_citation(site: Site) -> Iterator[Finding]:
    """No author and year are typed as words where the library holds the work."""
    works = _Works(site)
    for page in site.pages:
        for typed in _typed(works, page):
            shown = " ".join(page.source.text[typed.start : typed.end].split())
            message = f"'{shown}' is typed by hand, so it does not lead to its source."
            alone, among = typed.where == "alone in brackets", typed.where == "among others in brackets"
            locator = f" [{typed.locator}]" if typed.locator else ""
            keys = " or ".join(f"[@{key}]" if alone else f"@{key}{locator}" for key in typed.keys[:MOST_NAMED])
            others = len(typed.keys) - MOST_NAMED
            keys += f" or one of {others} more" if others > 0 else ""
            more = ", and square brackets for the round ones around it" if among else ""
            yield Finding(page.source, typed.start, message, f"Write {keys} in its place{more}.")


@dataclass(frozen=True, eq=False)
class _Works:
    """The works of the library by the words with which one would type their authors, and their years."""

    site: Site

    def named(self, before: str, year: re.Match[str]) -> tuple[int, tuple[str, ...]]:
        """Say where, in the words before a year, the authors of a work of that year are named; give its key or keys."""
        last = _spans(before[-SURNAME:])[-1:]
        when = "n.d." if year["year"] == "no date" else year["year"]
        forms = self._index.get((last[0][0], when)) if last else None
        if not forms:
            return 0, ()
        spans = _spans(before)
        words = tuple(word for word, _ in spans)
        found: dict[int, list[str]] = {}
        for form, key in forms:
            if words[-len(form) :] == form:
                found.setdefault(len(form), []).append(key)
        if not found:
            return 0, ()
        longest = max(found)
        exact = [key for key in found[longest] if self.site.labels[key].year == f"{when}{year['letter'] or ''}"]
        return spans[-longest][1], tuple(exact or found[longest])

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], list[tuple[tuple[str, ...], str]]]:
        index: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
        for key, reference in self.site.library.references.items():
            for form in sorted(set(map(_words, _ways(reference, self.site.labels[key].authors)))):
                if form:
                    index.setdefault((form[-1], reference.year), []).append((form, key))
        return index


def _ways(reference: Reference, label: str) -> Iterator[str]:
    """Give the ways in which people type a work's authors."""
    yield label
    names = [name.last for name in reference.authors if name.last != "others"]
    if len(names) == 1:
        yield names[0]
    elif names:
        yield f"{', '.join(names[:-1])} and {names[-1]}"
    if len(names) != len(reference.authors) or len(names) > 1:
        yield from (f"{names[0]} {more}" for more in ("et al", "and others", "and colleagues") if names)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word, _ in _spans(text))


def _spans(text: str) -> list[tuple[str, int]]:
    """Give the words of a text in one plain form, with their offsets; initials are left out."""
    found = []
    for word in WORD.finditer(text):
        plain = "and" if word[0] == "&" else POSSESSIVE.sub("", word[0].replace("’", "'")).casefold()
        if len(plain) > 1:
            found.append((plain, word.start()))
    return found


def _typed(works: _Works, page: Page) -> Iterator[Typed]:
    """Find the works named by hand in a page's box, then in its text."""
    for node in page.front_matter.fields.values():
        for text in texts(node):
            for typed in _typed_in(works, text.value, text.value, 0, len(text.value)):
                yield typed._replace(start=text.offset + typed.start, end=text.offset + typed.end)
    body = page.body
    if "(" in body.prose:
        for block in body.blocks:
            yield from _typed_in(works, body.prose, body.uncoded, block.start, block.end)


def _typed_in(works: _Works, prose: str, uncoded: str, start: int, end: int) -> Iterator[Typed]:
    if prose.find("(", start, end) >= 0:
        years = YEAR.finditer(prose, start, end)
        if found := [typed for year in years if (typed := _at(works, prose, start, year))]:
            yield from _outside(found, [span.span() for span in QUOTATION.finditer(uncoded, start, end)])


def _at(works: _Works, prose: str, first: int, year: re.Match[str]) -> Typed | None:
    """Read the words around a year: "Bovaird (2007, p. 4)", or within brackets "(see Ayiwe et al., 2022"."""
    start = max(first, year.start() - REACH)
    before = prose[start : year.start()]
    narrative = before.rstrip().endswith("(")
    if not narrative and before.rfind("(") <= before.rfind(")"):
        return None
    at, keys = works.named(before, year)
    if not keys:
        return None
    begin, end = start + at, year.end()
    if narrative:
        begin = _with_what_closes_within(prose, begin, year.start())
        locator = LOCATOR.match(prose, end)
        closed = locator or CLOSED.match(prose, end)
        words = _as_pages(locator["words"]) if locator else ""
        return Typed(begin, closed.end() if closed else end, "in the sentence", keys, words)
    if prose[begin - 1 : begin] + prose[end : end + 1] == "()":
        return Typed(begin - 1, end + 1, "alone in brackets", keys)
    return Typed(begin, end, "among others in brackets", keys)


def _with_what_closes_within(prose: str, begin: int, end: int) -> int:
    """Give where a name begins with the bracket or the stars around it: "(SCIE) (2022)", "**Bovaird** (2007)"."""
    emphasis = EMPHASIS.search(prose, max(begin - 3, 0), begin)
    if emphasis and emphasis[0] in prose[begin:end]:
        return emphasis.start()
    return begin - (prose[begin - 1 : begin] == "(" and ")" in prose[begin:end])


def _as_pages(words: str) -> str:
    """Give bare numbers of pages as a place that a citation can name."""
    words = words.strip()
    return f"p. {words}" if words.isdecimal() else words


def _outside(found: list[Typed], quoted: list[tuple[int, int]]) -> Iterator[Typed]:
    """Leave out what stands in quotation marks; both lists are in order."""
    spans = iter(quoted)
    span = next(spans, None)
    for typed in found:
        while span and span[1] <= typed.start:
            span = next(spans, None)
        if not span or typed.start < span[0]:
            yield typed
