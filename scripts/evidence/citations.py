"""The citation syntax, as Pandoc reads it: one scanner for the check and for the rendering.

The grammar is that of Pandoc's manual, section "Citation syntax"; where we differ on purpose stands in
docs/contributing/decisions/0001-citation-syntax.md.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from evidence.blocks import TARGET, Body
from evidence.enclosed import Segment, Structure

Mode = Literal["normal", "author-in-text", "suppress-author"]

_PLAIN = r"[^\[\]@;*_\"'\\&<]*"
_PLAIN_KEY = r"\w+(?:[-:.+/]\w+)*"
_PLAIN_SOURCE = re.compile(rf"(?P<before>[^;@]*)@(?P<key>{_PLAIN_KEY})[^;]*")
_PLAIN_ITEM = rf"{_PLAIN}(?<=[\[;\s(])-?@{_PLAIN_KEY}(?=[\s\],;)]|[.:][\s\]]){_PLAIN}"
_PLAIN_CLUSTER = re.compile(rf"(?<!\\)\[(?!\^){_PLAIN_ITEM}(?:;{_PLAIN_ITEM})*\](?![\[({{])")
"""Nine citations in ten: no mark in them can mean anything else, so that they need no closer reading."""

_ATTRIBUTES = re.compile(r"\{\s*+(?:(?:[#.][\w:.-]++|[\w:.-]++=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']*+)|-)\s*+)*+\}")
_LINE_START = re.compile(r"\n(?:[ \t]*>)*[ \t]*")
_LABEL = (
    r"(?:pp?|pages?|chaps?|chapters?|secs?|sections?|ss?|paras?|paragraphs?|parts?|pts?|vols?|volumes?|arts?|articles?"
    r"|regs?|regulations?|figs?|figures?|sch|schedules?|nn?|nos?|cols?|ll?|lines?|ch|appendix|annex)\.?"
)
_NUMBER = r"(?:\d+(?!(?:st|nd|rd|th)\b)[A-Za-z]{0,3}|[ivxlc]+|[IVXLC]+)(?:\(\w+\))*(?:\.\d+)*\b(?:\(\w+\))*"
_LOCATOR = re.compile(
    rf"\s*+,?\s*+(?P<locator>\{{[^{{}}]*\}}|(?:{_LABEL}(?:[ \u00a0\n]+|(?<=\.))|[§¶]+[ \u00a0]*)?{_NUMBER}"
    rf"(?:\s*(?:[-–,&]|and)\s*{_NUMBER})*(?!\w|:\d))",
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
        words = found["locator"]
        return words[0] in "{§¶" or " " in words or any(letter.isdigit() for letter in words)


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
    text = body.source.text
    if "@" not in text:
        return ()
    prose = body.prose
    found: list[Citation] = []
    for block in body.blocks:
        if prose.find("@", block.start, block.end) >= 0:
            found += scan(prose, text, block.start, block.end)
    return tuple(found)


def scan(prose: str, text: str, start: int, end: int) -> Iterator[Citation]:
    """Find the citations between two offsets of `prose`, which is `text` with all that is not words blanked."""
    bracket = prose.find("[", start, end)
    clusters = [found.span() for found in _PLAIN_CLUSTER.finditer(prose, bracket, end)] if bracket >= 0 else []
    plain = sum(prose.count("@", *cluster) for cluster in clusters)
    if plain < prose.count("@", start, end) or any(text.startswith("(", close) for _, close in clusters):
        yield from _Scan(prose, text, start, end).citations()
        return
    for first, close in clusters:
        yield Citation(first, close, False, False, tuple(_plain_items(prose, text, first + 1, close - 1)))


def scan_text(text: str) -> tuple[Citation, ...]:
    """Find the citations of a piece of text that holds words alone, such as a field."""
    return tuple(scan(text, text, 0, len(text))) if "@" in text else ()


def unescaped(words: str) -> str:
    """Give the words of a field without the backslash that keeps an at sign from being read as a citation."""
    return words.replace("\\@", "@")


def _plain_items(prose: str, text: str, start: int, end: int) -> Iterator[Item]:
    for source in _PLAIN_SOURCE.finditer(prose, start, end):
        before, sign = source.span("before")
        hidden = prose[sign - 1] == "-"
        mode: Mode = "suppress-author" if hidden else "normal"
        prefix, after = text[before : sign - hidden], text[source.end("key") : source.end()]
        yield Item(mode, source["key"], sign, _words(prefix).strip(), _words(after))


def _words(text: str) -> str:
    return _LINE_START.sub("\n", text) if "\n" in text else text


class _Scan:
    """Reads the citations of a text whose marks could mean more than one thing."""

    def __init__(self, prose: str, text: str, start: int, end: int) -> None:
        self.prose = prose
        self.text = text
        self.end = end
        structure = Structure(prose, text, start, end)
        self.tokens, self.pairs = structure.tokens, structure.pairs
        self.names, self.segments = structure.names, structure.segments

    def citations(self) -> Iterator[Citation]:
        work = [(0, len(self.tokens), False)]
        while work:
            at, last, nested = work.pop()
            while at < last:
                close, items, own = self._citation(at)
                if items:
                    start, end = self.names.get(at, self.tokens[at].start), self.tokens[close].end
                    yield Citation(start, end, at in self.names, nested, items)
                    within = list(zip([at + 1, *(key + 1 for key in own)], [*own, close], strict=True))
                    work += [(close + 1, last, nested), *((first, stop, True) for first, stop in reversed(within))]
                    break
                at += 1

    def _citation(self, at: int) -> tuple[int, tuple[Item, ...], list[int]]:
        """Read the citation that begins at a token: its last token, its sources and what other tokens are its own."""
        if at in self.names:
            return self._after_name(at)
        segments = self._cluster(at)
        if not segments:
            return at, (), []
        items = tuple(self._items(segments, self.tokens[at].end))
        return self.pairs[at], items, [key for key, _ in segments]

    def _cluster(self, opening: int) -> list[Segment]:
        """Give what stands between the semicolons of a pair of brackets, or nothing if it is no citation."""
        segments = self.segments.get(opening, [])
        if any(key < 0 for key, _ in segments) or not segments:
            return []
        closing = self.pairs[opening]
        end = self.tokens[closing].end
        is_link = self.text.startswith("[", end) and closing + 1 in self.pairs
        if is_link or TARGET.match(self.text, end, self.end) or _ATTRIBUTES.match(self.prose, end, self.end):
            return []
        return segments

    def _after_name(self, at: int) -> tuple[int, tuple[Item, ...], list[int]]:
        """Read a name in the text and the brackets that may follow it."""
        bracket, name = at + 1, self._item(at, "author-in-text", "", "")
        if bracket not in self.segments or not self._adjoins(at, bracket):
            return at, (name,), []
        start, closing = self.tokens[bracket].end, self.pairs[bracket]
        segments = self._cluster(bracket)
        if not segments:
            (_, stop), *segments = self.segments[bracket]
            if self.text.startswith(("[", "(", "{"), self.tokens[closing].end) or any(key < 0 for key, _ in segments):
                return at, (name,), []
            name, start = name._replace(after=_words(self.text[start:stop])), stop + 1
        return closing, (name, *self._items(segments, start)), [bracket, *(key for key, _ in segments)]

    def _adjoins(self, name: int, bracket: int) -> bool:
        between = _words(self.text[self.tokens[name].end : self.tokens[bracket].start])
        return not between.strip() and between.count("\n") < 2

    def _items(self, segments: list[Segment], start: int) -> Iterator[Item]:
        for key, stop in segments:
            yield self._item(key, "normal", self.text[start : self.names[key]], self.text[self.tokens[key].end : stop])
            start = stop + 1

    def _item(self, number: int, mode: Mode, prefix: str, after: str) -> Item:
        start, key = self.names[number], self.tokens[number].key
        hidden = self.prose[start] == "-"
        key = key[1:-1] if key.startswith("{") else key
        return Item("suppress-author" if hidden else mode, key, start + hidden, _words(prefix).strip(), _words(after))
