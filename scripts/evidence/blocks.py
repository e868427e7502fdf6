"""What a page's text is made of: headings, paragraphs, list items, table cells; and what of it is code.

A line scanner, not a second Markdown parser: it finds where each piece of prose begins and ends, as
Python-Markdown does, and leaves the rest to it. Every function is linear in the length of the text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from evidence.source import Source

Kind = Literal["heading", "paragraph", "item", "cell", "label"]
"""`label` is a table's header cell, the first cell of a row or the title of a box: it names what stands beside it."""


class Block(NamedTuple):
    """One piece of prose: its kind and the offsets between which it stands.

    `level` is a heading's, 1 to 6, and 0 for the rest. `lead` is the number of the block that
    introduces the list or table of an item or cell, or -1.
    """

    kind: Kind
    start: int
    end: int
    level: int
    lead: int


@dataclass(frozen=True)
class Body:
    """A page's text below the box. `uncoded` is the whole file with code, comments, the box and `>` signs blanked."""

    source: Source
    uncoded: str
    blocks: tuple[Block, ...]

    @cached_property
    def prose(self) -> str:
        """The text with everything blanked that is not words: tags, addresses, link targets, pictures."""
        text = self.uncoded
        if "![" in text:
            text = PICTURE.sub(_blank, text)
        if "](" in text:
            text = TARGET.sub(_blank, text)
        if "<" in text:
            text = _replaced(text, _code_elements(text), _spaces)
            text = TAG.sub(_blank, text)
        if "://" in text or "www." in text:
            text = ADDRESS.sub(_blank, text)
        return text

    def text(self, block: Block) -> str:
        """Give a block's words as they stand in the file."""
        return self.source.text[block.start : block.end]


TAG = re.compile(r"</?[a-zA-Z][^<>\n]*+(?:\n(?![ \t]*\n)[^<>\n]*+)*+>")
CODE_ELEMENT = re.compile(r"<(?P<name>code|pre|script|style)\b[^<>]*>", re.IGNORECASE)
"""The tag with which such an element begins."""
TARGET = re.compile(
    r"(?<=\])\((?:[^\s()]|(?:[ \t]|\n(?![ \t]*\n))++(?![\"')])|\([^()\n]*\))*+(?:\s++(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*+\)"
)
PICTURE = re.compile(rf"!\[(?P<words>[^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*+)\](?:{TARGET.pattern}|\[[^\[\]]*\])")
ADDRESS = re.compile(r"(?<!@\{)(?<!@)(?:https?|ftp)://[^\s<>\"|\[\]]+|\bwww\.[^\s<>\"|\[\]]+")

_RAW = re.compile(
    r"^(?: {0,3}(?P<comment><!--)|(?P<margin>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*\.?[\w#.+-]*"
    r"(?:[ \t]*\{[^\n]*\}|(?:[ \t]+(?:hl_lines|linenums|title)=(?:\"[^\"\n]*\"|'[^'\n]*'))*)[ \t]*$)",
    re.MULTILINE,
)
_FENCE_END = re.compile(r"^([ \t>]*(?:`{3,}|~{3,}))[ \t]*$", re.MULTILINE)
_TICKS = re.compile("`+")
_CODE_MARK = re.compile(r"(?P<ticks>`+)|<!--|\\.")
_LINE = re.compile(
    r"(?P<quote>(?:[ \t]*>)*)(?P<indent>[ \t]*)(?:"
    r"(?P<hashes>\#{1,6})|"
    r"(?P<rule>(?:[-*_][ \t]*){3,}$|(?:=+|-+)[ \t]*$)|"
    r"(?P<marker>(?:[-+*]|\d{1,9}\.)(?:[ \t]+|$))|"
    r"(?P<box>(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*|(?:===[!+]{0,2}|\?\?\?\+?)(?= +\"))(?: +\"(?P<title>.*)\")? *$|"
    r"(?P<note>\[\^[^\]\n]+\]:[ \t]*)|"
    r"(?P<definition>\[[^\]\n@^]+\]:[ \t]*\S|\*\[[^\]\n]+\]:)"
    r")?"
)
_DASHES = re.compile(r"[ \t>]*+\|?[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)*+\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")


_FILLER = "\1"
"""Stands for fenced code and comments while we look for blocks: it is neither a space nor a mark."""

Span = tuple[int, int]


def read_body(source: Source, start: int) -> Body:
    """Find the blocks of the text that begins at `start`."""
    text = source.text
    lines = uncoded = " " * (start - 1) + "\n" + text[start:] if start else text
    if "```" in text or "~~~" in text or "<!--" in text:
        raw = [*_raw(uncoded)]
        lines = _replaced(uncoded, raw, lambda words: _FILLER * len(words))
        uncoded = _replaced(uncoded, raw, _spaces)
    scanner = _Scanner(lines, text)
    scanner.scan(start)
    if scanner.unread:
        uncoded = _replaced(uncoded, scanner.unread, _spaces)
    if "`" in uncoded or "<!--" in uncoded:
        code = [span for block in scanner.blocks for span in _inline_code(uncoded, block.start, block.end)]
        uncoded = _replaced(uncoded, code, _spaces)
    return Body(source, uncoded, tuple(scanner.blocks))


def _spaces(text: str) -> str:
    return "\n".join([" " * len(line) for line in text.split("\n")])


def _blank(match: re.Match[str]) -> str:
    return _spaces(match[0])


def _replaced(text: str, spans: Iterable[Span], by: Callable[[str], str]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += text[done:start], by(text[start:end])
        done = end
    return "".join((*pieces, text[done:]))


def _raw(text: str) -> Iterator[Span]:
    """Find fenced code, and comments that begin a line outside lists and quotations.

    A fence is closed by its like, as far to the right. If a line further to the left comes first, or
    the end, then all that stood between is text.
    """
    closers: dict[str, list[Span]] = {}
    for line in _FENCE_END.finditer(text):
        closers.setdefault(line[1], []).append(line.span())
    at, last_comment = 0, text.rfind("-->")
    while mark := _RAW.search(text, at):
        at, margin = mark.end(), mark["margin"]
        if mark["comment"]:
            if at <= last_comment:
                at = text.find("-->", at) + 3
                yield mark.start("comment"), at
            continue
        lines = closers.get(margin + mark["fence"], [])
        number = bisect_left(lines, (at, 0))
        end = lines[number][1] if number < len(lines) else len(text)
        left = margin and _further_left(margin).search(text, at, end)
        if left:
            at = left.end()
        elif number < len(lines):
            yield mark.start("fence"), end
            at = end
        else:
            return


def _further_left(margin: str) -> re.Pattern[str]:
    return re.compile(rf"^(?!{re.escape(margin.rstrip() or margin)})[ \t]*\S.*", re.MULTILINE)


def _code_elements(text: str) -> Iterator[Span]:
    at = 0
    unclosed: set[str] = set()
    while opening := CODE_ELEMENT.search(text, at):
        at, name = opening.end(), opening["name"].lower()
        if name in unclosed:
            continue
        closing = re.compile(f"</{name}>", re.IGNORECASE).search(text, at)
        if closing:
            at = closing.end()
            yield opening.start(), at
        else:
            unclosed.add(name)


def _inline_code(text: str, start: int, end: int) -> Iterator[Span]:
    """Find code between backticks, and comments, within one block."""
    if text.find("`", start, end) < 0 and text.find("<!--", start, end) < 0:
        return
    runs: dict[int, list[int]] = {}
    for run in _TICKS.finditer(text, start, end):
        runs.setdefault(run.end() - run.start(), []).append(run.start())
    last_comment = text.rfind("-->", start, end)
    while mark := _CODE_MARK.search(text, start, end):
        start, close = mark.end(), 0
        if mark["ticks"]:
            close = _ticks_end(runs, mark)
        elif mark[0] == "<!--" and start <= last_comment:
            close = text.find("-->", start) + 3
        if close:
            yield mark.start(), close
            start = close


def _ticks_end(runs: dict[int, list[int]], mark: re.Match[str]) -> int:
    """Find the run of backticks that closes a run: one as long, or else as long as what is left of it."""
    for length in range(mark.end() - mark.start(), 0, -1):
        closers = runs.get(length, [])
        number = bisect_left(closers, mark.end())
        if number < len(closers):
            return closers[number] + length
    return 0


_NO_LIST = -2


class _Scanner:
    """Walks the lines of `text`, which is `whole` without its code.

    `levels` has an entry for each list item, box or footnote that is open, in which text is indented
    by four more spaces: the number of the block that introduces the list, or `_NO_LIST`. `rows` holds
    such levels for what stands outside quotations, then for each depth of quotation.
    """

    def __init__(self, text: str, whole: str) -> None:
        self.text = text
        self.whole = whole
        self.blocks: list[Block] = []
        self.unread: list[Span] = []
        self.rows: list[list[int]] = [[]]
        self.levels = self.rows[0]
        self.kind: Kind = "paragraph"
        self.start = -1
        self.end = -1
        self.lead = -1
        self.table_lead: int | None = None
        self.header_lines = 0
        self.fresh = True

    def scan(self, at: int) -> None:
        text, size = self.text, len(self.text)
        while at < size:
            end = text.find("\n", at)
            end = size if end < 0 else end
            if end == at:
                self._blank()
            elif line := _LINE.match(text, at, end):
                self._line(line, end)
            at = end + 1
        self._close()

    def _line(self, line: re.Match[str], end: int) -> None:
        words = line.end("indent")
        if words == end:
            self._blank()
            return
        quotes = line["quote"].count(">")
        if quotes or len(self.rows) > 1:
            self._quote(quotes, len(line["quote"].partition(">")[0].expandtabs(4)) // 4)
        level = (len(line["indent"].expandtabs(4)) - (quotes > 0)) // 4 if line["indent"] else 0
        if self.fresh and level > len(self.levels):
            self.unread.append((line.start(), end))
            return
        if quotes:
            self.unread.append(line.span("quote"))
        if self.table_lead is not None:
            self._row(words, end)
        elif self.text[words] == _FILLER and not self.text[words:end].strip(_FILLER + " \t"):
            self._code(level)
        elif line.lastgroup == "indent" or level > len(self.levels) or not self._mark(line, level, end):
            self._text(words, level, end)

    def _blank(self) -> None:
        self._close()
        self.table_lead = None
        self.fresh = True

    def _mark(self, line: re.Match[str], level: int, end: int) -> bool:
        """Read a line that begins with a mark; tell whether the mark means anything where it stands."""
        mark = line.lastgroup
        if mark == "marker":
            return self._item(line, level, end)
        if mark == "rule":
            return self._rule(line)
        self._close()
        self.fresh = True
        del self.levels[level:]
        if mark == "hashes":
            words = self.text[line.end() : end].rstrip()
            words = words if words.endswith("\\#") else words.rstrip("#")
            self._block("heading", line.end(), line.end() + len(words), len(line["hashes"]))
        elif mark in ("box", "title"):
            self.levels.append(_NO_LIST)
            if line["title"]:
                self._block("label", *line.span("title"), 0)
        elif mark == "note":
            self.levels.append(_NO_LIST)
            self._open("paragraph", line.end(), end, -1)
        return True

    def _text(self, start: int, level: int, end: int) -> None:
        if self.start >= 0:
            self.end = end
            return
        if self.fresh:
            del self.levels[level:]
        if self._table_starts(start, end):
            self.table_lead = self._introduction()
            self.header_lines = 2
            self._row(start, end)
        else:
            self._open("paragraph", start, end, -1)

    def _code(self, level: int) -> None:
        """Pass fenced code or a comment: it ends what stands above, and the lists that it is not indented for."""
        self._close()
        if self.fresh:
            del self.levels[level:]
        self.fresh = True

    def _quote(self, quotes: int, outer: int) -> None:
        """Enter or leave a quotation; a line without its mark goes on with the paragraph above."""
        current = len(self.rows) - 1
        if quotes == current or (quotes < current and not self.fresh):
            return
        self._close()
        if self.fresh and not current:
            del self.levels[outer:]
        self.rows[quotes + 1 :] = []
        self.rows += [[] for _ in range(quotes - current)]
        self.levels = self.rows[-1]
        self.fresh = True

    def _item(self, line: re.Match[str], level: int, end: int) -> bool:
        if not self.fresh and (self.start < 0 or self.kind != "item"):
            return False
        self._close()
        del self.levels[level + 1 :]
        if len(self.levels) == level or self.levels[level] == _NO_LIST:
            self.levels[level:] = [self._introduction()]
        self._open("item", line.end(), end, self.levels[level])
        return True

    def _introduction(self) -> int:
        """Give the number of the block just above, if a list or table may be introduced by it."""
        last = len(self.blocks) - 1
        return last if last >= 0 and self.blocks[last].kind in ("paragraph", "item") else -1

    def _rule(self, line: re.Match[str]) -> bool:
        """Read a line of signs: it makes a heading of the one line above it, or else divides the page."""
        sign = line["rule"][0]
        one_line = self.start >= 0 and self.text.find("\n", self.start, self.end) < 0
        if one_line and self.kind == "paragraph" and sign in "-=":
            start, self.start = self.start, -1
            self._block("heading", start, self.end, 1 if sign == "=" else 2)
        elif sign == "=" or line["rule"].count(sign) < 3:
            return False
        self._close()
        self.fresh = True
        return True

    def _table_starts(self, start: int, end: int) -> bool:
        if self.text.find("|", start, end) < 0:
            return False
        below = self.text.find("\n", end + 1)
        return bool(_DASHES.match(self.text, end + 1, len(self.text) if below < 0 else below))

    def _row(self, start: int, end: int) -> None:
        self.header_lines -= 1
        if self.header_lines == 0:
            return
        lead = self.table_lead if self.table_lead is not None else -1
        row = _replaced(self.text[start:end], _inline_code(self.text[start:end], 0, end - start), _spaces)
        bars = [start - 1, *(start + bar.start() for bar in _PIPE.finditer(row)), end]
        cells = [(left + 1, right) for left, right in pairwise(bars)]
        if self.text[start] == "|":
            cells = cells[1:]
        if cells and not self.whole[cells[-1][0] : cells[-1][1]].strip():
            cells.pop()
        for number, (left, right) in enumerate(cells):
            kind: Kind = "label" if number == 0 or self.header_lines > 0 else "cell"
            self._block(kind, left, right, 0, lead)

    def _open(self, kind: Kind, start: int, end: int, lead: int) -> None:
        self.kind, self.start, self.end, self.lead = kind, start, end, lead
        self.fresh = False

    def _close(self) -> None:
        if self.start >= 0:
            self._block(self.kind, self.start, self.end, 0, self.lead)
            self.start = -1

    def _block(self, kind: Kind, start: int, end: int, level: int, lead: int = -1) -> None:
        words = self.whole[start:end].rstrip()
        end = start + len(words)
        start = end - len(words.lstrip())
        if end > start or kind == "heading":
            self.blocks.append(Block(kind, start, end, level, lead))
