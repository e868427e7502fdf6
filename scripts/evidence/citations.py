"""The citation syntax, as Pandoc reads it: one scanner for the check and for the rendering.

The grammar is that of Pandoc's manual, section "Citation syntax"; where we differ on purpose stands in
docs/contributing/decisions/0001-citation-syntax.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from evidence.blocks import Body

Mode = Literal["normal", "author-in-text", "suppress-author"]

KEY = r"(?:\{[^\s{}]*(?:\{[^\s{}]*\}[^\s{}]*)*\}|[\w*](?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*)"
NOT_AFTER_A_WORD = r"(?<![^\W_])(?<!\.)"

_TOKEN = re.compile(
    r"(?P<skip>\\.|&#?\w+;)"
    r"|(?P<open>\[)|(?P<close>\])|(?P<semicolon>;)|(?P<star>\*+)|(?P<quote>\")"
    rf"|(?P<cite>{NOT_AFTER_A_WORD}(?:(?<!-)-)?@(?P<key>{KEY}))"
)
_LABEL = (
    r"(?:pp?|pages?|chaps?|chapters?|secs?|sections?|ss?|paras?|paragraphs?|parts?|pts?|vols?|volumes?|arts?|articles?"
    r"|regs?|regulations?|figs?|figures?|sch|schedules?|nn?|nos?|cols?|ll?|lines?|ch|appendix|annex)\.?"
)
_NUMBER = r"(?:\d+[A-Za-z]{0,3}|[ivxlc]+|[IVXLC]+)(?:\(\w+\))*(?:\.\d+)*\b(?:\(\w+\))*"
_LOCATOR = re.compile(
    rf"\s*,?\s*(?P<locator>\{{[^{{}}]*\}}|(?:{_LABEL}[ \u00a0\n]+|[§¶]+[ \u00a0]*)?{_NUMBER}"
    rf"(?:\s*(?:[-–,&]|and)\s*{_NUMBER})*(?![\w]))",
)


class Item(NamedTuple):
    """One source within a citation: its key, and the words before and after it as they were typed."""

    mode: Mode
    key: str
    start: int
    prefix: str
    after: str

    @property
    def locator(self) -> str:
        """The place in the source, such as `p. 242`; empty if none is given."""
        found = _LOCATOR.match(self.after)
        return found["locator"].strip("{}") if found and self._has_locator(found) else ""

    @property
    def suffix(self) -> str:
        """The words that follow the key and the locator, with their comma."""
        found = _LOCATOR.match(self.after)
        return (self.after[found.end() :] if found and self._has_locator(found) else self.after).strip()

    def _has_locator(self, found: re.Match[str]) -> bool:
        return found["locator"][0] in "{§¶" or any(letter.isdigit() for letter in found["locator"]) or " " in found["locator"]


class Citation(NamedTuple):
    """A citation in a text: the offsets between which it stands, and its sources in order.

    A `narrative` one names its first source in the sentence: "Bovaird (2007) shows …". A `nested` one
    stands inside the brackets of another.
    """

    start: int
    end: int
    narrative: bool
    nested: bool
    items: tuple[Item, ...]


def scan_body(body: Body) -> tuple[Citation, ...]:
    """Find every citation of a page's text, in the order in which they stand."""
    if body.source.text.find("@") < 0:
        return ()
    prose, found = body.prose, []
    for block in body.blocks:
        if prose.find("@", block.start, block.end) >= 0:
            found += scan(prose, body.source.text, block.start, block.end)
    return tuple(found)


def scan(prose: str, text: str, start: int, end: int) -> Iterator[Citation]:
    """Find the citations between two offsets of `prose`, which is `text` with all that is not words blanked."""
    yield from _Scan(prose, text, start, end).citations()


def scan_text(text: str) -> tuple[Citation, ...]:
    """Find the citations of a piece of text that holds words alone, such as a field."""
    return tuple(scan(text, text, 0, len(text))) if "@" in text else ()


class _Token(NamedTuple):
    kind: str
    start: int
    end: int
    key: str


@dataclass(frozen=True)
class _Scan:
    prose: str
    text: str
    start: int
    end: int

    @cached_property
    def tokens(self) -> tuple[_Token, ...]:
        return tuple(
            _Token(str(token.lastgroup), token.start(), token.end(), token["key"] or "")
            for token in _TOKEN.finditer(self.prose, self.start, self.end)
            if token.lastgroup != "skip"
        )

    @cached_property
    def pairs(self) -> dict[int, int]:
        """The number of the bracket that closes each opening bracket."""
        stack: list[int] = []
        pairs = {}
        for number, token in enumerate(self.tokens):
            if token.kind == "open":
                stack.append(number)
            elif token.kind == "close" and stack:
                pairs[stack.pop()] = number
        return pairs

    def citations(self) -> Iterator[Citation]:
        yield from self._walk(0, len(self.tokens), False)

    def _walk(self, first: int, last: int, nested: bool) -> Iterator[Citation]:
        at = first
        while at < last:
            token = self.tokens[at]
            if token.kind == "cite":
                close, items = self._after_name(at, last)
                yield Citation(token.start, self.tokens[close].end, True, nested, items)
                yield from self._inside(at + 2, close)
                at = close + 1
            elif token.kind == "open" and (close := self.pairs.get(at, last)) < last and (parts := self._cluster(at, close)):
                yield Citation(token.start, self.tokens[close].end, False, nested, parts)
                yield from self._inside(at + 1, close)
                at = close + 1
            else:
                at += 1

    def _inside(self, first: int, close: int) -> Iterator[Citation]:
        """Find the citations within a citation's brackets: those that are none of its own sources."""
        own = {number for number, _ in self._segments(first, close) if number >= 0}
        at = first
        for number in (*sorted(own), close):
            yield from self._walk(at, number, True)
            at = number + 1

    def _after_name(self, at: int, last: int) -> tuple[int, tuple[Item, ...]]:
        """Read a name in the text and the brackets that may follow it; give the number of the last token used."""
        token, bracket = self.tokens[at], at + 1
        alone = (self._item(token, "author-in-text", "", ""),)
        close = self.pairs.get(bracket, last)
        if close >= last or self.tokens[bracket].kind != "open":
            return at, alone
        between = self.prose[token.end : self.tokens[bracket].start]
        if between.strip() or between.count("\n") > 1 or self.text.startswith("[^", self.tokens[bracket].start):
            return at, alone
        if parts := self._cluster(bracket, close):
            return close, (*alone, *parts)
        (_, stop), *rest = self._segments(bracket + 1, close)
        if self.text[self.tokens[close].end : self.tokens[close].end + 1] in ("[", "(") or any(key < 0 for key, _ in rest):
            return at, alone
        first = self._item(token, "author-in-text", "", self.text[self.tokens[bracket].end : stop])
        return close, (first, *self._items(rest, stop + 1))

    def _cluster(self, opening: int, closing: int) -> tuple[Item, ...]:
        """Read the sources in a pair of brackets; give none if the brackets are no citation."""
        end = self.tokens[closing].end
        follows = self.text[end : end + 1]
        if follows == "(" and self.prose[end] != "(":
            return ()
        if follows == "{" and re.match(r"\{[^{}\n]*\}", self.text[end:]):
            return ()
        if follows == "[" and self.text[end : end + 2] not in ("[^", "[@") and closing + 1 in self.pairs:
            return ()
        segments = list(self._segments(opening + 1, closing))
        if any(key < 0 for key, _ in segments):
            return ()
        return tuple(self._items(segments, self.tokens[opening].end))

    def _items(self, segments: list[tuple[int, int]], start: int) -> Iterator[Item]:
        for key, stop in segments:
            token = self.tokens[key]
            yield self._item(token, "normal", self.text[start : token.start].strip(), self.text[token.end : stop])
            start = stop + 1

    def _segments(self, first: int, close: int) -> Iterator[tuple[int, int]]:
        """Split what stands in brackets at its semicolons: for each part its first key's number, or -1, and its end."""
        if close < first:
            return
        key, at, within = -1, first, ""
        while at < close:
            token = self.tokens[at]
            if token.kind == "open" and at in self.pairs:
                at = self.pairs[at] + 1
                continue
            if token.kind in ("star", "quote"):
                mark = self.prose[token.start : token.end]
                if within == mark:
                    within = ""
                elif not within and self._closes(mark, at + 1, close):
                    within = mark
            elif not within and token.kind == "cite" and key < 0:
                key = at
            elif not within and token.kind == "semicolon":
                yield key, token.start
                key = -1
            at += 1
        yield key, self.tokens[close].start

    def _closes(self, mark: str, first: int, close: int) -> bool:
        return any(self.prose[token.start : token.end] == mark for token in self.tokens[first:close])

    def _item(self, token: _Token, mode: Mode, prefix: str, after: str) -> Item:
        hidden = self.prose[token.start] == "-"
        key = token.key[1:-1] if token.key.startswith("{") else token.key
        return Item("suppress-author" if hidden else mode, key, token.start + hidden, prefix, after)
