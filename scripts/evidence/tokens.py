"""The signs from which citations are made: keys, brackets, semicolons, quotation marks and stars."""

import re
from collections.abc import Iterator, Sequence
from html.entities import html5
from typing import NamedTuple

KEY = r"(?:\{[^\s{}]*(?:\{[^\s{}]*\}[^\s{}]*)*\}|[\w*](?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*)"
NOT_AFTER_A_WORD = r"(?<![^\W_])(?:(?<!\.)|(?<=\.\.\.))"

_TOKEN = re.compile(
    r"(?P<skip>\\.|&(?:#\d+|#[xX][\da-fA-F]+|\w+);|\[\^[^\s\[\]]+\])"
    r"|(?P<open>\[)|(?P<close>\])|(?P<semicolon>;)|(?P<emphasis>\*+|_+)|(?P<quote>[\"'])"
    rf"|(?P<cite>(?:(?<![^\W_])(?<![-.])-)?@(?P<key>{KEY}))"
)
_NOT_AFTER_A_WORD = re.compile(NOT_AFTER_A_WORD)
DEEPEST = 16
"""Brackets within brackets that we look into; nobody writes as many, and each holds all that the next one holds."""


class Token(NamedTuple):
    """A sign: its kind, the offsets between which it stands, and the key that it names."""

    kind: str
    start: int
    end: int
    key: str


def tokens(prose: str, start: int, end: int) -> Iterator[Token]:
    """Find the signs between two offsets of a text."""
    name_end = -1
    while token := _TOKEN.search(prose, start, end):
        start, kind = token.end(), str(token.lastgroup)
        if kind == "cite":
            if prose[token.start()] == "@" and token.start() != name_end and after_word(prose, token.start()):
                start = token.start() + 1
                continue
            name_end = token.end()
        if kind != "skip":
            yield Token(kind, token.start(), token.end(), token["key"] or "")
        elif token[0][0] == "&" and token[0][1] != "#" and token[0][1:] not in html5:
            yield Token("semicolon", token.end() - 1, token.end(), "")


def after_word(prose: str, at: int) -> bool:
    """Say whether what stands at an offset follows a letter or a figure at once."""
    return not _NOT_AFTER_A_WORD.match(prose, at)


def pairs(tokens: Sequence[Token]) -> dict[int, int]:
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
