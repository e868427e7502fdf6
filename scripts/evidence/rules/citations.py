"""Rules about citations."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from evidence.blocks import PICTURE, Block
from evidence.citations import Citation
from evidence.content import Page, Site
from evidence.page_types import GROUNDED, Shape
from evidence.problem import Finding
from evidence.rules.messages import Message
from evidence.rules.nearest import Names
from evidence.tokens import KEY, NOT_AFTER_A_WORD
from evidence.words import EXCERPT, excerpt

Wrong = tuple[int, str, str]
"""Where a citation cannot be read, what we found there, and what to do."""

BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
BARE_KEY = re.compile(r"\[(?:\w+\.? ){0,2}(?P<key>\w[\w:.-]*)(?:[,;][^\[\]@]*)?\]")
NO_KEY = re.compile(r"@(?:\s+(?P<key>\w[\w:.-]*)|\s*\])")
SIGNED_KEY = re.compile(rf"(?<!\\){NOT_AFTER_A_WORD}@(?P<key>{KEY})")
ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*(?P<sign>\\)\[(?P<inside>(?:[^\[\]\n]|\n(?![ \t]*\n))*+)\]")
WITH_CITATIONS = (Shape.CITED, *GROUNDED)
"""The shapes of fields that may cite."""
OPENED_KEY = re.compile(rf"\[-?@{KEY}")
TITLED_FENCE = re.compile(rf"^[ \t>]*(?:`{{3,}}|~{{3,}})[^\n]*title=\"[^\"\n]*(?P<opened>\[-?@{KEY})", re.MULTILINE)
ENTRY_KEY = re.compile(r"@\s*\w+\s*[{(]\s*([^\s,{}()=]+)")


def unresolved_citation(site: Site) -> Iterator[Finding]:
    """Every cited key stands in the reference library."""
    keys = _Keys(site)
    for page in site.pages:
        for item, offset in page.items():
            if item.key not in site.library.references:
                yield Finding(page.source, offset, *keys.missing(item.key))


def unreadable_citation(site: Site) -> Iterator[Finding]:
    """Every citation is written so that we can tell which sources it names."""
    for page in site.pages:
        if "[" in page.source.text:
            for wrong in (
                *_in_brackets(page),
                *_without_key(page),
                *_without_sign(site, page),
                *_out_of_text(page),
                *_shown_as_code(page),
            ):
                yield Finding(page.source, *wrong)
        for wrong in _in_plain_fields(site, page):
            yield Finding(page.source, *wrong)


def escaped_citation(site: Site) -> Iterator[Finding]:
    """No backslash before its bracket keeps a citation from being read."""
    for page in site.pages:
        for found in escapes(page):
            inside = " ".join(found["inside"].removesuffix("\\").split())
            yield Finding(page.source, *_told(found.start("sign"), Message.ESCAPED_CITATION, words=inside))


def escapes(page: Page) -> Iterator[re.Match[str]]:
    """Find the backslashes (`sign`) before brackets that hold a key (`inside`)."""
    if "\\[" in page.source.text and "@" in page.source.text:
        for found in ESCAPED.finditer(page.body.uncoded):
            if SIGNED_KEY.search(found["inside"]):
                yield found


@dataclass(frozen=True, eq=False)
class _Keys:
    """Says what may have been meant by a key that is not in the library."""

    site: Site
    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def missing(self, key: str) -> tuple[str, str]:
        """Give what is wrong with a key, and what to do."""
        if key not in self.known:
            self.known[key] = Message.UNRESOLVED_CITATION.format(key=key), self._hint(key)
        return self.known[key]

    def _hint(self, key: str) -> str:
        if key in self._unreadable:
            return "Its entry could not be read. Mend the entry first."
        near = self._names.nearest(key)
        if not near:
            return Message.NO_NEAR_KEY.format(key=key)
        label, title = self.site.labels[near], self.site.library.references[near].text("title")
        return Message.DID_YOU_MEAN.format(near=near, authors=label.authors, year=label.year, title=title)

    @cached_property
    def _names(self) -> Names:
        return Names(self.site.library.references)

    @cached_property
    def _unreadable(self) -> set[str]:
        broken = (library.source.text for library in self.site.library.files if library.faults)
        return {key for text in broken for key in ENTRY_KEY.findall(text)}


def _in_brackets(page: Page) -> Iterator[Wrong]:
    """Find citations within brackets that are not theirs."""
    for block, citations in page.cited_blocks.items():
        if page.body.prose.count("[", block.start, block.end) == len(citations) and not any(
            citation.narrative or citation.nested for citation in citations
        ):
            continue
        whole = citations[0]
        for citation in citations:
            if citation.nested:
                first, second = whole.items[0].key, citation.items[0].key
                yield _told(citation.start, Message.NESTED_SOURCE, key=second, near=first)
            else:
                whole = citation
        told: set[int] = set()
        for citation, opening, closing in _enclosed(page.body.prose, block, citations):
            if opening not in told:
                told.add(opening)
                yield from _misplaced(page.source.text, block, citation, (opening, closing))


def _enclosed(prose: str, block: Block, citations: Sequence[Citation]) -> list[tuple[Citation, int, int]]:
    """Give each citation that stands within a pair of brackets, and where these open and close, or -1."""
    found: list[tuple[Citation, int]] = []
    openings: list[int] = []
    pairs: dict[int, int] = {}
    waiting = [citation for citation in reversed(citations) if not citation.nested]
    for mark in BRACKET.finditer(prose, block.start, block.end):
        while waiting and waiting[-1].start <= mark.start():
            citation = waiting.pop()
            if openings:
                found.append((citation, openings[-1]))
        if mark[0] == "[":
            openings.append(mark.start())
        elif mark[0] == "]" and openings:
            pairs[openings.pop()] = mark.start()
    found += [(citation, openings[-1]) for citation in reversed(waiting) if openings]
    return [(citation, opening, pairs.get(opening, -1)) for citation, opening in found]


def _misplaced(text: str, block: Block, citation: Citation, brackets: tuple[int, int]) -> Iterator[Wrong]:
    opening, closing = brackets
    key = citation.items[0].key
    shown = excerpt(text[opening : min(closing + 1 or block.end, opening + 2 * EXCERPT)])
    after = text[closing + 1 : closing + 3]
    if closing < 0:
        yield _told(opening, Message.OPEN_BRACKET, words=shown, key=key)
    elif citation.narrative and (after == "[@" or after[:1] == "{"):
        yield _told(opening, Message.TOUCHING_BRACKETS, words=shown)
    elif after[:1] in ("(", "["):
        yield _told(citation.start, Message.SOURCE_IN_LINK, key=key)
    elif not citation.narrative and (opening, closing) == (citation.start - 1, citation.end):
        yield _told(opening, Message.TWO_BRACKETS, key=key)
    elif citation.narrative and ";" in shown:
        yield _told(opening, Message.PART_WITHOUT_SOURCE, words=shown, key=key)
    elif citation.narrative:
        yield _told(opening, Message.UNCLEAR_CITATION, words=shown, key=key)


def _without_key(page: Page) -> Iterator[Wrong]:
    """Find @ signs in brackets that no key follows at once: [@ key], [@]."""
    prose = page.body.prose
    if "@" in prose:
        for found in NO_KEY.finditer(prose):
            before = prose[max(found.start() - EXCERPT, 0) : found.start()]
            if _opens(before):
                yield _told(found.start(), Message.SIGN_WITHOUT_KEY, key=found["key"] or "key")


def _opens(before: str) -> bool:
    """Say whether a bracket is open at the end of a piece of text, with nothing or a semicolon after it."""
    words = before.rstrip(" -\n")
    return words.endswith("[") or (words.endswith(";") and words.rfind("[") > words.rfind("]"))


def _without_sign(site: Site, page: Page) -> Iterator[Wrong]:
    """Find keys of the library in brackets, but without their @ sign."""
    text = page.source.text
    for found in BARE_KEY.finditer(page.body.prose):
        if found["key"] not in site.library.references:
            continue
        if text[max(found.start() - 1, 0)] not in "\\]!" and not text.startswith(("(", "[", ":", "{"), found.end()):
            at = found.start("key") - found.start()
            signed = f"{found[0][:at]}@{found[0][at:]}"
            yield _told(found.start(), Message.KEY_WITHOUT_SIGN, words=found[0], signed=signed)


def _out_of_text(page: Page) -> Iterator[Wrong]:
    """Find citations in the description of a picture, which readers hear as plain words, and in titles and tags."""
    text = page.body.uncoded
    pictures = [*PICTURE.finditer(text)] if "![" in text else []
    for picture in pictures:
        if found := SIGNED_KEY.search(picture["words"]):
            message = f"'@{found['key']}' stands in the description of a picture, so it cannot lead to its source."
            yield picture.start(), message, f"Put it below the picture: Source: [@{found['key']}]."
    taken = sorted((*(picture.span() for picture in pictures), *_outer(page.citations)))
    opened = [*OPENED_KEY.finditer(text)] if "[@" in text or "[-@" in text else []
    titles = [*TITLED_FENCE.finditer(page.source.text)] if "title=" in page.source.text else []
    for start, end in (*(found.span() for found in opened), *(found.span("opened") for found in titles)):
        before = bisect_left(taken, (end,)) - 1  # none stands within another, so that one alone may reach so far
        if before < 0 or taken[before][1] <= start:
            shown = page.source.text[start:end]
            message = f"'{shown}' stands where we read no citations, so it cannot lead to its source."
            yield start, message, "Put it into a sentence of the text."


def _outer(citations: Iterable[Citation]) -> Iterator[tuple[int, int]]:
    return ((citation.start, citation.end) for citation in citations if not citation.nested)


def _shown_as_code(page: Page) -> Iterator[Wrong]:
    """Find citations shown as code in a statement that cites: where the statement is quoted, they would look lost."""
    text = page.source.text
    for block in page.cited_blocks if "`" in text else ():
        for found in OPENED_KEY.finditer(text, block.start, block.end):
            at = found.start()
            in_comment = text.rfind("<!--", block.start, at) > text.rfind("-->", block.start, at)
            if page.body.uncoded[at] != "[" and not in_comment:
                yield (
                    at,
                    f"'{found[0]}' is shown as code in a statement that cites.",
                    "Show it in a sentence of its own.",
                )


def _in_plain_fields(site: Site, page: Page) -> Iterator[Wrong]:
    """Find citations in fields that hold plain words alone, such as the summary."""
    for cited in page.cited_texts:
        asked = page.page_type.field(cited.field)
        if asked and asked.shape not in WITH_CITATIONS:
            for citation in cited.citations:
                key = citation.items[0].key
                if key in site.library.references:
                    offset = cited.text.offset + citation.start
                    yield _told(offset, Message.SOURCE_IN_PLAIN_FIELD, key=key, field=cited.field)


def _told(offset: int, message: Message, **values: str) -> Wrong:
    """Give a fault in the words of the table, with its hint."""
    return offset, message.format(**values), Message[f"{message.name}_HINT"].format(**values)
