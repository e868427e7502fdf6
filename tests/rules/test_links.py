"""The rule about links: every way to write one, and every way to miss."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from evidence.content import Site
from evidence.rules import check
from evidence.rules.links import unresolved_link
from evidence.settings import Settings
from evidence.statements import statements

SiteOf = Callable[[Mapping[str, str], str], Site]
Told = Callable[..., list[str]]

PAGES = {
    "index.md": "Home.",
    "nations/index.md": "Nations.",
    "nations/scotland.md": "## The law\n\n## Café culture\n\n## The law\n\n## Own {#own}\n\n- Said [@scw2019].",
    "ways-to-involve/co-design.md": "---\ntitle: Co-design\nformerly:\n  - ways-to-involve/designing\n---\n",
}
FILES = ("assets/a (b).png", "nations/map one.png")
LOST = "The link to '{}' goes to a file that is not there."
GONE = "The link to '{}' goes to a page that is not there."


@pytest.mark.parametrize(
    "link",
    [
        "[a](scotland.md)",
        "[a](../nations/scotland.md)",
        "[a](./scotland.md)",
        "[a](<scotland.md>)",
        "[a]( scotland.md )",
        "[a](\nscotland.md)",
        '[a](scotland.md "Title (x)")',
        "[a](scotland.md 'Title')",
        "[a](scotland.md?x=1&amp;y=(2)#the-law)",
        "[a](scotland.md#the-law) [a](scotland.md#the-law_1) [a](scotland.md#own)",
        "[a](scotland.md#cafe-culture)",
        "[a](scotland.md#comes-from) [a](scotland.md#main) [a](../ways-to-involve/co-design.md#facts)",
        "[a](scotland.md#sources) [a](scotland.md#src-scw2019) [a](../index.md)",
        "[a](%73cotland.md)",
        "![a](<../assets/a (b).png>)",
        "![a](../assets/a%20(b).png)",
        "![a](map%20one.png)",
        "[![a](map%20one.png)](scotland.md)",
        "[a](../references/index.md) [a](../references/scw2019/index.md) [a](../references/by-kind.md#x)",
        "[a](../contributing/health.md) [a](../contributing/fields.md)",
        "[a](https://example.org/nations/x.md#y) [a](mailto:a@example.org) [a](tel:+4412)",
        "[a](javascript:alert(1))",
        "[a][b]\n\n[b]: scotland.md 'Title'",
        '[a][b]\n\n[b]:\n    <scotland.md>\n    "Title"',
        "[a][b]\n\n> [b]: scotland.md",
        "![a]\n\n[A]: map%20one.png",
        "Words [note]: it says so. \\[Note]: so",
        "[@scw2019]: it says so",
        "Said.[^1]\n\n[^1]: it says so",
        "Said[^1]: so.\n\n> [^1]: it says so",
        "Said \\[^1] and `[^1]`.",
        "[a][B  c]\n\n[b c]: scotland.md",
        "[a][]\n\n[A]: scotland.md",
        "[a](scotland.md)[@scw2019] and [sic] [p. 4] and `[a][b]`",
        "- Said. {#own}\n\n[a](#own)",
        "`[a](gone.md)`",
        "```\n[a](gone.md)\n```",
        "<!-- [a](gone.md) -->",
        "<https://example.org/gone.md>",
        "A pair [of brackets] (gone.md).",
        "## The law {#law}\n\n[a](#law)",
        "[a](gone",
        "[a](gone\n\nend)",
    ],
)
def test_links_that_lead_somewhere(told: Told, link: str) -> None:
    assert told(unresolved_link, {**PAGES, "nations/wales.md": link}, files=FILES) == []


@pytest.mark.parametrize(
    ("link", "expected", "hint"),
    [
        ("[a](scotlnd.md)", "1:5: " + GONE.format("nations/scotlnd.md"), "The nearest is 'scotland.md'."),
        ("[a](<scotlnd.md>)", "1:6: " + GONE.format("nations/scotlnd.md"), "The nearest is 'scotland.md'."),
        ("[a](scotland)", "1:5: " + GONE.format("nations/scotland"), "The page is 'scotland.md'."),
        ("[a](scotland/)", "1:5: " + GONE.format("nations/scotland"), "The page is 'scotland.md'."),
        ("[a](../nations/)", "1:5: " + GONE.format("nations"), "The page is 'index.md'."),
        (
            "[a](co-design.md)",
            "1:5: " + GONE.format("nations/co-design.md"),
            "The page is '../ways-to-involve/co-design.md'.",
        ),
        (
            "[a](codesign.md)",
            "1:5: " + GONE.format("nations/codesign.md"),
            "The nearest is '../ways-to-involve/co-design.md'.",
        ),
        (
            "[a](../ways-to-involve/designing.md)",
            "1:5: " + GONE.format("ways-to-involve/designing.md"),
            "The page is now '../ways-to-involve/co-design.md'.",
        ),
        ("[a](../../x.md)", "1:5: " + GONE.format("../x.md"), "Correct the name, or write that page first."),
        (
            "[a](gone_(1).md)",
            "1:5: " + GONE.format("nations/gone_(1).md"),
            "Correct the name, or write that page first.",
        ),
        ("[a](scotlnd.md?x=1)", "1:5: " + GONE.format("nations/scotlnd.md"), "The nearest is 'scotland.md'."),
        ("![a](x.png)", "1:6: " + LOST.format("nations/x.png"), "Put the file there, or correct its name."),
        (
            "[a][b]\n\n[b]: gone.md",
            "3:6: " + GONE.format("nations/gone.md"),
            "Correct the name, or write that page first.",
        ),
        (
            "[a][b]\n\n- [b]:\n  gone.md",
            "4:3: " + GONE.format("nations/gone.md"),
            "Correct the name, or write that page first.",
        ),
        (
            "[a](../references/nobody/index.md)",
            "1:5: " + GONE.format("references/nobody/index.md"),
            "Cite the source in place of linking to it: [@key].",
        ),
        (
            "[a](_template.md)",
            "1:5: The link to 'nations/_template.md' goes to a template, which is not published.",
            "Link to another page.",
        ),
        (
            "[a](/nations/scotland.md)",
            "1:5: The link '/nations/scotland.md' begins with a slash.",
            "Write the way from this page: ../nations/wales.md",
        ),
        (
            "[a](//example.org)",
            "1:5: The link '//example.org' begins with a slash.",
            "Write the way from this page: ../nations/wales.md",
        ),
        (
            "[a](map one.png)",
            "1:5: The link 'map one.png' has a space in its address.",
            "Write %20 for it, or rename the file.",
        ),
        ("[a]()", "1:5: This link leads nowhere.", "Write an address in its round brackets."),
        ("[a](<>)", "1:6: This link leads nowhere.", "Write an address in its round brackets."),
        ("[a](#)", "1:5: This link leads nowhere.", "Write an address in its round brackets."),
        ("[a](https://[x)", "1:5: The link 'https://[x' cannot be read.", "Copy the address again from the browser."),
        (
            "[a](scotland.md#the-laws)",
            "1:5: The page docs/nations/scotland.md has no heading '#the-laws'.",
            "The nearest is '#the-law'.",
        ),
        (
            "[a](#x)",
            "1:5: The page docs/nations/wales.md has no heading '#x'.",
            "Take the words of the heading, in small letters with hyphens.",
        ),
        (
            "[a][b]",
            "1:1: The link '[a][b]' leads nowhere: no line says where 'b' is.",
            "Write the address in round brackets: [a](../nations/wales.md)",
        ),
        (
            "![a][]",
            "1:2: The link '[a][]' leads nowhere: no line says where 'a' is.",
            "Write the address in round brackets: [a](../nations/wales.md)",
        ),
        (
            "Said.[^1]",
            "1:8: The footnote '[^1]' is marked here, but not written.",
            "Write it below, on a line of its own: [^1]: The words of the note.",
        ),
        (
            "Said.[^1]\n\n[^1]: A.\n[^1]: B.",
            "4:3: The footnote '[^1]' is written twice.",
            "Give one of the two another name.",
        ),
        (
            "> [^1]: A.",
            "1:5: The footnote '[^1]' is written, but nothing on the page leads to it.",
            "Put [^1] where it belongs, or remove the note.",
        ),
        (
            "[![a](x.png)](scotland.md)",
            "1:7: " + LOST.format("nations/x.png"),
            "Put the file there, or correct its name.",
        ),
    ],
)
def test_links_that_lead_nowhere(told: Told, hinted: Told, link: str, expected: str, hint: str) -> None:
    pages = {**PAGES, "nations/wales.md": link}

    assert told(unresolved_link, pages, files=FILES) == [expected]
    assert hinted(unresolved_link, pages, files=FILES) == [hint]


def test_a_link_may_lead_to_a_statement_or_a_fact(told: Told, site_of: SiteOf) -> None:
    case = "---\ntitle: Swansea\nperiod: '2020 [@scw2019]'\n---\n\n- Said [@scw2019]."
    site = site_of({"case-studies/swansea.md": case}, "")
    ids = [statement.id for statement in statements(site, site.pages[0])]
    links = " ".join(f"[a](swansea.md#{id_})" for id_ in ids)

    assert len(ids) == 2
    assert told(unresolved_link, {"case-studies/swansea.md": case, "case-studies/other.md": links}) == []


@pytest.mark.parametrize(
    ("box", "hint"),
    [
        ("nations: [scotlnd]", "The nearest is 'scotland'."),
        ("nations: [xyz]", "Correct the name, or write that page first. There are: scotland, all-island."),
        ("nations: [all-island]", "Correct the name, or write that page first. There are: scotland, all-island."),
        ("ways_to_involve:\n  designing: our reading", "The page is now 'co-design'."),
        ("ways_to_involve: not stated", None),
        ("ways_to_involve:\n  co-design: our reading", None),
    ],
)
def test_links_in_the_box_name_pages(hinted: Told, box: str, hint: str | None) -> None:
    pages = {**PAGES, "case-studies/swansea.md": f"---\ntitle: Swansea\n{box}\n---\n"}

    assert hinted(unresolved_link, pages) == ([hint] if hint else [])


def test_a_pack_names_pages_with_their_folders(hinted: Told) -> None:
    pages = {
        **PAGES,
        "meeting-packs/first.md": "---\npages:\n  - nations/scotland\n  - nations/scotlnd\n  - co-design\n---\n",
    }

    assert hinted(unresolved_link, pages) == [
        "The nearest is 'nations/scotland'.",
        "The page is 'ways-to-involve/co-design'.",
    ]


def test_the_index_of_a_folder_is_none_of_its_pages(told: Told) -> None:
    assert told(unresolved_link, {**PAGES, "case-studies/a.md": "---\nnations: [index]\n---\n"}, files=FILES) == [
        "2:11: 'index' is not one of the values of 'nations'."
    ]


@pytest.mark.parametrize(
    ("text", "place", "label"),
    [
        ("[Note]: compulsory [@scw2019]", "1:1", "Note"),
        ("Said.\n[Note]: so it is", "2:1", "Note"),
        ("- Said.\n  [Note]: so [@scw2019].", "2:3", "Note"),
        ("> [Note]: so it is", "1:3", "Note"),
        ("[Councils\nmust pay]: always", "1:1", "Councils must pay"),
        ("1. [A B]: scotland.md 'Title'", "1:4", "A B"),
    ],
)
def test_a_line_that_would_not_show_is_told(told: Told, text: str, place: str, label: str) -> None:
    message = f"'[{label}]:' at the beginning of a line is read as the address of a link, so it may not show."
    assert told(unresolved_link, {**PAGES, "nations/wales.md": text}, files=FILES) == [f"{place}: {message}"]


@pytest.mark.parametrize(
    ("picture", "offset"),
    [
        ("![a](https://x.example/a.png)", 1),
        ("So: ![a]( <HTTP://x.example/a.png> 'T')", 5),
        ("![a](//x.example/a.png)", 1),
        ("![a][b]\n\n[b]: https://x.example/a.png", 1),
        ("[![A][]](scotland.md)\n\n[a]: https://x.example/a.png", 2),
        ("![a]\n\n[a]: <https://x.example/a.png>", 1),
        ("![a \\] [b]](https://x.example/a.png)", 1),
    ],
)
def test_a_picture_that_stands_on_another_site_is_told(told: Told, picture: str, offset: int) -> None:
    (first, *_) = told(unresolved_link, {**PAGES, "nations/wales.md": picture}, files=FILES)
    assert first.startswith(f"1:{offset}: The picture '")
    assert first.endswith("x.example/a.png' stands on another site, and our pages ask no other site.")


def test_a_link_to_this_site_by_its_whole_address_is_told(site_of: SiteOf) -> None:
    text = "[a](https://x.example/kb/nations/wales/) [b](HTTP://X.example/kb#d) [c](https://x.example/kbx/)"
    site = replace(site_of({"a.md": text}, ""), settings=Settings(site_url="https://x.example/kb/"))

    assert [problem.column for problem in check(site, [unresolved_link])] == [5, 46]
