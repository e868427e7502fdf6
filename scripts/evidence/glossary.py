"""The glossary: what its terms mean, and where a page uses them first."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from evidence.blocks import Block
from evidence.content import Page, Site
from evidence.headings import headings
from evidence.words import uncited_words

GLOSSARY = "glossary.md"
UNEXPLAINED = "contributing/"
"""The folder whose pages are for people who know the words."""

IN_CAPITALS = re.compile(r"(?<![\w/-])[A-Z]{2,6}(?=s?(?![\w-]))")
"""A word of initials: NHS, ADPs."""

_ALSO = re.compile(r"Also: (?P<forms>.+?)\.?$", re.DOTALL)
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_READ_AS_WORDS = ("paragraph", "item", "cell")


class Term(NamedTuple):
    """A word that the glossary explains: its name, the address of its entry, its meaning and its other forms."""

    name: str
    id: str
    meaning: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Glossary:
    """The terms of a site."""

    terms: tuple[Term, ...]

    def uses(self, page: Page) -> Iterator[tuple[int, int, Term]]:
        """Give the first place on a page where each term stands as a word of the text, outside links."""
        if page.uri == GLOSSARY or page.uri.startswith(UNEXPLAINED) or not self.terms:
            return
        prose = page.body.prose
        title = page.title.lower()
        told = {term.name for term in self.terms if title in (term.name.lower(), *map(str.lower, term.forms))}
        for block in page.body.blocks:
            if block.kind in _READ_AS_WORDS:
                taken = [found.span() for found in _BRACKETS.finditer(prose, block.start, block.end)]
                for found in self._pattern.finditer(prose, block.start, block.end):
                    term = self._by_form[found[0]]
                    if term.name not in told and not any(start < found.start() < end for start, end in taken):
                        told.add(term.name)
                        yield found.start(), found.end(), term

    @cached_property
    def initials(self) -> frozenset[str]:
        """The initials among the terms and their forms."""
        return frozenset(
            IN_CAPITALS.findall("\n".join(form for term in self.terms for form in (term.name, *term.forms)))
        )

    @cached_property
    def _by_form(self) -> Mapping[str, Term]:
        """The terms by each form that they have within a sentence or at its beginning."""
        return {
            typed: term
            for term in self.terms
            for form in (term.name, *term.forms)
            for typed in (form, form[:1].upper() + form[1:], form if _is_name(form) else form.lower())
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_form, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def read_glossary(site: Site) -> Glossary:
    """Read the glossary page: each heading is a term, and the first paragraph below it says what it means."""
    page = site.by_uri.get(GLOSSARY)
    return Glossary(tuple(_terms(page)) if page else ())


def _terms(page: Page) -> Iterator[Term]:
    found = {heading.block: heading for heading in headings(page) if heading.block.level == 2}
    blocks = page.body.blocks
    starts = [number for number, block in enumerate(blocks) if block in found]
    for start, end in pairwise((*starts, len(blocks))):
        heading, below = found[blocks[start]], blocks[start + 1 : end]
        if below:
            also = _ALSO.fullmatch(_words(page, below[-1]))
            forms = tuple(form.strip() for form in also["forms"].split(";")) if also else ()
            yield Term(heading.words, heading.id, _words(page, below[0]), forms)


def _words(page: Page, block: Block) -> str:
    return uncited_words(page, block).replace(" .", ".")


def _is_name(form: str) -> bool:
    """Say whether a form is a name or an abbreviation, whose capitals matter: TLAP, Wales, Local Healthwatch."""
    return any(word[:1].isupper() for word in form.split()[1:]) or form[1:].lower() != form[1:]
