"""Tables that become drawings: the words stay, the marks and the roles are added."""

from collections.abc import Callable, Mapping

import pytest
from lxml import html
from markdown import Markdown

from evidence.content import Site
from evidence.render import Renderer

SiteOf = Callable[[Mapping[str, str], str], Site]

NATIONS = """| Nation | What the law asks |
|---|---|
| [England](../nations/england.md) | To *listen* [@doe]. |
| [Wales](wales.md) | |
| Elsewhere | Nothing. |"""
GRID = """| Who delivers | Professionals plan | Both plan | Communities plan |
|---|---|---|---|
| **Professionals** | Traditional | [Co-designed](co-design.md) | Empty in the grid |
| **Both** | Co-delivered | Co-produced | Empty in the grid |
| **Communities** | Co-opted | Empty in the grid | Self-organised |"""
BANDS = """| Band | Rungs | What it means |
|---|---|---|
| Doing with | [Co-design](co-design.md) | Equal & [fair](fair.md). |
| Doing for | none | Not shared. |
| Doing to | none | Passive. |"""
CASE = "---\ntitle: {0}\nplanned_by: {{partnership: our reading}}\ndelivered_by: {{professionals: our reading}}\n---\n"
BAND = "band: doing with\nposition: 6\n"
LIBRARY = "@misc{doe, author = {Doe, Jane}, year = 2001, title = {A}}"


def drawn(site_of: SiteOf, converter: Markdown, table: str) -> html.HtmlElement:
    pages = {
        "ways-to-involve/index.md": f"---\ntitle: Ways\n---\n\nBefore [@doe].\n\n{table}\n\nAfter [@doe].\n",
        "ways-to-involve/co-design.md": f"---\ntitle: Co-design\nsummary: <b> & more\n{BAND}---\n",
        "case-studies/a.md": CASE.format("A"),
        "case-studies/b.md": CASE.format("B"),
    }
    site = site_of(pages, LIBRARY)
    body = Renderer(site).body(site.by_uri["ways-to-involve/index.md"])
    tree = html.fragment_fromstring(body.filled(converter.reset().convert(body.text)).text, create_parent=True)
    for tip in tree.find_class("dw-tip"):
        tip.drop_tree()
    return tree


def rows(tree: html.HtmlElement) -> list[list[str]]:
    return [[" ".join(cell.text_content().split()) for cell in row.iter("th", "td")] for row in tree.iter("tr")]


def test_nations_stand_side_by_side_each_with_its_mark(site_of: SiteOf, converter: Markdown) -> None:
    tree = drawn(site_of, converter, NATIONS)

    assert rows(tree) == [
        ["Nation", "What the law asks"],
        ["England", "2 To listen (Doe, 2001)."],
        ["Wales", ""],
        ["Elsewhere", "Nothing."],
    ]
    assert tree.xpath("//tbody/tr/th/@class") == ["is-england", "is-wales"]
    assert tree.xpath("//tbody/tr/th//use/@href") == ["#mark-nation-england", "#mark-nation-wales"]
    assert tree.xpath("//th/a/@href") == ["../nations/england.md", "wales.md"]
    assert [number.text for number in tree.find_class("dw-num")] == ["1", "2", "3"]


@pytest.mark.parametrize("table", [NATIONS, GRID], ids=["nations", "grid"])
def test_every_part_of_a_drawn_table_says_what_it_is(site_of: SiteOf, converter: Markdown, table: str) -> None:
    tree = drawn(site_of, converter, table)
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    heads = {"col": "columnheader", "row": "rowheader"}

    parts = [*tree.iter(*roles, "th")]

    assert len(parts) > 10
    assert [part.get("role") for part in parts] == [
        heads[part.get("scope")] if part.tag == "th" else roles[part.tag] for part in parts
    ]


def test_the_grid_counts_case_studies_and_leaves_empty_what_is_empty(site_of: SiteOf, converter: Markdown) -> None:
    tree = drawn(site_of, converter, GRID)

    assert rows(tree)[1:] == [
        [
            "Who delivers: Professionals",
            "Professionals plan: Traditional No case study yet",
            "Both plan: Co-designed 2 case studies",
            "Communities plan: Empty in the grid",
        ],
        [
            "Who delivers: Both",
            "Professionals plan: Co-delivered No case study yet",
            "Both plan: Co-produced No case study yet",
            "Communities plan: Empty in the grid",
        ],
        [
            "Who delivers: Communities",
            "Professionals plan: Co-opted No case study yet",
            "Both plan: Empty in the grid",
            "Communities plan: Self-organised No case study yet",
        ],
    ]
    assert [cell.get("class") for cell in tree.iter("td")] == [
        None, None, "is-none", None, None, "is-none", None, "is-none", None,
    ]  # fmt: skip
    assert tree.xpath("//td//use/@href") == [f"#mark-grid-{row}{column}" for row in range(3) for column in range(3)]
    assert [link.get("href") for link in tree.find_class("dw-count") if link.tag == "a"] == [
        "../case-studies/explore/?planned=partnership&delivered=professionals"
    ]


def test_the_ladder_takes_the_place_of_its_table(site_of: SiteOf, converter: Markdown) -> None:
    tree = drawn(site_of, converter, BANDS)

    assert not tree.findall(".//table")
    (ladder,) = tree.find_class("dw-ladder")
    assert [" ".join(name.text_content().split()) for name in ladder.find_class("dw-band__name")] == [
        "Doing with Equal & fair.", "Doing for Not shared.", "Doing to Passive.",
    ]  # fmt: skip
    assert [" ".join(rung.text_content().split()) for rung in ladder.find_class("dw-rung")] == [
        "Co-design No case study yet<b> & more"
    ]
    assert ladder.xpath(".//a/@href") == ["../ways-to-involve/co-design/"]
    assert [number.text for number in tree.find_class("dw-num")] == ["1", "2"]


@pytest.mark.parametrize(
    "table",
    [
        NATIONS.replace("| Nation |", "| Country |"),
        GRID.replace("| **Both** | Co-delivered | Co-produced | Empty in the grid |\n", ""),
        BANDS.replace("Passive.", "Passive [@doe]."),
    ],
    ids=["another header", "rows that are not three", "a citation in the table of bands"],
)
def test_any_other_table_stays_as_it_is(site_of: SiteOf, converter: Markdown, table: str) -> None:
    tree = drawn(site_of, converter, table)

    (found,) = tree.findall(".//table")
    assert found.get("class") is None
    assert not tree.find_class("dw-view")
