"""What brackets, quotation marks and stars enclose: which keys and semicolons count, and for which brackets."""

from typing import NamedTuple

from evidence.tokens import Token, after_word, pairs, tokens


class _Frame(NamedTuple):
    """A bracket, a quotation mark or a star that is open: its token, its mark, and how much stood before it."""

    token: int
    mark: str
    before: int


Segment = tuple[int, int]
"""What stands between two semicolons: the number of its first key, or -1, and the offset at which it ends."""


class Structure:
    """Reads a text from left to right. `pairs` and `segments` know each pair of brackets by its first token.

    `names` gives the offset of each key that counts. A semicolon or a key counts only where no quotation marks or
    stars enclose it. Stars that are never closed spoil the brackets in which they stand; quotation marks are then
    mere characters.
    """

    def __init__(self, prose: str, text: str, start: int, end: int) -> None:
        self.prose = prose
        self.text = text
        self.tokens = [*tokens(prose, start, end)]
        self.pairs = pairs(self.tokens)
        self.unclosed: dict[str, int] = {}
        self._read_all()
        # A quotation mark that nothing closes is a mere character, and so is every one after it: read again without.
        while self._quotes and self._quotes[-1] not in self.unclosed:
            mark = self._quotes[-1]
            self.unclosed[mark] = next(frame.token for frame in self._frames if frame.mark == mark)
            self._read_all()

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

    def _read(self, number: int, token: Token) -> None:
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
        return start == self._word_end or after_word(self.prose, start)

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

    def _quote(self, number: int, token: Token) -> None:
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

    def _emphasis(self, number: int, token: Token) -> None:
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
