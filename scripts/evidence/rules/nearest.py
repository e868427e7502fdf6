"""The name that was probably meant by one that we do not know."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

NEIGHBOURS = 20


@dataclass(frozen=True, eq=False)
class Names:
    """Names that we know, among which the nearest to another is found, whatever their capitals.

    A name is compared with its neighbours in the alphabet alone, read forwards and backwards, so that
    a page full of unknown names costs no more among ten thousand than among ten.
    """

    known: Iterable[str]

    def nearest(self, name: str, likeness: float = 0.6) -> str:
        """Give the known name that is most like another one; empty if none is like it."""
        near: dict[str, str] = {}
        for names, word in ((self._forwards, name.lower()), (self._backwards, name.lower()[::-1])):
            at = bisect_left(names, (word, ""))
            near.update({known.lower(): known for _, known in names[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS]})
        found = get_close_matches(name.lower(), sorted(near), 1, likeness)
        return near[found[0]] if found else ""

    @cached_property
    def _forwards(self) -> list[tuple[str, str]]:
        return sorted((name.lower(), name) for name in self.known)

    @cached_property
    def _backwards(self) -> list[tuple[str, str]]:
        return sorted((name.lower()[::-1], name) for name in self.known)
