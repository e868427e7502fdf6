"""The rule about addresses: of pages, old and new, and of places on a page."""

from collections.abc import Callable

import pytest

from evidence.rules.addresses import clashing_address

Told = Callable[..., list[str]]

BUILD = "a page that the build makes."


def formerly(*addresses: str) -> str:
    return "---\ntitle: T\nformerly:\n" + "".join(f"  - {address}\n" for address in addresses) + "---\n"


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ({"a.md": formerly("old"), "b.md": formerly("older")}, []),
        (
            {"a.md": formerly("old", "older/"), "b.md": formerly("/older")},
            ["docs/b.md:4: The old address '/older' is taken by docs/a.md."],
        ),
        ({"a.md": formerly("a")}, ["docs/a.md:4: The old address 'a' is taken by docs/a.md."]),
        ({"a.md": formerly("old", "old")}, ["docs/a.md:5: The old address 'old' is taken by docs/a.md."]),
        ({"a.md": formerly("b/index"), "b.md": ""}, ["docs/a.md:4: The old address 'b/index' is taken by docs/b.md."]),
        ({"a.md": formerly("B"), "b.md": ""}, ["docs/a.md:4: The old address 'B' is taken by docs/b.md."]),
        ({"a.md": "", "a/index.md": ""}, ["docs/a/index.md:1: The address 'a/' of this page is taken by docs/a.md."]),
        ({"A.md": "", "a.md": ""}, ["docs/a.md:1: The address 'a/' of this page is taken by docs/A.md."]),
        (
            {"README.md": "", "index.md": ""},
            ["docs/index.md:1: The address '' of this page is taken by docs/README.md."],
        ),
        (
            {"references/by-kind.md": ""},
            [f"docs/references/by-kind.md:1: The address 'references/by-kind/' of this page is taken by {BUILD}"],
        ),
        (
            {"a.md": formerly("404.html", "assets/map.png")},
            [
                "docs/a.md:4: The old address '404.html' is taken by a file of the site.",
                "docs/a.md:5: The old address 'assets/map.png' is taken by a file of the site.",
            ],
        ),
        (
            {"a.md": formerly("references/scw2019/index")},
            [f"docs/a.md:4: The old address 'references/scw2019/index' is taken by {BUILD}"],
        ),
    ],
)
def test_an_address_belongs_to_one_page(told_of_all: Told, pages: dict[str, str], expected: list[str]) -> None:
    assert told_of_all(clashing_address, pages, files=["assets/map.png"]) == expected


TWICE = "The address '#own' is given twice on this page."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## The law {#own}\n\n## The law\n\n- Said. {#said}\n", []),
        ("## Own\n\nSaid @{https://example.org/#own} and `{#own}`.", []),
        ("## One {#own}\n\n## Two {: .x #own }", [f"3:15: {TWICE}"]),
        ("## Own\n\nSaid.\n{: #own }", [f"4:5: {TWICE}"]),
        ("Said.\n{: #s-123abc }", ["2:5: The address '#s-123abc' on this page is one that the build gives."]),
        ("## Facts {#facts}", ["1:12: The address '#facts' on this page is one that the build gives."]),
    ],
)
def test_an_address_on_a_page_belongs_to_one_place(told: Told, text: str, expected: list[str]) -> None:
    assert told(clashing_address, text) == expected
