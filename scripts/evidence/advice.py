"""What could be better in a page. It is shown to editors and on the health page, and stops nothing."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from evidence import harvard
from evidence.blocks import Block
from evidence.content import Page, Site
from evidence.glossary import IN_CAPITALS, UNEXPLAINED, Glossary
from evidence.words import excerpt, uncited_words

LONG_SENTENCE = 30
"""Words beyond which a sentence is listed."""

CLAIMS, LONG, HURTFUL, INITIALS, PRIVATE, DUE = (
    "Statements without a source",
    "Long sentences",
    "Words that some people would rather not read",
    "Initials that nobody explains",
    "What looks private",
    "Pages due for checking",
)
KINDS = (CLAIMS, LONG, HURTFUL, INITIALS, PRIVATE, DUE)
"""The kinds of advice, in the order in which they are listed."""

OTHER_WORDS = {
    "service users": "people who draw on care and support",
    "service user": "person who draws on care and support",
    "suffers from": "has, or lives with",
    "suffer from": "have, or live with",
    "suffering from": "with",
    "wheelchair bound": "wheelchair user",
    "wheelchair-bound": "wheelchair user",
    "confined to a wheelchair": "uses a wheelchair",
    "the elderly": "older people",
    "the disabled": "disabled people",
    "the mentally ill": "people with mental health problems",
    "handicapped": "disabled",
    "victim of": "person with",
}
"""Words that put people down, and words that many people prefer."""

KNOWN_INITIALS = frozenset(("BSL", "CC", "CSV", "DOI", "JSON", "NHS", "PDF", "QR", "RIS", "UK", "US"))
"""Initials that people know better than the words they stand for."""

_HOW_WE_KNOW = "Readers will ask how we know. Add a source, or say whose view it is."
_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s+(?=[\"“‘(]?[^\W\d_])")
_WORD = re.compile(r"[^\W_]\S*")
_CLAIM = re.compile(
    r"\b(?:most people|everybody knows|everyone knows|it is well known"
    r"|(?:research|evidence|studies|surveys?) (?:shows?|suggests?|finds?|found|proves?)"
    r"|(?:half|two thirds|three quarters) of (?:all|people)|\d+(?:\.\d+)? ?per ?cent)\b|\b\d+(?:\.\d+)? ?%"
)
_HURTFUL = re.compile(rf"\b(?:{'|'.join(OTHER_WORDS)})\b")
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’(?!\w)|\"[^\"]*\"")
_PRIVATE = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w/.-])(?:\+44 ?|0)\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}(?![\w-])")
_SIGN_OF_PRIVATE = re.compile(r"@|\d{3}[ -]?\d")
_ROMAN = re.compile(r"[IVXLC]+")


class Advice(NamedTuple):
    """Something that could be better: its kind, the line of the file, and what it is in words."""

    kind: str
    line: int
    words: str


def advice(site: Site, page: Page, glossary: Glossary) -> Iterator[Advice]:
    """Give what could be better in a page, in the order of its text."""
    if due := _due(site, page):
        yield Advice(DUE, 1, due)
    blocks = [(block, uncited_words(page, block)) for block in page.body.blocks if block.kind != "heading"]
    low = "\n".join(words for _, words in blocks).lower()
    looks = _Looks(
        hurtful=any(words in low for words in OTHER_WORDS),
        private=bool(_SIGN_OF_PRIVATE.search(low)),
        unexplained=_unexplained(page, glossary),
    )
    for block, words in blocks:
        yield from _in_block(site, page, block, words, looks)


def review_due(page: Page) -> str:
    """Give the day on which a page is to be checked again, a year after the last time; empty if it has no such day."""
    try:
        checked = dt.date.fromisoformat(page.text("checked"))
    except ValueError:
        return ""
    day = 28 if (checked.month, checked.day) == (2, 29) else checked.day
    return checked.replace(year=checked.year + 1, day=day).isoformat()


class _Looks(NamedTuple):
    """What a page may hold, so that its blocks are looked through for that alone: few pages hold any of it."""

    hurtful: bool
    private: bool
    unexplained: set[str]


def _in_block(site: Site, page: Page, block: Block, words: str, looks: _Looks) -> Iterator[Advice]:
    line, own = page.source.place(block.start)[0], _QUOTED.sub("", words)
    low = own.lower()
    if block not in page.cited_blocks and (found := _CLAIM.search(low)):
        yield Advice(CLAIMS, line, f"'{found[0]}' has no source here. {_HOW_WE_KNOW}")
    for sentence in _SENTENCE_END.split(words):
        if len(sentence.split()) > LONG_SENTENCE and (count := len(_WORD.findall(sentence))) > LONG_SENTENCE:
            yield Advice(LONG, line, f"This sentence has {count} words. Aim for 25 or fewer: {excerpt(sentence)}")
    for found in _HURTFUL.finditer(low) if looks.hurtful else ():
        advised = f"Many people prefer '{OTHER_WORDS[found[0]]}' to '{found[0]}'."
        yield Advice(HURTFUL, line, f"{advised} Keep it if it is a quotation or a legal term.")
    for initials in IN_CAPITALS.findall(own) if looks.unexplained else ():
        if initials in looks.unexplained:
            looks.unexplained.remove(initials)
            yield Advice(INITIALS, line, f"'{initials}' is not in the glossary. Say it in full the first time.")
    for found in _PRIVATE.finditer(words) if looks.private else ():
        if found[0] != site.settings.contact:
            yield Advice(PRIVATE, line, f"'{found[0]}' looks private. Remove it unless the person agreed.")


def _due(site: Site, page: Page) -> str:
    """Say that a page is due, counted to the newest day on which any page was checked: nothing here reads the clock."""
    day = review_due(page)
    return f"This page was due for checking on {harvard.date_in_words(day)}." if day and day < site.checked else ""


def _unexplained(page: Page, glossary: Glossary) -> set[str]:
    """Give the initials that need explaining: unknown, not in the glossary, and not in brackets after the words.

    Pages for people who make the site explain none.
    """
    if page.uri.startswith(UNEXPLAINED):
        return set()
    text = page.source.text
    unknown = {*IN_CAPITALS.findall(text)} - KNOWN_INITIALS - glossary.initials
    told = {*re.findall(r"\(([A-Z]{2,6})s?\)", text)} if unknown else set()
    return {initials for initials in unknown - told if not _ROMAN.fullmatch(initials)}
