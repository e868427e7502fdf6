"""The name that was probably meant by one that we do not know."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

NEIGHBOURS = 20
TELLING = 4
"""Letters with which a name has to begin for the rest to be told."""


@dataclass(frozen=True, eq=False)
class Names:
    """Names that we know, among which the nearest to another is found, whatever their capitals.

    A name is compared with its neighbours in the alphabet alone, read forwards and backwards, so that
    a page full of unknown names costs no more among ten thousand than among ten.
    """

    known: Iterable[str]

    def nearest(self, name: str, likeness: float = 0.6) -> str:
        """Give the known name that is most like another one, else one that begins with it; empty if there is none."""
        near: dict[str, str] = {}
        for names, word in ((self._forwards, name.lower()), (self._backwards, name.lower()[::-1])):
            at = bisect_left(names, (word, ""))
            near.update({known.lower(): known for _, known in names[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS]})
        found = get_close_matches(name.lower(), sorted(near), 1, likeness)
        return near[found[0]] if found else self._longer(name.lower())

    def _longer(self, beginning: str) -> str:
        """Give the first known name that goes on from a beginning that is long enough to tell."""
        at = bisect_left(self._forwards, (beginning, ""))
        if len(beginning) < TELLING or at == len(self._forwards):
            return ""
        low, known = self._forwards[at]
        return known if low.startswith(beginning) else ""

    @cached_property
    def _forwards(self) -> list[tuple[str, str]]:
        return sorted((name.lower(), name) for name in self.known)

    @cached_property
    def _backwards(self) -> list[tuple[str, str]]:
        return sorted((name.lower()[::-1], name) for name in self.known)
