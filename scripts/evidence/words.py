"""Words without their marks: Markdown text as somebody would read it aloud. Linear in the length of the text."""

import html
import re
from collections.abc import Callable, Iterable

from evidence.blocks import TARGET, Block
from evidence.citations import Citation
from evidence.content import Page

EXCERPT = 60
"""Characters of a text that a message shows."""

_PICTURE_OR_LINK = re.compile(
    rf"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:{TARGET.pattern}|\(<[^<>\n]*>[^()]*\)|\[[^\[\]]*\])"
)
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ATTRIBUTES = re.compile(r"\{:?\s*[#.][^{}\n]*\}")
_MARKS = re.compile(r"\*+|_+")
_QUOTE_MARK = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_LITERAL = re.compile(r"\\([!-/:-@\[-`{-~])|(?<!`)(`+)(?!`)(.+?)(?<!`)\2(?!`)", re.DOTALL)
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&|~^\"]")


def plain_words(markdown: str) -> str:
    """Give a piece of Markdown as plain words on one line."""
    text = _QUOTE_MARK.sub("\n", markdown)
    if "`" in text or "\\" in text:
        text = _LITERAL.sub(lambda found: safe(found[1] or found[3]), text)
    if "[" in text:
        text = _FOOTNOTE.sub("", text)
        text = _PICTURE_OR_LINK.sub(lambda found: found[1], text)
    if "<" in text:
        closed, end, rest = text.rpartition("-->")  # behind it none is closed, so none is looked for
        text = _COMMENT.sub("", closed + end) + rest
        text = _TAG.sub("", _AUTOLINK.sub(lambda found: found[1], text))
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if "*" in text or "_" in text:
        text = _without_emphasis(text)
    return " ".join(html.unescape(text).split())


def safe(words: str) -> str:
    """Write plain words so that neither Markdown nor HTML reads anything into them."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", words)


def excerpt(text: str) -> str:
    """Give the beginning of a text, on one line and cut between words, to show in a message."""
    words = " ".join(text.split())
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"


def replaced(text: str, base: int, citations: Iterable[Citation], render: Callable[[Citation], str]) -> str:
    """Put `render`'s words in the place of each citation; `base` is the offset at which `text` begins in its file."""
    pieces: list[str] = []
    done = 0
    for citation in citations:
        if not citation.nested:
            pieces += text[done : citation.start - base], render(citation)
            done = citation.end - base
    return "".join((*pieces, text[done:]))


def uncited_words(page: Page, block: Block) -> str:
    """Give the words of a block without marks and citations."""
    citations = page.cited_blocks.get(block, ())
    return plain_words(replaced(page.body.text(block), block.start, citations, lambda _: ""))


def _without_emphasis(text: str) -> str:
    """Take out the stars and underscores that open and close emphasis, as Python-Markdown pairs them."""
    marks: list[tuple[int, int]] = []
    opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": []}
    for run in _MARKS.finditer(text):
        start, end, sign = run.start(), run.end(), run[0][0]
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.strip() and (sign == "*" or not after.isalnum()):
            while start < end and opened[sign]:
                first, last = opened[sign].pop()
                used = min(end - start, last - first)
                marks += (last - used, last), (start, start + used)
                start += used
                if last - used > first:
                    opened[sign].append((first, last - used))
        if start < end and after.strip() and (sign == "*" or not before.isalnum()):
            opened[sign].append((start, end))
    pieces, done = [], 0
    for start, end in sorted(marks):
        pieces.append(text[done:start])
        done = end
    return "".join((*pieces, text[done:]))
