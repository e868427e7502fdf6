"""A line of words as plain data: text, and the pieces of it that are marked.

A piece is text, or a mapping in which `k` says how it is marked and `c` holds the pieces within it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from lxml import etree

from evidence.handouts.tree import classes

Node = dict[str, object]
Piece = str | Node
Pictures = Mapping[str, str]
"""The names of the pictures' files by their addresses."""

MARKS = {
    "strong": "strong", "b": "strong", "em": "strong", "i": "strong",
    "code": "mono", "sub": "sub", "sup": "sup",
}  # fmt: skip
"""How each tag is drawn. Paper has one upright face, so stress of either kind is bold."""

SPANS = {"dw-num": "strong", "dw-read": "read", "dw-kind": "kind", "dw-tag": "tag"}
INLINE = (*MARKS, "a", "br", "q", "span", "abbr", "img")

LONG_WORD = 24
"""Signs after each of which a word may end a line, if it is longer and no line can end within it."""

LONGEST_KEPT_WHOLE = 36
"""Signs up to which a word with a hyphen can be kept whole. A line of text in large print has room for as many."""

KEPT_HYPHEN = "\u2011"
"""The hyphen at which a line never ends. Our fonts lack it, so it becomes a plain one in a word that is kept whole."""


_UNBROKEN = r"(?:[^\s\u200b/-]|[/-](?![^\W\d_]))"
"""A sign after which no line ends; after a hyphen or a stroke one may, if a letter follows."""
_LONG = re.compile(rf"{_UNBROKEN}{{{LONG_WORD}}}(?={_UNBROKEN})")
_LONGER = re.compile(rf"{_UNBROKEN}{{{LONG_WORD},}}{_UNBROKEN}")
_BETWEEN = re.compile(r"(?<=\w)[.,:;@_=&]+(?=\w)")
"""Signs between the parts of an address or a name in code."""
_HYPHENATED = re.compile(rf"(?<!\S)(?=[^\w\s]*\S{{3,{LONGEST_KEPT_WHOLE}}}[^\w\s]*(?!\S))\S*\w\.?[-{KEPT_HYPHEN}]\w\S*")
_UNDATED = re.compile(r"\bn\.d\.-\w")
_UNSEEN = re.compile("[\u00ad\u200d]")
"""Places at which a word may be parted, which no word of ours is, and what joins signs to one that our fonts lack."""
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-\w+)*")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def pieces(element: etree._Element, pictures: Pictures, start: int = 0) -> list[Piece]:
    """Give the words within an element, from its child number `start` on, with what is marked among them."""
    found: list[Piece] = [*plain(element.text)] if not start else [*after(element[start - 1])]
    for child in list(element)[start:]:
        found += [*marked(child, pictures), *after(child)]
    return found


def after(element: etree._Element) -> Iterator[Piece]:
    """Give the words behind an element. Behind the end of a line they begin a new one, without a space."""
    return plain((element.tail or "").lstrip() if element.tag == "br" else element.tail)


def marked(element: etree._Element, pictures: Pictures) -> list[Piece]:
    """Give one marked piece of a line. A block within a line is taken for its words."""
    place: list[Piece] = [{"k": "anchor", "id": element.get("id")}] if element.get("id") else []
    return [*place, *_marked(element, pictures)]


def plain(text: str | None) -> Iterator[Piece]:
    """Give words with single spaces: those with a hyphen by themselves, very long ones with places to end a line."""
    # One sign for each letter with its accent: fonts hold few accents by themselves.
    line = unicodedata.normalize("NFC", _UNSEEN.sub("", _SPACE.sub(" ", text or "")))
    at = 0
    for word in _HYPHENATED.finditer(line):
        yield from _breakable(line[at : word.start()])
        always = KEPT_HYPHEN in word[0] or bool(_UNDATED.search(word[0]))
        yield {"k": "whole", "always": always, "c": word[0].replace(KEPT_HYPHEN, "-")}
        at = word.end()
    yield from _breakable(line[at:])


def in_large_letters(line: list[Piece]) -> list[Piece]:
    """Give a line as a heading has it: there a word longer than LONG_WORD can be split, and a picture is a sign."""
    found: list[Piece] = []
    for piece in line:
        if isinstance(piece, str):
            found.append(piece)
        elif piece["k"] == "picture":
            found.append({**piece, "k": "sign"})
        elif piece["k"] == "whole" and len(str(piece["c"])) > LONG_WORD:
            found.append(str(piece["c"]))
        elif isinstance(inside := piece.get("c"), list):
            found.append({**piece, "c": in_large_letters(inside)})
        else:
            found.append(piece)
    return found


def trimmed(line: list[Piece]) -> list[Piece]:
    """Take the space from both ends of a line, and what is then empty."""
    found = list(line)
    while found and isinstance(found[0], str) and not found[0].strip(" "):
        found.pop(0)
    while found and isinstance(found[-1], str) and not found[-1].strip(" "):
        found.pop()
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip(" ")
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip(" ")
    return found


def breakable(line: str) -> str:
    """Give words with places at which a line may end in very long ones: between their parts, or wherever need be."""
    parted = _LONGER.sub(lambda word: _BETWEEN.sub(_and_a_place, word[0]), line)
    return _LONG.sub(_and_a_place, parted)


def _and_a_place(found: re.Match[str]) -> str:
    return f"{found[0]}\u200b"


def _breakable(words: str) -> Iterator[str]:
    if words:
        yield breakable(words.replace(KEPT_HYPHEN, "-"))


def _marked(element: etree._Element, pictures: Pictures) -> list[Piece]:
    tag, inside = str(element.tag), pieces(element, pictures)
    if tag in MARKS:
        return [{"k": MARKS[tag], "c": inside}]
    if tag == "a" and (to := element.get("href")):
        found = classes(element)
        # An address may end a line anywhere.
        held = [element.text or ""] if "dw-address" in found else inside
        return [{"k": "link", "to": to, "bare": "dw-bare" in found, "c": held}]
    if tag == "q":
        return ["“", *inside, "”"]
    if tag == "br":
        return [{"k": "break"}]
    if tag == "img":
        return [{"k": "picture", "file": pictures[element.get("src") or ""], "alt": element.get("alt") or ""}]
    return _span(element, inside)


def _span(element: etree._Element, inside: list[Piece]) -> list[Piece]:
    found, language = classes(element), element.get("lang") or ""
    if "dw-basis" in found:
        return [{"k": "basis", "ours": "dw-basis--ours" in found, "c": inside}]
    if role := next((SPANS[name] for name in sorted(found) if name in SPANS), ""):
        return [{"k": role, "c": inside}]
    if not _LANGUAGE.fullmatch(language):
        return inside
    return [{"k": "language", "language": language.partition("-")[0].lower(), "c": inside}]
