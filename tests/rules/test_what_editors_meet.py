"""What editors most often meet: a broken sample of each kind, and what the check says of it, at its line."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from evidence.content import Site
from evidence.rules import check

SiteIn = Callable[[Mapping[str, str | bytes]], Site]

ROOT = Path(__file__).parents[2]
PATH = "docs/case-studies/swansea.md"
BIB = "references.bib"
PAGE = """---
title: "Peer review: Swansea"
summary: People marked part of a tender.
nations: [wales]
lead_organisation: not stated
period: not stated
ways_to_involve:
  co-design: our reading
planned_by: not stated
delivered_by: not stated
commissioning_areas: not stated
benefits: not stated
barriers: not stated
checked: 2026-11-23
---

## What was done

- They met [@bovaird2007beyond].
- See [co-design](../ways-to-involve/co-design.md).
"""
LIBRARY = """@article{bovaird2007beyond,
  author  = {Bovaird, Tony},
  title   = {Beyond engagement and participation},
  journal = {A Journal},
  year    = {2007},
  doi     = {10.1111/abc.1},
  seen    = {whole},
}
"""
BASE = {
    PATH: PAGE.replace("- See [co-design]", "- They chose [@bovaird2007beyond]; see [co-design]"),
    BIB: LIBRARY,
    "docs/nations/wales.md": "---\ntitle: Wales\nsummary: W\nchecked: 2026-11-23\n---\n",
    "docs/ways-to-involve/co-design.md": "---\ntitle: C\nsummary: C\nband: doing with\nchecked: 2026-11-23\n---\n",
}
OTHER = LIBRARY.replace("bovaird2007beyond", "bovaird2008again")


class Row(NamedTuple):
    """A slip: the file, what stands there and what is put in its place, the line, and what the check says."""

    path: str
    old: str
    new: str
    line: int
    says: str


ROWS = {
    "1, key not in the library": Row(
        PATH, "met [@bovaird2007beyond]", "met [@bovaird2008]", 19,
        "The source 'bovaird2008' is not in our reference list. Did you mean 'bovaird2007beyond' "
        "(Bovaird, 2007, Beyond engagement and participation)?",
    ),
    "2, escaped citation": Row(
        PATH, "met [@", "met \\[@", 19,
        "The backslash before '[@bovaird2007beyond]' keeps it from being read as a citation. "
        "Remove the backslash: [@bovaird2007beyond].",
    ),
    "5, missing field": Row(
        PATH, "nations: [wales]\n", "", 1,
        "The field 'nations' is missing. Where it happened: england, northern-ireland, scotland, wales, or all-island. "
        "For example: nations: [wales]",
    ),
    "6, value not on the list": Row(
        PATH, "planned_by: not stated", "planned_by:\n  partnerships: our reading", 10,
        "'partnerships' is not one of the values of 'planned_by'. The nearest is 'partnership'.",
    ),
    "6, page that is not there": Row(
        PATH, "  co-design: our reading", "  Co-designing: our reading", 8,
        "'Co-designing' is not one of the values of 'ways_to_involve'. The nearest is 'co-design'.",
    ),
    "7, broken link": Row(
        PATH, "co-design.md", "codesign.md", 20,
        "The link to 'ways-to-involve/codesign.md' goes to a page that is not there. "
        "The nearest is '../ways-to-involve/co-design.md'.",
    ),
    "9, box that cannot be read": Row(
        PATH, '"Peer review: Swansea"', "Peer review: Swansea", 2,
        "We could not read the box at the top, near 'title: Peer review: Swansea'. "
        "Put the words after the colon in quotation marks: title: \"Peer review: Swansea\"",
    ),
    "9, no space after a colon": Row(
        PATH, 'title: "', 'title:"', 2,
        "We could not read the box at the top, near 'title:\"Peer review: Swansea\"'. "
        "Put a space after the colon: title: \"Peer review: Swansea\"",
    ),
    "9, words that would be taken for a note": Row(
        PATH, '"Peer review: Swansea"', "Flat #3 the story", 2,
        "A # after a space begins a note for editors, so '#3 the story' would not be read. "
        "Put the words in quotation marks, \"Flat #3 the story\", or the note on a line of its own.",
    ),
    "9, list that is not closed": Row(
        PATH, "[wales]", "[wales", 4,
        "We could not read the box at the top, near 'nations: [wales'. "
        "Close the list: nations: [wales] If these are words and no list, put them in quotation marks.",
    ),
    "10, the same DOI": Row(
        BIB, LIBRARY, LIBRARY + OTHER, 9,
        "This source may already be here as 'bovaird2007beyond': it has the same DOI. Compare the two and keep one.",
    ),
    "10, the same title and year": Row(
        BIB, LIBRARY, LIBRARY + OTHER.replace("  doi     = {10.1111/abc.1},\n", ""), 9,
        "This source may already be here as 'bovaird2007beyond': it has the same title and year. "
        "Compare the two and keep one.",
    ),
    "11, list of authors": Row(
        BIB, "{Bovaird, Tony}", "{Loeffler and Bovaird et al}", 2,
        "'Bovaird et al' holds 'et al', which would be read as a person's name. "
        "List every author, joined by 'and'. If you do not know them all, end with: and others",
    ),
    "12, organisation without brackets": Row(
        BIB, "{Bovaird, Tony}", "{Social Care Wales}", 2,
        "'Social Care Wales' could be a person or an organisation. "
        "Write {Social Care Wales} if it is an organisation, or Wales, Social Care if it is a person.",
    ),
    "13, DOI": Row(
        BIB, "{10.1111/abc.1}", "{https://doi.org/10.1111/abc.1}", 6,
        "'https://doi.org/10.1111/abc.1' is not how we write a DOI. Write doi = {10.1111/abc.1}",
    ),
    "13, web address": Row(
        BIB, "  seen", "  url     = {www.example.org/a},\n  seen", 7,
        "'www.example.org/a' is not a whole web address. "
        "Copy it from the browser, from https:// to its end, without spaces, brackets and backslashes.",
    ),
    "13, no day on which it was read": Row(
        BIB, "  seen", "  url     = {https://example.org/a},\n  keywords = {web},\n  seen", 1,
        "The reference 'bovaird2007beyond' has no day on which its web page was read. Add urldate = {2026-11-23}.",
    ),
    "15, picture without words": Row(
        PATH, "They met [@bovaird2007beyond].", "They met [@bovaird2007beyond]. ![](photo.jpg)", 19,
        "This picture has no description for people who cannot see it. Say in one sentence what it shows: "
        "![Four people at a table](picture.png). If it is mere decoration, write ![decorative](picture.png).",
    ),
}  # fmt: skip


def problems(site: Site) -> list[tuple[str, int, str]]:
    return [(found.path, found.line, f"{found.message} {found.hint}") for found in check(site)]


def test_the_sample_itself_is_sound(site_in: SiteIn) -> None:
    assert problems(site_in(BASE)) == []


@pytest.mark.parametrize("row", ROWS)
def test_a_slip_is_told_at_its_line_with_what_to_do(site_in: SiteIn, row: str) -> None:
    path, old, new, line, says = ROWS[row]
    assert old in BASE[path]
    files = {**BASE, path: BASE[path].replace(old, new, 1), "docs/case-studies/photo.jpg": "a picture"}

    found = problems(site_in(files))

    assert (path, line, says) in found
    assert not re.search(r"\b(?:YAML|schema|invalid|regex|Traceback)\b", says, re.IGNORECASE)
