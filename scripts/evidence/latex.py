"""BibTeX's notation as plain words: accents, quotation marks and dashes as they are read."""

import codecs
import re
import unicodedata
from functools import lru_cache

import latexcodec  # noqa: F401  registers the "ulatex" codec

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_SYMBOLS = {
    "\\": " ", ",": " ", "dots": "…", "euro": "€", "texteuro": "€", "textless": "<", "textgreater": ">", "textbar": "|",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
}  # fmt: skip
_LOOKS = frozenset((
    "bf", "em", "emph", "it", "itshape", "mkbibemph", "mkbibquote", "rm", "sc", "scshape", "sf", "sl", "textbf",
    "textit", "textmd", "textnormal", "textrm", "textsc", "textsf", "textsl", "textsubscript", "textsuperscript",
    "texttt", "textup", "tt", "underline",
))  # fmt: skip
"""Commands that change how words look and not what they say."""

_LATEX = re.compile(r"\\|``|''|--|`|~")
_ACCENT = re.compile(
    r"\\(?:(?P<sign>[`'^~=.\"])|(?P<name>[uvHckrdb])(?![A-Za-z]))\s*"
    r"(?:\{\s*(?:\\(?=[ij]\s*\}))?(?P<braced>[A-Za-z])\s*\}|(?:\\(?=[ij](?![A-Za-z])))?(?P<bare>[A-Za-z]))"
)
_PER_CENT = re.compile(r"(?<!\\)%")  # LaTeX drops what follows a bare one, BibTeX does not
_COMMAND = re.compile(r"\\(?:(?P<name>[A-Za-z]+)\*?\s*|(?P<sign>.)|$)", re.DOTALL)
_CLOSING = re.compile(r"'(?!\w)")
_ESCAPED = re.compile(r"\\([_%&#$~])")


@lru_cache(maxsize=100_000)
def plain(value: str) -> str:
    r"""Give a BibTeX value as plain words: LaTeX decoded, braces gone, white space folded.

    latexcodec knows few accents (not the Welsh ẁ, ẃ and ẅ), so they are put together here. Of commands
    that mean nothing to a reader, such as `\emph`, only the words remain.
    """
    if _LATEX.search(value):
        value = _COMMAND.sub(_symbol, _decoded(value))
        if "`" in value:
            value = _CLOSING.sub("’", value.replace("`", "‘"))
    return folded(value.replace("{", "").replace("}", ""))


def verbatim(value: str) -> str:
    r"""Give an address as it stands, without the backslashes that LaTeX asks for: `a\_b` is a_b."""
    return _ESCAPED.sub(lambda found: found[1], value).strip()


def folded(words: str) -> str:
    """Give words with single spaces between them."""
    return " ".join(words.split())


def unknown_commands(value: str) -> tuple[str, ...]:
    """Give the commands in a BibTeX value of which we cannot say what a reader should see."""
    if "\\" not in value:
        return ()
    names = (found["name"] for found in _COMMAND.finditer(_decoded(value)))
    return tuple(name for name in names if name and name not in _SYMBOLS and name not in _LOOKS)


def _decoded(value: str) -> str:
    value = _PER_CENT.sub(r"\\%", _ACCENT.sub(_accented, value))
    # latexcodec stops at a backslash that nothing follows.
    decoded: str = codecs.decode(value.rstrip("\\"), "ulatex")  # type: ignore[call-overload]  # its own codec
    return decoded


def _accented(found: re.Match[str]) -> str:
    letter = found["braced"] or found["bare"]
    return unicodedata.normalize("NFC", letter + _ACCENTS[found["sign"] or found["name"]])


def _symbol(found: re.Match[str]) -> str:
    return _SYMBOLS.get(found["name"] or found["sign"] or "", "" if found["name"] else found["sign"] or "")
