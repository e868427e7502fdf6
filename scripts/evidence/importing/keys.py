"""Keys in the house style: who wrote it, when, and a word of the title, as in bovaird2007beyond."""

import re
from collections.abc import Collection, Iterator

from evidence.harvard import OTHERS, letter
from evidence.importing.works import Work
from evidence.letters import plain_letters

HOUSE_KEY = re.compile(r"[a-z][a-z-]*(?:\d{4}|nd)[a-z0-9]*")
LONGEST_NAME = 24
"""Letters of an organisation's name beyond which its initials stand in the key."""

SMALL_WORDS = frozenset((
    "about", "after", "among", "and", "are", "before", "between", "but", "can", "does", "for", "from", "how",
    "into", "its", "not", "one", "our", "over", "that", "the", "their", "these", "this", "through", "towards", "under",
    "use", "using", "was", "what", "when", "where", "which", "who", "whose", "why", "with", "within", "your",
))  # fmt: skip
"""Words of a title that tell little of it, so that they stand in no key."""

SMALL_WORDS_OF_NAMES = ("the", "of", "and", "for", "in", "on", "a")
"""Words of an organisation's name that do not stand in a key."""


def key_for(work: Work, taken: Collection[str]) -> str:
    """Give a key that is not taken: the one that the work has if it is in our style, else a new one."""
    lower = {key.lower() for key in taken}
    if HOUSE_KEY.fullmatch(work.key) and work.key not in lower:
        return work.key
    return next(key for key in _keys(work) if key not in lower)


def _keys(work: Work) -> Iterator[str]:
    """Give keys, the shortest first: with one word of the title, with two, then with letters."""
    start = f"{_who(work)}{work.year[:4] if work.year[:4].isdecimal() else 'nd'}"
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’‘]", "", plain_letters(work.title).replace("co-", "co")))
    telling = [word for word in words if len(word) > 2 and word not in SMALL_WORDS] or words or ["source"]
    yield from (start + word for word in telling[:6])
    yield from (start + telling[0] + letter(number) for number in range(1, 10_000))


def _who(work: Work) -> str:
    names = [name for name in (*work.authors, *work.editors) if name.last != OTHERS]
    short = work.fields.get("shortauthor", "")
    words = re.findall(r"[a-z]+", re.sub(r"['’‘]", "", plain_letters(short or (names[0].last if names else ""))))
    if names and not names[0].organisation and not short:
        return "".join(words) or "anon"
    words = [word for word in words if word not in SMALL_WORDS_OF_NAMES]
    whole = "".join(words)
    return (whole if len(whole) <= LONGEST_NAME else "".join(word[0] for word in words)) or "anon"
