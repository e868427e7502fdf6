"""What a page's text is made of: headings, paragraphs, list items, table cells; and what of it is code.

A line scanner, not a second Markdown parser: it finds where each piece of prose begins and ends, as
Python-Markdown does, and leaves the rest to it. Every function is linear in the length of the text.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from evidence.source import Source
from evidence.verbatim import NEW_SOURCE, Span, code_elements, inline_code, raw_spans, replaced, spaces

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
    """A page's text below the box. `uncoded` is the whole file with code, comments, the box and `>` signs blanked.

    `new_sources` are the blocks of code that hold sources for the library. They are no part of what readers see.
    Nor are the `unshown` cells, for which a table has no column.
    """

    source: Source
    uncoded: str
    blocks: tuple[Block, ...]
    new_sources: tuple[Span, ...] = ()
    unshown: tuple[Span, ...] = ()

    @cached_property
    def shown(self) -> str:
        """The whole file as readers get it, with what they do not get blanked."""
        return replaced(self.source.text, self.new_sources, spaces) if self.new_sources else self.source.text

    @cached_property
    def prose(self) -> str:
        """The text with everything blanked that is not words: tags, addresses, link targets, pictures."""
        text = self.uncoded
        if "![" in text:
            text = PICTURE.sub(_blank, text)
        if "](" in text:
            text = TARGET.sub(_blank, text)
        if "<" in text:
            text = replaced(text, code_elements(text), spaces)
            text = TAG.sub(_blank, text)
        if "://" in text or "www." in text or "/@" in text:
            text = ADDRESS.sub(_blank, text)
        return text

    def text(self, block: Block) -> str:
        """Give a block's words as they stand in the file."""
        return self.source.text[block.start : block.end]


TAG = re.compile(r"</?[a-zA-Z][^<>\n]*+(?:\n(?![ \t]*\n)[^<>\n]*+)*+>")
TARGET = re.compile(
    r"(?<=\])\((?:[^\s()]|(?:[ \t]|\n(?![ \t]*\n))++(?![\"')])|\([^()\n]*\))*+(?:\s++(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*+\)"
)
PICTURE = re.compile(rf"!\[(?P<words>[^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*+)\](?:{TARGET.pattern}|\[[^\[\]]*\])")
ADDRESS = re.compile(
    r"(?<!@\{)(?<!@)(?:https?|ftp)://[^\s<>\"|\[\]]+|\bwww\.[^\s<>\"|\[\]]+"
    r"|(?<![\w@.-])[a-zA-Z][\w-]*(?:\.[\w-]+)*\.[a-zA-Z]{2,}/@[^\s<>\"|\[\]]+"
)
"""A web address that stands bare; one without its beginning counts if it leads to a name with an at sign."""

DEFINITION = (
    r"\[(?!\^)(?P<label>[^\[\]\n@]+)\]:[ \t]*+(?:\n[ \t]*+)?(?P<defined>\S++)"
    r"[ \t]*+(?:\n[ \t]*+)?(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))?[ \t]*$"
)
"""A line that says where a label leads, and is not shown. With more words behind the address it is a plain line."""

_LINE = re.compile(
    r"(?P<quote>(?:[ \t]*>)*)(?P<indent>[ \t]*)(?:"
    r"(?P<hashes>\#{1,6})|"
    r"(?P<rule>(?:[-*_][ \t]*){3,}$|(?:=+|-+)[ \t]*$)|"
    r"(?P<marker>(?:[-+*]|\d{1,9}\.)(?:[ \t]+|$))|"
    r"(?P<box>(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*|(?:===[!+]{0,2}|\?\?\?\+?)(?= +\"))(?: +\"(?P<title>.*)\")? *$|"
    r"(?P<note>\[\^[^\]\n]+\]:[ \t]*)|"
    r"(?P<definition>\[(?=[^\]\n]+\]:))"
    r")?"
)
_DEFINITION = re.compile(DEFINITION, re.MULTILINE)
_DASHES = re.compile(r"[ \t>]*+\|?[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)*+\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")


_FILLER = "\1"
"""Stands for fenced code and comments while we look for blocks: it is neither a space nor a mark."""


def read_body(source: Source, start: int) -> Body:
    """Find the blocks of the text that begins at `start`."""
    text = source.text
    new_sources: list[Span] = []
    lines = uncoded = " " * (start - 1) + "\n" + text[start:] if start else text
    if "```" in text or "~~~" in text or "<!--" in text:
        raw = [*raw_spans(uncoded)]
        new_sources = [span for span in raw if NEW_SOURCE.match(uncoded, span[0])]
        lines = replaced(replaced(uncoded, new_sources, spaces), raw, _filled)
        uncoded = replaced(uncoded, raw, spaces)
    scanner = _Scanner(lines, text)
    scanner.scan(start)
    if scanner.unread:
        uncoded = replaced(uncoded, scanner.unread, spaces)
    if "`" in uncoded or "<!--" in uncoded:
        code = [span for block in scanner.blocks for span in inline_code(uncoded, block.start, block.end)]
        uncoded = replaced(uncoded, code, spaces)
    return Body(source, uncoded, tuple(scanner.blocks), tuple(new_sources), tuple(scanner.unshown))


def _filled(words: str) -> str:
    """Fill the place of code, but not one that is empty already."""
    return words if not words.strip() else _FILLER * len(words)


def _blank(match: re.Match[str]) -> str:
    return spaces(match[0])


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
        self.unshown: list[Span] = []
        self.rows: list[list[int]] = [[]]
        self.levels = self.rows[0]
        self.kind: Kind = "paragraph"
        self.start = -1
        self.end = -1
        self.lead = -1
        self.table_lead: int | None = None
        self.header_lines = 0
        self.columns = 0
        self.defined = 0
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
            at = max(end, self.defined) + 1
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
        if mark == "definition":
            found = _DEFINITION.match(self.text, line.end("indent"))
            if not found:
                return False
            self.defined = found.end()
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
        row = replaced(self.text[start:end], inline_code(self.text[start:end], 0, end - start), spaces)
        bars = [start - 1, *(start + bar.start() for bar in _PIPE.finditer(row)), end]
        cells = [(left + 1, right) for left, right in pairwise(bars)]
        if self.text[start] == "|":
            cells = cells[1:]
        if cells and not self.whole[cells[-1][0] : cells[-1][1]].strip():
            cells.pop()
        if self.header_lines == 1:
            self.columns = len(cells)
        self.unshown += (cell for cell in cells[self.columns :] if self.whole[slice(*cell)].strip())
        del cells[self.columns :]  # Markdown drops them
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
