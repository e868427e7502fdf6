"""How a citation and a reference look: Harvard author-year style, as in "Cite Them Right" (12th edition).

Three or more authors are "et al." in a citation and all named in a reference. An organisation goes by its
short name where the entry gives one. Works that would look alike get letters, once for the whole library.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from evidence.bibliography import Library, Name, Reference
from evidence.citations import Citation, Item

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

OTHERS = "others"
"""The name by which BibTeX leaves authors out."""

_ORDINAL = re.compile(r"(?:\d+|[A-Za-z]+)(?:st|nd|rd|th)")
_BRACED = re.compile(r"(\s*,?\s*)\{([^{}]*)\}")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")


class Label(NamedTuple):
    """How a work is named in a text: its authors, and its year with its letter if it has one."""

    authors: str
    year: str

    def __str__(self) -> str:
        return f"{self.authors}, {self.year}"


class Entry(NamedTuple):
    """A reference in its parts: the title stands apart, so that a page can link or stress it."""

    who: str
    year: str
    title: str
    details: str
    address: str
    accessed: str

    @property
    def stop(self) -> str:
        """Give what follows the title: a comma after an article or chapter, which goes on with where it stands."""
        return "," if self.title.endswith("’") and self.details else "" if self.title[-1:] in ".?!" else "."

    def __str__(self) -> str:
        text = f"{self.who} ({self.year}) {self.title}{self.stop}"
        if self.details:
            text += f" {self.details}."
        if self.address:
            text += f" Available at: {self.address}"
            text += f" (Accessed: {self.accessed})." if self.accessed else "."
        return text


def labels(library: Library) -> dict[str, Label]:
    """Give the label of every work, with letters where two would share one (2022a, 2022b; n.d.-a, n.d.-b)."""
    alike: dict[Label, list[Reference]] = {}
    for reference in library.references.values():
        alike.setdefault(Label(short_authors(reference), reference.year), []).append(reference)
    found = {}
    for label, works in alike.items():
        if len(works) == 1:
            found[works[0].key] = label
            continue
        for number, work in enumerate(sorted(works, key=lambda work: (work.text("title").lower(), work.key))):
            dash = "" if label.year[-1:].isdigit() else "-"
            found[work.key] = label._replace(year=f"{label.year}{dash}{letter(number)}")
    return found


def letter(number: int) -> str:
    """Count in letters: 0 is a, 25 is z, 26 is aa."""
    return (letter(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def short_authors(reference: Reference) -> str:
    """Name a work's authors as a citation does: up to two by surname, more as "et al."; else the title."""
    short = reference.text("shortauthor")
    if short:
        return short
    names = reference.authors
    if not names or names[0].last == OTHERS:
        return reference.text("title") or reference.key
    if len(names) > 2 or names[-1].last == OTHERS:
        return f"{names[0].last} et al."
    return " and ".join(name.last for name in names)


def cite(
    citation: Citation,
    by: Mapping[str, Label],
    name: Callable[[str, str], str],
    typed: Callable[[str], str] = str,
) -> str:
    """Give a citation as a reader sees it, such as "(see Ayiwe et al., 2022, p. 4; SCIE, n.d.)".

    `name` writes the words that name a work, given its key and them; they are empty where the library lacks
    it. `typed` writes what somebody typed before and after a key.
    """
    if not citation.narrative:
        return f"({'; '.join(_within_brackets(item, by, name, typed) for item in citation.items)})"
    first, *others = citation.items
    label, after = by.get(first.key), typed(_after(first).strip())
    hidden = first.mode == "suppress-author"
    if label and not after and not others:
        return name(first.key, f"({label.year})" if hidden else f"{label.authors} ({label.year})")
    if not label:
        opening, inside = name(first.key, ""), [after]
    elif hidden:
        opening, inside = "", [name(first.key, label.year), after]
    else:
        opening, inside = name(first.key, label.authors), [label.year, after]
    parts = [_joined(inside), *(_within_brackets(item, by, name, typed) for item in others)]
    text = "; ".join(part for part in parts if part)
    return f"{opening} ({text})".strip() if text else opening


def entry(reference: Reference, label: Label) -> Entry:
    """Give a work's full reference in its parts."""
    title = reference.text("title") or reference.key
    journal = reference.text("journal") or reference.text("journaltitle")
    book = reference.text("booktitle")
    number, pages = reference.text("number") or reference.text("issue"), _pages(reference.text("pages"))
    if journal:
        within, rest = [journal, _volume(reference.text("volume"), number), pages], []
    else:
        within, rest = [f"in {_editors(reference)}{book}" if book else ""], [number, _issuer(reference), pages]
    parts = (
        _joined(within),
        _edition(reference.text("edition")),
        _joined([*rest, reference.text("howpublished")]),
    )
    return Entry(
        _who(reference),
        label.year,
        f"‘{title}’" if journal or book else title,
        ". ".join(part.rstrip(".") for part in parts if part),
        reference.address,
        date_in_words(reference.text("urldate")) if reference.address and not reference.doi else "",
    )


def date_in_words(date: str) -> str:
    """Turn 2026-11-23 into 23 November 2026; give anything else back as it is."""
    found = _DATE.match(date)
    if not found or not 1 <= int(found[2]) <= 12:
        return date
    return f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}"


def in_order(references: Iterable[Reference], by: Mapping[str, Label]) -> list[Reference]:
    """Sort works as a list of sources does: by author, year and title."""
    return sorted(
        references, key=lambda work: (sorting_key(work), by[work.key].year, work.text("title").lower(), work.key)
    )


def sorting_key(reference: Reference) -> str:
    """Give the words by which a list of sources sorts a work: in small letters, without accents or opening marks."""
    letters = unicodedata.normalize("NFKD", _who(reference).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lstrip("‘“'\"([ ")


def _within_brackets(
    item: Item, by: Mapping[str, Label], name: Callable[[str, str], str], typed: Callable[[str], str]
) -> str:
    label, after = by.get(item.key), _after(item).rstrip()
    words = "" if not label else label.year if item.mode == "suppress-author" else str(label)
    before = f"{typed(item.prefix)} " if item.prefix else ""
    if item.after.lstrip().startswith("{"):
        between, after = ", ", after.lstrip()
    else:
        between = " " if after[:1].isalnum() or after.startswith(("(", "[")) else ""
    return f"{before}{name(item.key, words)}{between}{typed(after)}"


def _after(item: Item) -> str:
    """Give what stands behind a key. The curly brackets that only mark a locator as such go."""
    braced = _BRACED.match(item.after)
    return f"{braced[1]}{braced[2]}{item.after[braced.end() :]}" if braced else item.after


def _who(reference: Reference) -> str:
    names = reference.authors
    if not names or names[0].last == OTHERS:
        return reference.text("title") or reference.key
    who = _listed(names)
    short = reference.text("shortauthor")
    if short and len(names) == 1 and short not in who:
        who += f" ({short})"
    return who if names is not reference.people.get("editor") else f"{who} {_ed(names)}"


def _editors(reference: Reference) -> str:
    """Name the editors of the book in which a work stands."""
    editors = reference.people.get("editor", ())
    return f"{_listed(editors)} {_ed(editors)} " if editors and editors is not reference.authors else ""


def _ed(editors: Sequence[Name]) -> str:
    return "(ed.)" if len(editors) == 1 else "(eds)"


def _listed(names: Sequence[Name]) -> str:
    listed = [_full(name) for name in names if name.last != OTHERS]
    if names[-1].last == OTHERS:
        return f"{', '.join(listed)} et al."
    return " and ".join(part for part in (", ".join(listed[:-1]), listed[-1]) if part)


def _full(name: Name) -> str:
    if not name.first:
        return name.last
    initials = re.sub(r"([^\W\d_])[^\s.-]*\.?\s*", lambda found: found[1].upper() + ".", name.first)
    return f"{name.last}, {initials}"


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _volume(volume: str, number: str) -> str:
    return f"{volume}({number})" if volume and number else volume or number


def _edition(edition: str) -> str:
    if not edition.isdigit():
        return f"{edition} edn" if _ORDINAL.fullmatch(edition) else edition
    ending = "th" if edition[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th")
    return f"{edition}{ending} edn"


def _pages(pages: str) -> str:
    if not pages:
        return ""
    return f"{'pp.' if re.search('[-–,]', pages) else 'p.'} {pages.replace('--', '–').replace('-', '–')}"


def _issuer(reference: Reference) -> str:
    issuer = reference.text("publisher") or reference.text("institution") or reference.text("organization")
    issuer = issuer or reference.text("school")
    if reference.authors and issuer == _listed(reference.authors):
        issuer = ""
    place = reference.text("address") or reference.text("location")
    return f"{place}: {issuer}" if place and issuer else place or issuer
