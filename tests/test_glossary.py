"""The glossary: what it reads from its page, and where other pages use its terms."""

from collections.abc import Callable, Mapping

import pytest

from evidence.content import Site
from evidence.glossary import Glossary, Term, read_glossary

SiteOf = Callable[[Mapping[str, str], str], Site]

PAGE = """---
title: Words explained
---

Plain meanings.

## Carer

Someone who looks after a *relative* or friend [@doe; @roe]. Not paid.

The law counts them [@doe].

Also: carers; unpaid carer.

## TLAP

Think Local Act Personal.

## Empty
"""


@pytest.fixture(scope="module")
def glossary(site_of: SiteOf) -> Glossary:
    return read_glossary(site_of({"glossary.md": PAGE}, ""))


def test_a_term_is_a_heading_with_its_meaning_and_its_forms(glossary: Glossary) -> None:
    assert glossary.terms == (
        Term("Carer", "carer", "Someone who looks after a relative or friend. Not paid.", ("carers", "unpaid carer")),
        Term("TLAP", "tlap", "Think Local Act Personal.", ()),
    )


def test_a_site_without_a_glossary_explains_nothing(site_of: SiteOf) -> None:
    site = site_of({"nations/wales.md": "Carers."}, "")

    assert [*read_glossary(site).uses(site.pages[0])] == []


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Carers and unpaid carers met. A carer spoke.", ["Carers"]),
        ("An unpaid carer and TLAP met.", ["unpaid carer", "TLAP"]),
        ("- No.\n- Yes: carer.", ["carer"]),
        ("| Who | What |\n|---|---|\n| Carer | A carer |", ["carer"]),
        ("## Carer\n\nText.", []),
        ("See [the carer](x.md) and [@carer; see carer].", []),
        ("See [the carer](x.md), a carer.", ["carer"]),
        ("A `carer`, <!-- carer --> https://example.org/carer and ![carer](x.png).", []),
        ("A carer-led, childcarer or tlap thing.", []),
    ],
)
def test_a_page_uses_a_term_where_it_first_stands_as_a_word(
    glossary: Glossary, site_of: SiteOf, text: str, used: list[str]
) -> None:
    page = site_of({"nations/wales.md": text}, "").pages[0]

    assert [text[start:end] for start, end, _ in glossary.uses(page)] == used


@pytest.mark.parametrize("uri", ["glossary.md", "contributing/index.md"])
def test_some_pages_explain_no_terms(glossary: Glossary, site_of: SiteOf, uri: str) -> None:
    page = site_of({uri: "A carer."}, "").pages[0]

    assert [*glossary.uses(page)] == []


def test_a_page_about_a_term_does_not_send_readers_away_for_it(glossary: Glossary, site_of: SiteOf) -> None:
    page = site_of({"a.md": "---\ntitle: Carers\n---\n\nA carer and TLAP."}, "").pages[0]

    assert [term.name for _, _, term in glossary.uses(page)] == ["TLAP"]
