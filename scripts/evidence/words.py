"""Words without their marks: Markdown text as somebody would read it aloud."""

import html
import re
from collections.abc import Callable, Iterable

from evidence.citations import Citation

_PICTURE_OR_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ATTRIBUTES = re.compile(r"\{:?\s*[#.][^{}\n]*\}")
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1|(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\3(?!\w)", re.DOTALL)
_QUOTE_MARK = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def plain_words(markdown: str) -> str:
    """Give a piece of Markdown as plain words on one line."""
    text = _QUOTE_MARK.sub("\n", markdown)
    if "`" in text:
        text = _CODE.sub(lambda found: found[2], text)
    if "[" in text:
        text = _FOOTNOTE.sub("", text)
        text = _PICTURE_OR_LINK.sub(lambda found: found[1], text)
    if "<" in text:
        text = _TAG.sub("", _AUTOLINK.sub(lambda found: found[1], text))
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(lambda found: found[2] or found[4], text)
        text = _EMPHASIS.sub(lambda found: found[2] or found[4], text)
    return " ".join(html.unescape(_ESCAPE.sub(lambda found: found[1], text)).split())


def replaced(text: str, base: int, citations: Iterable[Citation], render: Callable[[Citation], str]) -> str:
    """Put `render`'s words in the place of each citation; `base` is the offset at which `text` begins in its file."""
    pieces, done = [], 0
    for citation in citations:
        if not citation.nested:
            pieces += text[done : citation.start - base], render(citation)
            done = citation.end - base
    return "".join((*pieces, text[done:]))
