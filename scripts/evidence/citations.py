"""The citation syntax, as Pandoc reads it: one scanner for the check and for the rendering.

The grammar is that of Pandoc's manual, section "Citation syntax"; where we differ on purpose stands in
docs/contributing/decisions/0001-citation-syntax.md.
"""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Literal, NamedTuple

from evidence.blocks import TARGET, Body

Mode = Literal["normal", "author-in-text", "suppress-author"]

KEY = r"(?:\{[^\s{}]*(?:\{[^\s{}]*\}[^\s{}]*)*\}|[\w*](?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*)"
NOT_AFTER_A_WORD = r"(?<![^\W_])(?:(?<!\.)|(?<=\.\.\.))"

_PLAIN = r"[^\[\]@;*_\"'\\&<]*"
_PLAIN_KEY = r"\w+(?:[-:.+/]\w+)*"
_PLAIN_SOURCE = re.compile(rf"(?P<before>[^;@]*)@(?P<key>{_PLAIN_KEY})[^;]*")
_PLAIN_ITEM = rf"{_PLAIN}(?<=[\[;\s(])-?@{_PLAIN_KEY}(?=[\s\],;)]|[.:][\s\]]){_PLAIN}"
_PLAIN_CLUSTER = re.compile(rf"(?<!\\)\[(?!\^){_PLAIN_ITEM}(?:;{_PLAIN_ITEM})*\](?![\[({{])")
"""Nine citations in ten: no mark in them can mean anything else, so that they need no closer reading."""

_TOKEN = re.compile(
    r"(?P<skip>\\.|&(?:#\d+|#[xX][\da-fA-F]+|\w+);|\[\^[^\s\[\]]+\])"
    r"|(?P<open>\[)|(?P<close>\])|(?P<semicolon>;)|(?P<emphasis>\*+|_+)|(?P<quote>[\"'])"
    rf"|(?P<cite>(?:(?<![^\W_])(?<![-.])-)?@(?P<key>{KEY}))"
)
_NOT_AFTER_A_WORD = re.compile(NOT_AFTER_A_WORD)
_ATTRIBUTES = re.compile(r"\{\s*+(?:(?:[#.][\w:.-]++|[\w:.-]++=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']*+)|-)\s*+)*+\}")
DEEPEST = 16
"""Brackets within brackets that we look into; nobody writes as many, and each holds all that the next one holds."""

_LINE_START = re.compile(r"\n(?:[ \t]*>)*[ \t]*")
_LABEL = (
    r"(?:pp?|pages?|chaps?|chapters?|secs?|sections?|ss?|paras?|paragraphs?|parts?|pts?|vols?|volumes?|arts?|articles?"
    r"|regs?|regulations?|figs?|figures?|sch|schedules?|nn?|nos?|cols?|ll?|lines?|ch|appendix|annex)\.?"
)
_NUMBER = r"(?:\d+[A-Za-z]{0,3}|[ivxlc]+|[IVXLC]+)(?:\(\w+\))*(?:\.\d+)*\b(?:\(\w+\))*"
_LOCATOR = re.compile(
    rf"\s*+,?\s*+(?P<locator>\{{[^{{}}]*\}}|(?:{_LABEL}[ \u00a0\n]+|[§¶]+[ \u00a0]*)?{_NUMBER}"
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


def _plain_items(prose: str, text: str, start: int, end: int) -> Iterator[Item]:
    for source in _PLAIN_SOURCE.finditer(prose, start, end):
        before, sign = source.span("before")
        hidden = prose[sign - 1] == "-"
        mode: Mode = "suppress-author" if hidden else "normal"
        prefix, after = text[before : sign - hidden], text[source.end("key") : source.end()]
        yield Item(mode, source["key"], sign, _words(prefix).strip(), _words(after))


def _words(text: str) -> str:
    return _LINE_START.sub("\n", text) if "\n" in text else text


class _Token(NamedTuple):
    kind: str
    start: int
    end: int
    key: str


def _tokens(prose: str, start: int, end: int) -> Iterator[_Token]:
    name_end = -1
    while token := _TOKEN.search(prose, start, end):
        start, kind = token.end(), str(token.lastgroup)
        if kind == "cite":
            if prose[token.start()] == "@" and token.start() != name_end and _after_word(prose, token.start()):
                start = token.start() + 1
                continue
            name_end = token.end()
        if kind != "skip":
            yield _Token(kind, token.start(), token.end(), token["key"] or "")
        elif token[0][0] == "&" and token[0][1] != "#" and token[0][1:] not in html5:
            yield _Token("semicolon", token.end() - 1, token.end(), "")


def _after_word(prose: str, at: int) -> bool:
    return not _NOT_AFTER_A_WORD.match(prose, at)


def _pairs(tokens: list[_Token]) -> dict[int, int]:
    """Give the number of the bracket that closes each opening bracket."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for number, token in enumerate(tokens):
        if token.kind == "open":
            waiting.append(number)
        elif token.kind == "close" and waiting:
            pairs[waiting.pop()] = number
    around: list[int] = []
    for opening in sorted(pairs):
        while around and around[-1] < opening:
            around.pop()
        if len(around) == DEEPEST:
            del pairs[opening]
        else:
            around.append(pairs[opening])
    return pairs


class _Frame(NamedTuple):
    """A bracket, a quotation mark or a star that is open: its token, its mark, and how much stood before it."""

    token: int
    mark: str
    before: int


Segment = tuple[int, int]
"""What stands between two semicolons: the number of its first key, or -1, and the offset at which it ends."""


class _Scan:
    """Reads a text from left to right: `pairs` and `segments` know each pair of brackets by its first token.

    A semicolon or a key counts only where no quotation marks or stars enclose it. Stars that are
    never closed spoil the brackets in which they stand; quotation marks are then mere characters.
    """

    def __init__(self, prose: str, text: str, start: int, end: int) -> None:
        self.prose = prose
        self.text = text
        self.end = end
        self.tokens = [*_tokens(prose, start, end)]
        self.pairs = _pairs(self.tokens)
        self.unclosed: dict[str, int] = {}
        self._read_all()
        # A quotation mark that nothing closes is a mere character, and so is every one after it: read again without.
        while self._quotes and self._quotes[-1] not in self.unclosed:
            mark = self._quotes[-1]
            self.unclosed[mark] = next(frame.token for frame in self._frames if frame.mark == mark)
            self._read_all()

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

    # What the brackets hold

    def _read_all(self) -> None:
        self.segments: dict[int, list[Segment]] = {}
        self.names: dict[int, int] = {}
        self._frames: list[_Frame] = []
        self._quotes: list[str] = []
        self._marks: list[int] = []
        self._brackets = 0
        self._word_end = -1
        for number, token in enumerate(self.tokens):
            self._read(number, token)

    def _read(self, number: int, token: _Token) -> None:
        if token.kind == "cite":
            after_emphasis = token.start == self._word_end
            if self.prose[token.start] == "-" or not after_emphasis:
                self.names[number] = token.start + after_emphasis
                self._marks.append(number)
        elif token.kind == "semicolon":
            self._marks.append(number)
        elif number in self.pairs:
            self._frames.append(_Frame(number, "[", len(self._marks)))
            self._brackets += 1
        elif token.kind == "close":
            if self._brackets:
                self._close_bracket(number)
        elif token.kind == "quote":
            self._quote(number, token)
        elif token.kind == "emphasis":
            self._emphasis(number, token)

    def _follows_word(self, number: int) -> bool:
        start, before = self.tokens[number].start, self.tokens[number - 1] if number else None
        if before and before.kind == "cite" and before.end == start:
            return False
        return start == self._word_end or _after_word(self.prose, start)

    def _close_bracket(self, number: int) -> None:
        self._brackets -= 1
        spoilt = False
        while (frame := self._frames.pop()).mark != "[":
            if frame.mark in "\"'":
                self._quotes.pop()
            else:
                spoilt = True
        if not spoilt:
            self.segments[frame.token] = self._segments_of(self._marks[frame.before :], self.tokens[number].start)
        del self._marks[frame.before :]

    def _segments_of(self, marks: list[int], end: int) -> list[Segment]:
        segments, key = [], -1
        for mark in marks:
            if self.tokens[mark].kind == "semicolon":
                segments.append((key, self.tokens[mark].start))
                key = -1
            elif key < 0:
                key = mark
        return [*segments, (key, end)]

    def _quote(self, number: int, token: _Token) -> None:
        mark = self.prose[token.start]
        after = self.text[token.end : token.end + 1]
        if self._quotes and self._quotes[-1] == mark:
            if self._frames[-1].mark == mark and (mark == '"' or not after.isalnum()):
                del self._marks[self._frames.pop().before :]
                self._quotes.pop()
        elif self._brackets == 0 and number >= self.unclosed.get(mark, number + 1):
            return
        elif not after.isspace() and not self._follows_word(number):
            self._frames.append(_Frame(number, mark, len(self._marks)))
            self._quotes.append(mark)

    def _emphasis(self, number: int, token: _Token) -> None:
        sign, count = self.prose[token.start], token.end - token.start
        after = self.text[token.end : token.end + 1]
        ends = sign == "*" or not after.isalnum()
        while count and ends and self._frames and (top := self._frames[-1]).mark[0] == sign:
            open_count = len(top.mark)
            if (open_count, count) == (1, 2):
                self._frames.append(_Frame(number, sign * 2, len(self._marks)))
                return
            if (open_count, count) == (2, 1):
                break
            self._frames.pop()
            if count < open_count:
                self._frames.append(top._replace(mark=sign * (open_count - count)))
                self._word_end = token.end
                return
            del self._marks[top.before :]
            count -= open_count
            self._word_end = token.end - count
        starts = sign == "*" or not self._follows_word(number)
        if 0 < count < 4 and starts and after not in (" ", "\t"):
            self._frames.append(_Frame(number, sign * count, len(self._marks)))

    # What is a citation

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
