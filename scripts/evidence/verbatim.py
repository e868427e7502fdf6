"""What of a text is code or comment, which nobody reads as words. Every function is linear in the text's length."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

CODE_ELEMENT = re.compile(r"<(?P<name>code|pre|script|style)\b[^<>]*>", re.IGNORECASE)
"""The tag with which such an element begins."""
_RAW = re.compile(
    r"^(?: {0,3}(?P<comment><!--)|(?P<margin>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*\.?[\w#.+-]*"
    r"(?:(?<=bibtex)[ \t]+new-source|[ \t]*\{[^\n]*\}"
    r"|(?:[ \t]+(?:hl_lines|linenums|title)=(?:\"[^\"\n]*\"|'[^'\n]*'))*)[ \t]*$)",
    re.MULTILINE,
)
NEW_SOURCE = re.compile(r"(?:`{3,}|~{3,})[ \t]*bibtex[ \t]+new-source[ \t]*$", re.MULTILINE)
"""How a block begins that holds a source which the library does not have yet."""
_FENCE_END = re.compile(r"^([ \t>]*(?:`{3,}|~{3,}))[ \t]*$", re.MULTILINE)
_TICKS = re.compile("`+")
_CODE_MARK = re.compile(r"(?P<ticks>`+)|<!--|\\.")
Span = tuple[int, int]


def spaces(text: str) -> str:
    """Give as many spaces as a text has characters, with its line ends."""
    return "\n".join([" " * len(line) for line in text.split("\n")])


def replaced(text: str, spans: Iterable[Span], by: Callable[[str], str]) -> str:
    """Put what `by` makes of each span in its place."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += text[done:start], by(text[start:end])
        done = end
    return "".join((*pieces, text[done:]))


def raw_spans(text: str) -> Iterator[Span]:
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


def code_elements(text: str) -> Iterator[Span]:
    """Find the HTML elements whose text is code, each with its end tag."""
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


def inline_code(text: str, start: int, end: int) -> Iterator[Span]:
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
