"""Who the statements of a page come from: its sources by kind and by how much of them has been read."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from evidence.kinds import GROUPS, NO_KIND, NOT_RECORDED, READING, Group
from evidence.page_text import SourceView, sentence

NOT_YET = "None yet"
"""Stands in the box of a kind of which a page has no source."""

_PEOPLE, _RESEARCH = "people", "research"


class Box(NamedTuple):
    """One kind of knowledge: its group, how many of the page's sources are of it, and that in words."""

    group: Group
    sources: int
    words: str


class Strip(NamedTuple):
    """What stands behind a page: a sentence, a box for each kind, and for each extent of reading its count."""

    sentence: str
    boxes: tuple[Box, ...]
    read: tuple[tuple[str, str, int], ...]


def strip(sources: Sequence[SourceView]) -> Strip | None:
    """Count the sources of a page by kind and by how much of them has been read; give nothing if there are none."""
    if not sources:
        return None
    kinds = Counter(group.slug for source in sources for group in source.groups)
    boxes = tuple(Box(group, kinds[group.slug], _sources(kinds[group.slug])) for group in GROUPS)
    seen = Counter(source.seen if source.seen in READING else "" for source in sources)
    words = {**READING, "": NOT_RECORDED}
    read = tuple((extent, sentence(words[extent]), seen[extent]) for extent in words if seen[extent])
    return Strip(_sentence(sources, kinds), boxes, read)


def _sources(count: int) -> str:
    return f"{count} source{'' if count == 1 else 's'}" if count else NOT_YET


def _sentence(sources: Sequence[SourceView], kinds: Counter[str]) -> str:
    """Say how many sources there are, and plainly if none is research or none is by people with experience."""
    people, research, total = kinds[_PEOPLE], kinds[_RESEARCH], len(sources)
    unsure = sum(not source.groups for source in sources)
    found = " ".join(
        (
            f"{_sources(total)}.",
            _how_many(research, total, "research"),
            _how_many(people, total, "by people with lived experience"),
        )
    )
    return f"{found} {NO_KIND}: {unsure}." if unsure else found


def _how_many(count: int, total: int, what: str) -> str:
    if total == 1:
        return f"It is {'' if count else 'not '}{what}."
    number = "None" if not count else "All" if count == total else str(count)
    return f"{number} {'is' if count <= 1 else 'are'} {what}."
