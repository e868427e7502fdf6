"""BibTeX's notation as plain words."""

import random
import unicodedata
from string import ascii_letters

import pytest

from evidence.latex import plain, verbatim

ACCENTS = {
    "`": "grave", "'": "acute", "^": "circumflex", "~": "tilde", '"': "diaeresis", "=": "macron", ".": "dot above",
    "u": "breve", "v": "caron", "H": "double acute", "c": "cedilla", "k": "ogonek", "r": "ring above", "d": "dot below",
    "b": "macron below",
}  # fmt: skip


def accented(letter: str, accent: str) -> str:
    """Give a letter with its accent, as Unicode names them, if there is one such letter."""
    mark = {"diaeresis": "DIAERESIS", "circumflex": "CIRCUMFLEX ACCENT"}.get(accent, f"{accent.upper()} ACCENT")
    names = (f"COMBINING {mark}", f"COMBINING {accent.upper()}")
    combining = next(unicodedata.lookup(name) for name in names if _is_name(name))
    return unicodedata.normalize("NFC", letter + combining)


def _is_name(name: str) -> bool:
    try:
        unicodedata.lookup(name)
    except KeyError:
        return False
    return True


@pytest.mark.parametrize(("mark", "accent"), ACCENTS.items())
def test_accents_are_put_together(mark: str, accent: str) -> None:
    letters = [letter for letter in ascii_letters if len(accented(letter, accent)) == 1]
    space = " " if mark.isalpha() else ""
    forms = (f"\\{mark}{{%s}}", f"{{\\{mark}{space}%s}}", f"\\{mark}{space}%s", f"\\{mark}{{ %s }}")

    assert {form: [plain(form % letter) for letter in letters] for form in forms} == {
        form: [accented(letter, accent) for letter in letters] for form in forms
    }


WORDS = {
    r"{\^W}yr a {\^y}d": "Ŵyr a ŷd",
    "Ŵyr, é, Łódź": "Ŵyr, é, Łódź",
    r"caf\'etable": "cafétable",
    r"\'{\i} \'\i{} {\'\i}": "í í í",
    r"\c{c}a, fa\c cade": "ça, façade",
    r"\ss{} {\o}re \L{}\'od\'z \AE \aa": "ß øre Łódź Æå",
    r"Care \& Support, 100\%, \#1, \$5, a\_b": "Care & Support, 100%, #1, $5, a_b",
    r"50% of people \& carers, 5\% -- so": "50% of people & carers, 5% – so",
    "2007--2013 --- so": "2007–2013 — so",
    "``Nothing about us'' he said": "“Nothing about us” he said",
    "`Strategic Commissioning': King's": "‘Strategic Commissioning’: King's",
    "King's carers'": "King's carers'",
    "A~B": "A B",
    "A\n\t  {B {C}}  D": "A B C D",
    r"\emph{Care} and \textbf{co-production}": "Care and co-production",
    r"3\textsuperscript{rd} \textit{edition}": "3rd edition",
    r"{\textless}i{\textgreater}": "<i>",
    r"one\\two\,three": "one two three",
    r"\ldots \dots \texteuro5 \pounds 5": "……€5 £5",
    r"\unknown{word} \LaTeX": "word",
    "a backslash at the end\\": "a backslash at the end",
    "": "",
}


@pytest.mark.parametrize(("value", "words"), WORDS.items())
def test_a_value_becomes_plain_words(value: str, words: str) -> None:
    assert plain(value) == words


def test_whatever_the_value_no_notation_is_left() -> None:
    draw = random.Random(20261123)
    signs = "\\\\\\{}'`^\"~=.uvck ij-ab&%$é中😀\x85\u2028\n\x00#@"
    values = ["".join(draw.choices(signs, k=draw.randint(0, 9))) for _ in range(20_000)]

    assert [value for value in values if {*plain(value)} & {*"{}\\"}] == []


def test_an_address_keeps_everything_but_the_backslashes() -> None:
    assert verbatim(r" https://x.org/a\_b--c~d\%20{e}\#f ") == "https://x.org/a_b--c~d%20{e}#f"
