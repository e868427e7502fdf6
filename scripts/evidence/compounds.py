"""Words that a site joins with a hyphen rather than writes apart, such as co-production."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from evidence.content import Site

_WORD = re.compile(r"\w+(?:[-\u2011]\w+)*")
_OF_TWO = re.compile(r"[^\W\d_]+-[^\W\d_]+")


def compounds(site: Site) -> list[str]:
    """Give each pair of words that more pages join with a hyphen than write apart, in small letters, in order."""
    joined, apart = Counter[str](), Counter[str]()
    for page in site.pages:
        joined.update({word for word in _words(page.body.prose) if _OF_TWO.fullmatch(word)})
    for page in site.pages:
        pairs = {f"{one}-{other}" for one, other in pairwise(_words(page.body.prose))}
        apart.update(pairs & joined.keys())
    return sorted(word for word, count in joined.items() if count > apart[word])


def _words(text: str) -> Iterator[str]:
    return (found[0].lower().replace("\u2011", "-") for found in _WORD.finditer(text))
