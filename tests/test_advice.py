"""What could be better in a page: each kind of advice, and what gives none."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from evidence.advice import CLAIMS, DUE, HURTFUL, INITIALS, KINDS, LONG, OTHER_WORDS, PRIVATE, Advice, advice
from evidence.content import Site
from evidence.glossary import read_glossary
from evidence.made.health import notes
from evidence.read import read_site

SiteOf = Callable[[Mapping[str, str], str], Site]

ROOT = Path(__file__).parents[1]
LIBRARY = "@misc{doe, author = {Doe, Jane}, title = {A}, year = {2001}}"
GLOSSARY = "---\ntitle: Glossary\n---\n\n## Joint Strategic Needs Assessment\n\nA plan.\n\nAlso: JSNA.\n"
KEEP = "Keep it if it is a quotation or a legal term."
HOW_WE_KNOW = "Readers will ask how we know. Add a source, or say whose view it is."

FOUND = {
    "Today most people agree.": (CLAIMS, f"'most people' has no source here. {HOW_WE_KNOW}"),
    "And research shows that it works.": (CLAIMS, f"'research shows' has no source here. {HOW_WE_KNOW}"),
    "So 40% said yes.": (CLAIMS, f"'40%' has no source here. {HOW_WE_KNOW}"),
    f"{'Word ' * 40}word.": (LONG, f"This sentence has 41 words. Aim for 25 or fewer: {'Word ' * 12}…"),
    "Service users were asked.": (
        HURTFUL,
        f"Many people prefer 'people who draw on care and support' to 'service users'. {KEEP}",
    ),
    "The elderly and ſervice uſers were asked.": (
        HURTFUL,
        f"Many people prefer 'older people' to 'the elderly'. {KEEP}",
    ),
    "She suffers from pain.": (
        HURTFUL,
        f"Many people prefer 'has, or lives with' to 'suffers from'. {KEEP}",
    ),
    "The ICB met.": (INITIALS, "'ICB' is not in the glossary. Say it in full the first time."),
    "Ask jo.bloggs@example.org.": (
        PRIVATE,
        "'jo.bloggs@example.org' looks private. Remove it unless the person agreed.",
    ),
    "Call 01792 636000 now.": (PRIVATE, "'01792 636000' looks private. Remove it unless the person agreed."),
}
NOTHING = [
    "Today most people agree [@doe].",
    "As @doe says, research shows little.",
    "The law says “service users”.",
    "The integrated care board (ICB) met. The ICB chose.",
    "The NHS and the JSNA in part IV.",
    "From 2019 to 2023, £320,000 was given on 23 November 2026.",
    "See https://example.org/ICB/0123456789.",
    f"{'Word ' * 29}word.",
]


def found(site: Site, uri: str = "a.md") -> list[Advice]:
    return [*advice(site, site.by_uri[uri], read_glossary(site))]


@pytest.mark.parametrize("text", FOUND)
def test_advice_says_what_could_be_better_and_where(site_of: SiteOf, text: str) -> None:
    site = site_of({"a.md": f"---\ntitle: A\n---\n\n{text}\n", "glossary.md": GLOSSARY}, LIBRARY)
    kind, words = FOUND[text]

    assert found(site) == [Advice(kind, 5, words)]
    assert notes(site, ["docs/a.md"]) == [f"docs/a.md, line 5: {words}"]
    assert notes(site, ["docs/b.md"]) == []


def test_a_note_names_the_fields_that_a_page_leaves_open(site_of: SiteOf) -> None:
    fields = (
        "title: A\nsummary: S\nnations: [wales]\nlead_organisation: not stated\nperiod: not stated\nchecked: 2026-11-23"
    )
    site = site_of({"case-studies/a.md": f"---\n{fields}\n---\n"}, LIBRARY)

    assert notes(site, ["docs/case-studies/a.md"]) == [
        "docs/case-studies/a.md leaves open: Led by, When. If a source tells, add it."
    ]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_well_gives_no_advice(site_of: SiteOf, text: str) -> None:
    page = f"---\ntitle: A\n---\n\n## What research shows about ICB\n\n{text}\n"
    site = site_of({"a.md": page, "glossary.md": GLOSSARY}, LIBRARY)

    assert found(site) == []


def test_a_page_is_due_a_year_after_it_was_checked_by_the_newest_day_of_the_site(site_of: SiteOf) -> None:
    days = {"a.md": "2024-02-29", "b.md": "2025-02-28", "c.md": "2024-02-27", "d.md": "soon", "e.md": "9999-01-01"}
    pages = {uri: f"---\ntitle: {uri}\nchecked: {day}\n---\n" for uri, day in list(days.items())[:4]}
    site = site_of(pages, "")
    site = Site(tuple(page for page in site.pages if page.uri != "d.md"), site.files, site.library)

    assert {page.uri: found(site, page.uri) for page in site.pages} == {
        "a.md": [],
        "b.md": [],
        "c.md": [Advice(DUE, 1, "This page was due for checking on 27 February 2025.")],
    }


def test_initials_are_told_once_and_not_to_those_who_make_the_site(site_of: SiteOf) -> None:
    text = "---\ntitle: A\n---\n\nThe ICB met. The ICB chose.\n\nThe ICB again.\n"

    assert [told.kind for told in found(site_of({"a.md": text}, ""))] == [INITIALS]
    assert found(site_of({"contributing/a.md": text}, ""), "contributing/a.md") == []


def test_other_words_are_not_themselves_words_to_avoid() -> None:
    assert not {*OTHER_WORDS} & {*OTHER_WORDS.values()}
    assert all(avoided == avoided.lower() for avoided in OTHER_WORDS)


def test_nobody_is_told_anything_about_our_own_pages_that_stops_them() -> None:
    site = read_site(ROOT)
    told = [advised for page in site.pages for advised in found(site, page.uri)]

    assert {advised.kind for advised in told} <= {*KINDS}
    assert [advised for advised in told if advised.kind == PRIVATE] == []
