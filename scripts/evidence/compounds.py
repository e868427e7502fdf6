"""Words that a site joins with a hyphen rather than writes apart, such as co-production."""

import re
from collections import Counter

from evidence.content import Site

_OF_TWO = re.compile(r"(?<![\w-])[^\W\d_]++-[^\W\d_]++(?![\w-])")


def compounds(site: Site) -> list[str]:
    """Give each pair of words that more pages join with a hyphen than write apart, in small letters, in order."""
    texts = [" ".join(page.body.prose.lower().replace("\u2011", "-").split()) for page in site.pages]
    joined = Counter(word for text in texts for word in set(_OF_TWO.findall(text)))
    return sorted(word for word, count in joined.items() if count > _apart(word.replace("-", " "), texts))


def _apart(words: str, texts: list[str]) -> int:
    """Count the texts that hold two words with a space between them."""
    whole = re.compile(rf"\b{words}\b")
    return sum(1 for text in texts if words in text and whole.search(text))
