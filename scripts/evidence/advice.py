"""What could be better in a page. It is shown to editors and on the health page, and stops nothing."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from evidence import harvard
from evidence.blocks import Block
from evidence.content import Page, Site
from evidence.glossary import IN_CAPITALS, UNEXPLAINED, Glossary
from evidence.words import excerpt, plain_words, replaced

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
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“‘(]?[^\W\d_])")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAIM = re.compile(
    r"\b(?:most people|everybody knows|everyone knows|it is well known"
    r"|(?:research|evidence|studies|surveys?) (?:shows?|suggests?|finds?|found|proves?)"
    r"|(?:half|two thirds|three quarters) of (?:all|people)|\d+(?:\.\d+)? ?per ?cent)\b|\b\d+(?:\.\d+)? ?%",
    re.IGNORECASE,
)
_HURTFUL = re.compile(rf"\b(?:{'|'.join(OTHER_WORDS)})\b", re.IGNORECASE | re.ASCII)
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’(?!\w)|\"[^\"]*\"")
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
    explained = _explained(page, glossary)
    for block in page.body.blocks:
        if block.kind != "heading":
            yield from _in_block(site, page, block, explained)


def review_due(page: Page) -> str:
    """Give the day on which a page is to be checked again, a year after the last time; empty if it has no such day."""
    try:
        checked = dt.date.fromisoformat(page.text("checked"))
    except ValueError:
        return ""
    day = 28 if (checked.month, checked.day) == (2, 29) else checked.day
    return checked.replace(year=checked.year + 1, day=day).isoformat()


def _in_block(site: Site, page: Page, block: Block, explained: set[str]) -> Iterator[Advice]:
    line, words = page.source.place(block.start)[0], _words(page, block)
    own = _QUOTED.sub("", words)
    if (found := _CLAIM.search(own)) and block not in page.cited_blocks:
        yield Advice(CLAIMS, line, f"'{found[0]}' has no source here. {_HOW_WE_KNOW}")
    for sentence, count in _long_sentences(words):
        yield Advice(LONG, line, f"This sentence has {count} words. Aim for 25 or fewer: {excerpt(sentence)}")
    low = own.lower()
    for found in _HURTFUL.finditer(own) if any(words in low for words in OTHER_WORDS) else ():
        better = OTHER_WORDS[found[0].lower()]
        words_ = f"Many people prefer '{better}' to '{found[0]}'. Keep it if it is a quotation or a legal term."
        yield Advice(HURTFUL, line, words_)
    for initials in dict.fromkeys(IN_CAPITALS.findall(own)):
        if initials not in explained:
            explained.add(initials)
            yield Advice(INITIALS, line, f"'{initials}' is not in the glossary. Say it in full the first time.")
    for found in _PRIVATE.finditer(words) if _SIGN_OF_PRIVATE.search(words) else ():
        if found[0] != site.settings.contact:
            yield Advice(PRIVATE, line, f"'{found[0]}' looks private. Remove it unless the person agreed.")


def _long_sentences(words: str) -> Iterator[tuple[str, int]]:
    for sentence in _SENTENCE_END.split(words):
        if (count := len(_WORD.findall(sentence))) > LONG_SENTENCE:
            yield sentence, count


def _words(page: Page, block: Block) -> str:
    held = page.cited_blocks.get(block, ())
    return plain_words(replaced(page.body.text(block), block.start, held, lambda _: ""))


def _due(site: Site, page: Page) -> str:
    """Say that a page is due, counted to the newest day on which any page was checked: nothing here reads the clock."""
    day = review_due(page)
    return f"This page was due for checking on {harvard.date_in_words(day)}." if day and day < site.checked else ""


def _explained(page: Page, glossary: Glossary) -> set[str]:
    """Give the initials that need no explaining: known, in the glossary, or in brackets after the words themselves.

    Pages for people who make the site explain none.
    """
    used = {*IN_CAPITALS.findall(page.source.text)}
    if page.uri.startswith(UNEXPLAINED):
        return used
    told = re.findall(r"\(([A-Z]{2,6})s?\)", page.source.text)
    return {*KNOWN_INITIALS, *glossary.initials, *told, *filter(_ROMAN.fullmatch, used)}
