"""What a page's text is made of: headings, paragraphs, list items, table cells; and what of it is code.

A line scanner, not a second Markdown parser: it finds where each piece of prose begins and ends, and
leaves the rest to Python-Markdown. Every function is linear in the length of the text.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from evidence.source import Source

Kind = Literal["heading", "paragraph", "item", "cell", "label"]
"""`label` is a table's header cell or the first cell of a row, which names what stands beside it."""


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
    """A page's text below the box: `uncoded` is the whole file with code, comments and the box blanked."""

    source: Source
    uncoded: str
    blocks: tuple[Block, ...]

    @cached_property
    def prose(self) -> str:
        """The text with everything blanked that is not words: tags, addresses, link targets, pictures."""
        text = self.uncoded
        if "](" in text:
            text = PICTURE.sub(_blank, text)
            text = TARGET.sub(_blank, text)
        if "<" in text:
            text = CODE_ELEMENT.sub(_blank, text)
            text = TAG.sub(_blank, text)
        if "://" in text or "www." in text:
            text = ADDRESS.sub(_blank, text)
        return text

    def text(self, block: Block) -> str:
        """Give a block's words as they stand in the file."""
        return self.source.text[block.start : block.end]


TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
CODE_ELEMENT = re.compile(r"<(code|pre|script|style)\b[^<>]*>[^<]*(?:<(?!/\1>)[^<]*)*</\1>", re.IGNORECASE)
PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()\n]*\)")
TARGET = re.compile(r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)")
ADDRESS = re.compile(r"(?<!@\{)(?:https?|ftp)://[^\s<>\"|\]]+|\bwww\.[^\s<>\"|\]]+")
VISIBLE = re.compile(r"\S")

_CODE_MARK = re.compile(r"^[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$|<!--|(?P<ticks>`+)|\\.", re.MULTILINE)
_LINE = re.compile(
    r"(?P<indent>[ \t]*(?:>[ \t]?)*)(?:"
    r"(?P<hashes>\#{1,6})(?=[ \t]|$)|"
    r"(?P<marker>[-+*]|\d{1,9}[.)])(?:[ \t]+|$)|"
    r"(?P<box>!!!|\?\?\?\+?|===!?)[ \t]|"
    r"(?P<note>\[\^[^\]\n]+\]:)[ \t]*|"
    r"(?P<definition>\[[^\]\n@^]+\]:[ \t]*\S|\*\[[^\]\n]+\]:)|"
    r"(?P<rule>(?:[-*_][ \t]*){3,}$|=+[ \t]*$)"
    r")?"
)
_DASHES = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")


def read_body(source: Source, start: int) -> Body:
    """Find the blocks of the text that begins at `start`."""
    text = source.text
    uncoded = _without_code(text, start)
    blocks, code = _Scanner(uncoded, text, start).scan()
    for begin, end in code:
        uncoded = uncoded[:begin] + _spaces(uncoded[begin:end]) + uncoded[end:]
    return Body(source, uncoded, blocks)


def _spaces(text: str) -> str:
    return VISIBLE.sub(" ", text)


def _blank(match: re.Match[str]) -> str:
    return _spaces(match[0])


def _without_code(text: str, start: int) -> str:
    """Blank the box, fenced code, code between backticks, and comments."""
    pieces = [" " * (start - 1) + "\n" if start else ""]
    if "`" not in text and "~~~" not in text and "<!--" not in text:
        return pieces[0] + text[start:]
    done, at = start, start
    unclosed: set[str] = set()
    while mark := _CODE_MARK.search(text, at):
        at = mark.end()
        if mark["fence"]:
            end = _fence_end(text, mark, unclosed)
        elif mark["ticks"]:
            end = _ticks_end(text, mark)
        elif mark[0] == "<!--" and "<!--" not in unclosed:
            end = text.find("-->", at) + 3
            if end < 3:
                unclosed.add("<!--")
                end = 0
        else:
            end = 0
        if end:
            pieces += text[done : mark.start()], _spaces(text[mark.start() : end])
            done = at = end
    return "".join((*pieces, text[done:]))


def _fence_end(text: str, mark: re.Match[str], unclosed: set[str]) -> int:
    fence = mark["fence"]
    if fence in unclosed or (fence[0] == "`" and "`" in mark["info"]):
        return 0
    close = re.compile(rf"^[ \t>]*{fence}{fence[0]}*[ \t]*$", re.MULTILINE).search(text, mark.end())
    if not close:
        unclosed.add(fence)
        return 0
    return close.end()


def _ticks_end(text: str, mark: re.Match[str]) -> int:
    """Find the run of as many backticks that closes a run, within its paragraph."""
    limit = text.find("\n\n", mark.end())
    limit = len(text) if limit < 0 else limit
    ticks, at = mark["ticks"], mark.end()
    while 0 <= (at := text.find(ticks, at, limit)):
        end = at + len(ticks)
        if text[end : end + 1] != "`":
            return end
        while text[end : end + 1] == "`":
            end += 1
        at = end
    return 0


class _Scanner:
    """Walks the lines of `text`, which is `whole` without its code. `containers` holds how far the text of each open list item or box is indented."""

    def __init__(self, text: str, whole: str, start: int) -> None:
        self.text = text
        self.whole = whole
        self.at = start
        self.blocks: list[Block] = []
        self.code: list[tuple[int, int]] = []
        self.containers: list[int] = []
        self.lists: list[tuple[int, int]] = []
        self.kind: Kind = "paragraph"
        self.start = -1
        self.end = -1
        self.lead = -1
        self.table_lead: int | None = None
        self.header_lines = 0
        self.after_blank = True

    def scan(self) -> tuple[tuple[Block, ...], list[tuple[int, int]]]:
        text, size = self.text, len(self.text)
        at = self.at
        while at < size:
            end = text.find("\n", at)
            end = size if end < 0 else end
            self._line(at, end)
            at = end + 1
        self._close()
        return tuple(self.blocks), self.code

    def _line(self, start: int, end: int) -> None:
        line = _LINE.match(self.text, start, end)
        assert line
        words = line.end("indent")
        if words == end or not self.text[words:end].strip():
            self._close()
            self.table_lead = None
            self.after_blank = True
            return
        indent = len(self.text[start:words].replace("\t", "    "))
        if self.after_blank or line["marker"] or line["hashes"] or line["box"]:
            while self.containers and indent < self.containers[-1] and (self.after_blank or line.lastgroup):
                self.containers.pop()
        base = self.containers[-1] if self.containers else 0
        if self.after_blank and indent - base >= 4 and not (line["marker"] and self.lists and self.containers):
            self.code.append((start, end))
            return
        fresh = self.after_blank
        self.after_blank = False
        if self.table_lead is not None:
            self._row(words, end)
        elif line["hashes"]:
            self._close()
            self._block("heading", line.end(), end, len(line["hashes"]))
            self.lists.clear()
            self.after_blank = True
        elif line["rule"] or (line["marker"] and _DASHES.match(self.text, start, end) and self.start >= 0):
            self._underline(line, start, end)
        elif line["definition"]:
            self._close()
        elif line["box"]:
            self._close()
            self.containers.append(indent + 4)
            self.lists.clear()
            self.after_blank = True
        elif line["note"]:
            self._close()
            self.containers[:] = [indent + 4]
            self._open("paragraph", line.end(), end, -1)
        elif line["marker"] and (fresh or self._in_list()):
            self._item(line, indent, end)
        elif self._table_starts(words, end):
            self._close()
            self.table_lead = self._introduction()
            self.header_lines = 2
            self._row(words, end)
        elif self.start >= 0:
            self.end = end
        else:
            if not self.containers:
                self.lists.clear()
            self._open("paragraph", words, end, -1)

    def _in_list(self) -> bool:
        return bool(self.lists) and (self.start < 0 or self.kind == "item" or bool(self.containers))

    def _item(self, line: re.Match[str], indent: int, end: int) -> None:
        self._close()
        while self.lists and self.lists[-1][0] > indent:
            self.lists.pop()
        if not self.lists or self.lists[-1][0] < indent:
            self.lists.append((indent, self._introduction()))
        self.containers.append(indent + 2)
        self._open("item", line.end(), end, self.lists[-1][1])

    def _introduction(self) -> int:
        """Give the number of the block just above, if a list or table may be introduced by it."""
        last = len(self.blocks) - 1
        return last if last >= 0 and self.blocks[last].kind in ("paragraph", "item") else -1

    def _underline(self, line: re.Match[str], start: int, end: int) -> None:
        mark = self.text[line.end("indent")]
        if self.start >= 0 and mark in "-=" and self.kind == "paragraph" and "\n" not in self.text[self.start : self.end]:
            heading, stop = self.start, self.end
            self.start = -1
            self._block("heading", heading, stop, 1 if mark == "=" else 2)
            self.lists.clear()
        else:
            self._close()
        self.after_blank = True

    def _table_starts(self, start: int, end: int) -> bool:
        if self.text.find("|", start, end) < 0:
            return False
        below = self.text.find("\n", end + 1)
        return bool(_DASHES.match(self.text, end + 1, len(self.text) if below < 0 else below)) and self.start < 0

    def _row(self, start: int, end: int) -> None:
        self.header_lines -= 1
        if self.header_lines == 0:
            return
        lead = self.table_lead if self.table_lead is not None else -1
        bars = [start - 1, *(bar.start() for bar in _PIPE.finditer(self.text, start, end)), end]
        cells = [(left + 1, right) for left, right in zip(bars, bars[1:], strict=False)]
        if self.text[start] == "|":
            cells = cells[1:]
        if cells and not self.whole[cells[-1][0] : cells[-1][1]].strip():
            cells.pop()
        for number, (left, right) in enumerate(cells):
            kind: Kind = "label" if number == 0 or self.header_lines > 0 else "cell"
            self._block(kind, left, right, 0, lead)

    def _open(self, kind: Kind, start: int, end: int, lead: int) -> None:
        self.kind, self.start, self.end, self.lead = kind, start, end, lead

    def _close(self) -> None:
        if self.start >= 0:
            self._block(self.kind, self.start, self.end, 0, self.lead)
            self.start = -1

    def _block(self, kind: Kind, start: int, end: int, level: int, lead: int = -1) -> None:
        words = self.whole[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if end > start or kind == "heading":
            self.blocks.append(Block(kind, start, end, level, lead))
