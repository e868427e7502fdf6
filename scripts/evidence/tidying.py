"""references.bib in order: sorted by key, a field a line, no value changed and no comment lost."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evidence.bibliography import Library, read_library
from evidence.bibtex import Cut, cut_entries
from evidence.entries import entry_text
from evidence.latex import folded
from evidence.source import Source

_SPACE_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)
_BEHIND = re.compile(r"[ \t]*[^\s@][^\n@]*(?=\n|\Z)")
_HEAD = re.compile(r"@[ \t]*(?!string\b)\w+\s*[{(]\s*[^\s,{}()=\"]*", re.IGNORECASE)
_NAME = re.compile(r"[\s,]*(?P<name>[^\s\"#%'(),={}]+)\s*=\s*")
_MARK = re.compile(r"[{}\",)]")
_QUOTED = re.compile(r"\"(?:[^\"{}]|\{[^{}]*\})*+\"")


class _Part(NamedTuple):
    """An entry or abbreviation as it is to be written, with the comment lines above it and the words behind it."""

    cut: Cut
    above: str
    text: str
    behind: str


def tidied(library: Library) -> str:
    """Give the text of a library in order. What cannot be put in order without a change stays as it is."""
    text = library.source.text
    heading, parts, end = _parts(text)
    strings = [part for part in parts if part.cut.type == "string"]
    entries = sorted((part for part in parts if part.cut.type != "string"), key=lambda part: part.cut.key.lower())
    written = (f"{part.above}\n{part.text}{part.behind}".lstrip("\n") for part in (*strings, *entries))
    tidy = "\n\n".join(piece for piece in (heading, *written, end) if piece) + "\n"
    return tidy if _same(library, read_library(Source(library.source.path, tidy))) else text


def _parts(text: str) -> tuple[str, list[_Part], str]:
    """Take a library apart: the words that open it, its entries and abbreviations, and the words that end it."""
    heading, parts, done = "", list[_Part](), 0
    for cut in cut_entries(text):
        if isinstance(cut, Cut):
            above = _SPACE_AT_END.sub("", text[done : cut.start])
            if not parts:
                heading, _, above = above.rpartition("\n\n")
            behind = _BEHIND.match(text, cut.end)
            done = behind.end() if behind else cut.end
            words = f" {behind[0].strip()}" if behind else ""
            parts.append(_Part(cut, above.strip(), _written(text[cut.start : cut.end], cut), words))
    return heading.strip(), parts, text[done:].strip()


def _written(text: str, cut: Cut) -> str:
    head = _HEAD.match(text)
    return entry_text(cut.type, cut.key, dict(_fields(text[head.end() : -1]))) if head else text


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """Give the names of an entry's fields, each with its value as it stands; `text` begins behind the key."""
    at = 0
    while field := _NAME.match(text, at):
        start, depth, quoted = field.end(), 0, False
        at = len(text)
        for mark in _MARK.finditer(text, start):
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
            quoted ^= depth == 0 and mark[0] == '"'
            if depth == 0 and mark[0] == "," and not quoted:
                at = mark.start()
                break
        yield field["name"].lower(), _value(folded(text[start:at]))


def _value(value: str) -> str:
    """Write a value in curly brackets, unless it is an abbreviation or put together from several."""
    if value.isdecimal():
        return f"{{{value}}}"
    return f"{{{value[1:-1]}}}" if _QUOTED.fullmatch(value) else value


def _same(one: Library, other: Library) -> bool:
    return _held(one) == _held(other)


def _held(library: Library) -> object:
    works = (*library.references.values(), *library.repeated)
    return sorted((work.key, work.type, sorted(work.fields.items())) for work in works), len(library.faults)
