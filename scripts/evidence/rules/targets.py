"""Where a page's links lead: the addresses it writes, and the labels and notes that stand elsewhere on it."""

import re
from collections.abc import Iterator

from evidence.blocks import DEFINITION
from evidence.content import Page

LINK = re.compile(
    r"\]\(\s*+(?:<(?P<pointed>[^<>\n]*)>|(?P<plain>(?:[^()<]++|\((?:[^()]++|\([^()]*\))*+\))*+)\))",
)
DEFINED = re.compile(rf"^[ \t]*(?:(?:[-+*]|\d+\.)[ \t]+)*{DEFINITION}", re.MULTILINE)
LABELLED = re.compile(r"(?<!\\)\[(?P<words>[^\[\]@^\n]+)\]\[(?P<label>[^\[\]@^\n]*)\](?![(\[:])")
LINE_LABEL = re.compile(
    r"^[ \t>]*+(?:(?:[-+*]|\d+\.)[ \t]++)*+(?P<sign>\[)(?!\^)(?P<label>[^\[\]@^]++)\]:", re.MULTILINE
)
SHORT = re.compile(r"!?\[(?P<label>[^\[\]@^]++)\](?!:)")
NOTE = re.compile(r"^[ \t>]*\[\^(?P<note>[^\s\[\]]+)\]:", re.MULTILINE)
NOTE_MARK = re.compile(r"(?<!\\)\[\^(?P<note>[^\s\[\]]+)\]")
IMAGE = re.compile(
    r"!\[(?P<words>(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*+\])*+)(?=\](?:\[(?P<label>[^\[\]]*+)\])?)", re.DOTALL
)
ELSEWHERE = re.compile(r"\s*(?:https?:|//)", re.IGNORECASE)
BLANK_LINE = re.compile(r"\n[ \t]*\n")

Lost = tuple[int, str, str]
"""Where a mark leads nowhere, what is wrong with it, and what to do."""


def targets(page: Page) -> Iterator[tuple[int, str]]:
    """Give the target of each link and picture, without its title, and where it stands."""
    text = page.body.uncoded
    for found in LINK.finditer(text) if "](" in text else ():
        if found["plain"] is None:
            yield found.start("pointed"), found["pointed"].strip().replace(" ", "%20")
        elif not BLANK_LINE.search(found["plain"]):
            yield found.start("plain"), _untitled(found["plain"].strip())
    for found in DEFINED.finditer(text) if "]:" in text else ():
        yield found.start("defined"), found["defined"].lstrip("<").rstrip(">")


def lost_lines(page: Page) -> Iterator[Lost]:
    """Find lines that begin as those which say where a label leads, though no link has that label: they do not show."""
    text = page.body.uncoded
    if "]:" in text:
        used = {_label(found["label"]) for found in SHORT.finditer(text)}
        defined = {found.start("label") for found in DEFINED.finditer(text)}
        for found in LINE_LABEL.finditer(text):
            label = " ".join(found["label"].split())
            if found.start("label") not in defined or _label(label) not in used:
                message = (
                    f"'[{label}]:' at the beginning of a line is read as the address of a link, so it may not show."
                )
                yield found.start("sign"), message, f"Write it without brackets, or with a backslash: \\[{label}]:"


def distant_pictures(page: Page) -> Iterator[Lost]:
    """Find pictures that stand on another site, which every reader's browser would have to ask for them."""
    text = page.body.uncoded
    if "![" in text:
        given = {_label(found["label"]): found["defined"] for found in DEFINED.finditer(text)}
        for found in IMAGE.finditer(text):
            link, label = LINK.match(text, found.end()), found["label"] or found["words"]
            target = link["pointed"] or link["plain"] if link else given.get(_label(label), "").strip("<>")
            if ELSEWHERE.match(target):
                message = f"The picture '{target.strip()}' stands on another site, and our pages ask no other site."
                yield found.start(), message, "If its owner allows it, put the file beside the page and name that."


def lost_labels(page: Page) -> Iterator[Lost]:
    """Find links that name an address that no line of the page gives: [words][label]."""
    text = page.body.uncoded
    if "][" in text:
        known = {_label(found["label"]) for found in DEFINED.finditer(text)}
        for found in LABELLED.finditer(text):
            label = found["label"] or found["words"]
            if _label(label) not in known:
                hint = f"Write the address in round brackets: [{found['words']}](../nations/wales.md)"
                yield found.start(), f"The link '{found[0]}' leads nowhere: no line says where '{label}' is.", hint


def lost_notes(page: Page) -> Iterator[Lost]:
    """Find footnotes that are marked but not written, written but not marked, or written twice."""
    text = page.body.uncoded
    if "[^" not in text:
        return
    written: dict[str, int] = {}
    for found in NOTE.finditer(text):
        if written.setdefault(found["note"], found.start("note")) != found.start("note"):
            message = f"The footnote '[^{found['note']}]' is written twice."
            yield found.start("note"), message, "Give one of the two another name."
    marked = {found.start("note"): found["note"] for found in NOTE_MARK.finditer(text)}
    marks = {note: offset for offset, note in marked.items() if written.get(note) != offset}
    for note, offset in marks.items():
        if note not in written:
            hint = f"Write it below, on a line of its own: [^{note}]: The words of the note."
            yield offset, f"The footnote '[^{note}]' is marked here, but not written.", hint
    for note, offset in written.items():
        if note not in marks:
            message = f"The footnote '[^{note}]' is written, but nothing on the page leads to it."
            yield offset, message, f"Put [^{note}] where it belongs, or remove the note."


def _untitled(target: str) -> str:
    mark = target[-1:]
    if mark in ("'", '"') and (start := target.rfind(mark, 0, -1)) >= 0 and target[:start] != target[:start].rstrip():
        return target[:start].rstrip()
    return target


def _label(words: str) -> str:
    return " ".join(words.lower().split())
