"""What a page states, and the address of each statement."""

import re
from collections.abc import Callable, Mapping

import pytest

from evidence.content import Site
from evidence.statements import Statement, places, statements

SiteOf = Callable[[Mapping[str, str], str], Site]

LIBRARY = """
@misc{doe, author = {Doe, Jane}, year = 2001, title = {A}}
@misc{duo, author = {Roe, R. and Poe, P.}, title = {B}}
@misc{many, author = {Ham, C. and Heenan, D. and Longley, M.}, year = 2013, title = {C}}
@misc{odd, title = {*Odd* <b>title</b> with_under_scores}, year = 2020}
"""
BOX = """---
title: A case
lead_organisation: "Swansea *Council* [@doe]"
period: "2021 [@doe, p. 4] to 2023 [@duo]"
ways_to_involve:
  co-production: "[@many]"
  co-design: our reading
planned_by:
  partnership: "[see @doe; @duo]"
barriers: not stated
---
"""
TEXT = """
## Costs rose [@doe]

A paragraph [@doe; @duo].

Another, which cites nothing.

- An *item* [@doe, p. 4]
- An item, and @duo [p. 5] say so

| Header [@doe] | Other |
|---|---|
| First | Cell [@many] |

> Quoted
> words [@doe].

!!! note "A title [@duo]"

    Within the box [@duo].

With a note.[^1]

[^1]: The note [@many].

`[@doe]` is code.
"""


def found(site_of: SiteOf, text: str, uri: str = "case-studies/a.md", library: str = LIBRARY) -> list[Statement]:
    site = site_of({uri: text, "ways-to-involve/co-production.md": "---\ntitle: Co-production\n---\n"}, library)
    return [*statements(site, site.by_uri[uri])]


def test_every_piece_that_cites_is_a_statement_with_its_words_and_keys(site_of: SiteOf) -> None:
    assert [(state.number, state.name, state.words, state.keys) for state in found(site_of, BOX + TEXT)] == [
        (0, "“Led by”", "Led by: Swansea Council", ("doe",)),
        (0, "“When”", "When: 2021 to 2023", ("doe", "duo")),
        (0, "“Ways to involve: Co-production”", "Ways to involve: Co-production", ("many",)),
        (0, "“Planned by: partnership”", "Planned by: partnership", ("doe", "duo")),
        (0, "“Costs rose (Doe, 2001)”", "Costs rose (Doe, 2001)", ("doe",)),
        (1, "1", "A paragraph (Doe, 2001; Roe and Poe, n.d.).", ("doe", "duo")),
        (2, "2", "An item (Doe, 2001, p. 4)", ("doe",)),
        (3, "3", "An item, and Roe and Poe (n.d., p. 5) say so", ("duo",)),
        (4, "4", "Header (Doe, 2001)", ("doe",)),
        (5, "5", "Cell (Ham et al., 2013)", ("many",)),
        (6, "6", "Quoted words (Doe, 2001).", ("doe",)),
        (7, "7", "A title (Roe and Poe, n.d.)", ("duo",)),
        (8, "8", "Within the box (Roe and Poe, n.d.).", ("duo",)),
        (9, "9", "The note (Ham et al., 2013).", ("many",)),
    ]


def test_facts_and_headings_keep_their_own_addresses(site_of: SiteOf) -> None:
    assert [state.id for state in found(site_of, BOX + TEXT) if not state.number] == [
        "fact-lead-organisation", "fact-period", "fact-ways-to-involve-co-production", "fact-planned-by-partnership",
        "costs-rose",
    ]  # fmt: skip


def test_addresses_are_unique_and_fit_for_an_anchor(site_of: SiteOf) -> None:
    ids = [state.id for state in found(site_of, BOX + TEXT)]

    assert len(set(ids)) == len(ids)
    assert [address for address in ids if not re.fullmatch(r"[a-z][a-z0-9-]*", address)] == []


EDITS = {
    "text above": ("## Costs", "New words [@many].\n\n## Costs"),
    "text below": ("`[@doe]` is code.", "The end [@doe]."),
    "another statement": ("Cell [@many]", "Other words [@many]"),
    "a locator": ("[@doe, p. 4]\n", "[@doe, pp. 40–42]\n"),
    "a prefix": ("words [@doe]", "words [but see @doe]"),
    "another source": ("A paragraph [@doe; @duo]", "A paragraph [@many]"),
    "a further source": ("Within the box [@duo]", "Within the box [@duo] [@doe]"),
    "the way of citing": ("Quoted\n> words [@doe]", "Quoted\n> words @doe [p. 3]"),
    "emphasis": ("A paragraph", "A **paragraph**"),
    "capitals": ("A paragraph", "A PARAGRAPH"),
    "line breaks": ("A paragraph", "A\nparagraph"),
}


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
def test_a_statement_keeps_its_address_when_other_things_change(site_of: SiteOf, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    before = {state.id: state.words for state in found(site_of, TEXT)}
    after = {state.id: state.words for state in found(site_of, TEXT.replace(old, new))}

    gone = {words for address, words in before.items() if address not in after}
    assert gone <= {"Cell (Ham et al., 2013)"}
    assert bool(gone) == (old == "Cell [@many]")


def test_a_statement_whose_words_change_has_another_address(site_of: SiteOf) -> None:
    (one,) = found(site_of, "Costs rose [@doe].")
    (other,) = found(site_of, "Costs fell [@doe].")

    assert one.id != other.id


def test_the_same_words_twice_are_told_apart(site_of: SiteOf) -> None:
    ids = [state.id for state in found(site_of, "Same [@doe].\n\nSame [@duo].\n\nOther [@doe].\n\n- same [@many].\n")]

    assert ids == [ids[0], f"{ids[0]}-2", ids[2], f"{ids[0]}-3"]
    assert ids[2] != ids[0]


CITED = {
    "[@doe]": "(Doe, 2001)",
    "[see @doe, p. 4; @duo]": "(see Doe, 2001, p. 4; Roe and Poe, n.d.)",
    "[@doe, *my* emphasis]": "(Doe, 2001, my emphasis)",
    "[@doe, {p. 4}]": "(Doe, 2001, p. 4)",
    "[-@doe, p. 4]": "(2001, p. 4)",
    "@doe": "Doe (2001)",
    "@doe [p. 4; @duo]": "Doe (2001, p. 4; Roe and Poe, n.d.)",
    "[@doe,\n  p. 4]": "(Doe, 2001, p. 4)",
    "[@lost]": "(@lost)",
    "[@odd, p. 4]": "(*Odd* <b>title</b> with_under_scores, 2020, p. 4)",
}


@pytest.mark.parametrize(("typed", "words"), CITED.items())
def test_words_quote_citations_as_readers_see_them(site_of: SiteOf, typed: str, words: str) -> None:
    (state,) = found(site_of, f"So _they_ say {typed}.")

    assert state.words == f"So they say {words}."


def test_letters_are_those_of_the_whole_library(site_of: SiteOf) -> None:
    library = "".join(f"@misc{{{key}, author = {{Doe, J.}}, year = 2001, title = {{{key}}}}}\n" for key in "zyx")

    assert [state.words for state in found(site_of, "So [@y].\n", library=library)] == ["So (Doe, 2001b)."]


@pytest.mark.parametrize(
    "box",
    [
        'ways_to_involve: "[@doe]"',
        'ways_to_involve: ["[@doe]"]',
        'ways_to_involve:\n  co-production: ["[@doe]"]',
        'unknown: "[@doe]"',
        'title: "[@doe]"',
        'changes:\n  - 2026-11-23: "[@doe]"',
    ],
)
def test_a_citation_where_none_belongs_stops_nothing(site_of: SiteOf, box: str) -> None:
    assert [state.keys for state in found(site_of, f"---\n{box}\n---\n")] == [("doe",)]


def test_places_give_for_each_source_the_pages_and_statements_that_cite_it(site_of: SiteOf) -> None:
    site = site_of({"b.md": "One [@doe].\n\nTwo [@duo; @doe; @doe].\n", "a.md": "Three [@doe; @lost].\n"}, LIBRARY)

    cited = places(site, {page.uri: statements(site, page) for page in site.pages})

    assert {key: [(place.page.uri, place.statement.number) for place in found] for key, found in cited.items()} == {
        "doe": [("a.md", 1), ("b.md", 1), ("b.md", 2)],
        "lost": [("a.md", 1)],
        "duo": [("b.md", 2)],
    }


def test_a_cell_that_holds_nothing_but_a_citation_goes_by_its_row(site_of: SiteOf) -> None:
    head = "---\ntitle: A\n---\n\n| What | Source |\n|---|---|\n"
    rows = ["| Trust | [@doe] |\n", "| Pay | [@doe] |\n"]

    before = site_of({"nations/a.md": head + "".join(rows)}, LIBRARY)
    after = site_of({"nations/a.md": head + "| New | [@doe] |\n" + "".join(rows)}, LIBRARY)

    ids = [statement.id for statement in statements(before, before.pages[0])]
    assert len(set(ids)) == 2
    assert [statement.id for statement in statements(after, after.pages[0])][1:] == ids


TABLE = (
    "| Who | Law | Pay |\n|---|---|---|\n| England | Yes [@doe] | Yes [@doe] |\n| Wales | Yes [@doe] | Yes [@doe] |\n"
)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("England | Yes", "England | No", [0]),
        ("| Wales | Yes [@doe] | Yes", "| Wales | Yes [@doe] | No", [3]),
        ("| England |", "| England [@doe, p. 2] |", []),
        ("| England |", "| |", [0, 1]),
        ("| England | Yes [@doe] |", "| England | `a|b` \\| [@doe] |", [0]),
    ],
)
def test_cells_with_the_same_words_are_told_apart_by_row_and_column(
    site_of: SiteOf, old: str, new: str, changed: list[int]
) -> None:
    before = [state.id for state in found(site_of, TABLE)]
    after = [state.id for state in found(site_of, TABLE.replace(old, new)) if state.words[:7] != "England"]

    assert len({*before, *after}) == 4 + len(changed)
    assert [number for number in range(4) if after[number] != before[number]] == changed
