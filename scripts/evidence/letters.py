"""Words letter by letter: plain letters, as keys and the names of files have them, and none that nobody sees."""

import unicodedata

LETTERS = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d"}
"""Letters that are not a plain one with a mark, and what stands for them."""

_INSTEAD = {"Cc": " ", "Cf": "", "Co": ""}
"""What stands in the place of characters that nobody sees, by Unicode's names for them."""

_IN_PLAIN = str.maketrans(LETTERS)


def plain_letters(words: str) -> str:
    """Give words in small letters without accents, as Latin script spells them without its marks."""
    words = unicodedata.normalize("NFKD", words.lower().translate(_IN_PLAIN))
    return "".join(letter for letter in words if not unicodedata.combining(letter))


def without_unseen(words: str) -> str:
    """Give words without characters that nobody sees: those within a word leave no gap in it."""
    return "".join(_INSTEAD.get(unicodedata.category(mark), mark) for mark in words)
