"""Sources that a page brings with it: read under the library's rules, shown as sources, never as text."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import html

from evidence.__main__ import main
from evidence.content import Site
from evidence.generate import generated_page
from evidence.new_sources import without_new_sources
from evidence.read import read_page
from evidence.render import Renderer
from evidence.rules import check
from evidence.source import Source

SiteOf = Callable[[Mapping[str, str], str], Site]

URI = "nations/wales.md"
LIBRARY = "@misc{old2020a, author = {Old, Ann}, title = {Old}, year = {2020}, url = {https://a.test/}, seen = {part}}\n"
NEW = """```bibtex new-source
@misc{new2021b,
  author = {{Social Care Wales}},
  title  = {Care \\& {NHS}},
  year   = {2021},
  month  = may,
  url    = {https://b.test/},
  seen   = {part},
}
```"""
BOX = "---\ntitle: Wales\nsummary: A nation.\nchecked: 2026-11-23\n---\n"
PAGE = f"{BOX}\n## What\n\n- Words [@new2021b].\n\n{NEW}\n\n- More [@old2020a].\n"


def told(site: Site) -> list[str]:
    return [f"{found.path}:{found.line}:{found.column}: {found.message}" for found in check(site)]


def test_a_page_may_bring_a_source_with_it(site_of: SiteOf) -> None:
    site = site_of({URI: PAGE}, LIBRARY)

    assert told(site) == []
    assert list(site.library.references) == ["old2020a", "new2021b"]
    assert str(site.labels["new2021b"]) == "Social Care Wales, 2021"


def test_readers_see_the_source_and_not_its_block(site_of: SiteOf) -> None:
    rendered = Renderer(site_of({URI: PAGE}, LIBRARY))
    page = rendered.page(rendered.site.by_uri[URI])

    text = page.text
    assert "bibtex" not in text + page.tail
    assert "@misc" not in text + page.tail
    assert "Social Care Wales, 2021" in text
    assert "Care &amp; NHS" in page.tail


def test_the_text_around_a_block_is_what_it_would_be_without_it(site_of: SiteOf) -> None:
    with_block = Renderer(site_of({URI: PAGE}, LIBRARY))
    without = Renderer(site_of({URI: PAGE.replace(f"{NEW}\n\n", "")}, LIBRARY + NEW.strip("`").partition("\n")[2]))

    found = [each.page(each.site.by_uri[URI]) for each in (with_block, without)]

    first, second = (page.text.split() for page in found)
    assert first == second
    assert found[0].tail == found[1].tail


UNRESOLVED = "9:10: The source 'new2021b' is not in our reference list."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  title  = {", "  title  = {{", [UNRESOLVED, "12:1: The reference 'new2021b' is opened but never closed."]),
        ("  seen   = {part},\n", "", ["12:1: The reference 'new2021b' has no word on how much of it has been read."]),
        ("{{Social Care Wales}}", "{A Body}", ["13:13: 'A Body' could be a person or an organisation."]),
        (
            "new2021b,",
            "Old2020a,",
            [UNRESOLVED, "12:1: The key 'Old2020a' is taken: an entry of references.bib has the key 'old2020a'."],
        ),
        ("https://b.test/", "b.test", ["17:13: 'b.test' is not a whole web address."]),
        ("{Care", "{<b>Care", ["14:13: '<b>Care & NHS' in 'title' is HTML, and references hold plain words."]),
        (
            "{Care",
            "{\\wombat Care",
            ["14:13: We do not know the command '\\wombat' in the field 'title' of 'new2021b'."],
        ),
        (
            "```\n\n- More",
            "- More",
            [
                UNRESOLVED,
                "11:1: The new source that begins here has no end.",
                "12:1: The source 'misc' is not in our reference list.",
            ],
        ),
    ],
)
def test_the_rules_of_the_library_hold_in_a_page(site_of: SiteOf, old: str, new: str, expected: list[str]) -> None:
    assert old in PAGE

    assert told(site_of({URI: PAGE.replace(old, new)}, LIBRARY)) == [f"docs/{URI}:{line}" for line in expected]


def test_a_block_without_a_source_is_reported(site_of: SiteOf) -> None:
    assert told(site_of({URI: f"{BOX}\n```bibtex new-source\nSmith 2020\n```\n"}, LIBRARY)) == [
        f"docs/{URI}:7:1: This block for a new source holds none."
    ]


@pytest.mark.parametrize(
    "shown",
    [f"````markdown\n{NEW}\n````", f"```bibtex\n{NEW.partition(chr(10))[2]}", f"<!--\n{NEW}\n-->"],
    ids=["an example", "BibTeX to read", "a comment"],
)
def test_what_only_shows_or_hides_such_a_block_is_none(site_of: SiteOf, shown: str) -> None:
    site = site_of({URI: f"{BOX}\nWords [@old2020a].\n\n{shown}\n"}, LIBRARY)

    assert list(site.library.references) == ["old2020a"]
    assert site.library.drafts == () or site.library.drafts[0].faults == ()


def test_the_health_page_lists_what_waits(site_of: SiteOf) -> None:
    tails = [
        generated_page(Renderer(site_of({URI: page}, LIBRARY)), "contributing/health.md").tail for page in (PAGE, BOX)
    ]

    waiting, none = (
        html.fragment_fromstring(tail, create_parent="main").get_element_by_id("waiting") for tail in tails
    )
    listed = waiting.getparent().xpath(".//li")
    assert [" ".join(item.text_content().split()) for item in listed] == [
        "Social Care Wales (2021) Care & NHS, in Wales"
    ]
    assert [link.get("href") for link in listed[0].xpath(".//a")] == [
        "../../references/new2021b/",
        "../../nations/wales/",
    ]
    assert "No source waits" in none.getparent().text_content()


def body_without(text: str) -> str:
    return without_new_sources(read_page(Source("docs/a.md", text), "a.md").body)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"A.\n\n{NEW}\n\nB.\n", "A.\n\nB.\n"),
        (f"A.\n\n{NEW}\n", "A.\n"),
        (f"A.\n\n{NEW}", "A.\n"),
        (f"A.\n\n{NEW}\n\n\n{NEW}\n\nB.\n", "A.\n\nB.\n"),
    ],
)
def test_a_page_goes_on_without_its_block(text: str, left: str) -> None:
    assert body_without(text) == left


def test_adopting_moves_the_source_into_the_library(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    page, library = project / "docs" / URI, project / "references.bib"
    text, before = page.read_text(encoding="utf-8"), library.read_text(encoding="utf-8")
    page.write_text(f"{text}- It does [@new2021b].\n\n{NEW}\n", encoding="utf-8")
    assert main(["check"]) == 0
    assert library.read_text(encoding="utf-8") == before

    assert main(["adopt"]) == 0

    out, err = capsys.readouterr()
    assert out == f"Moved 'new2021b' from docs/{URI} into references.bib.\n"
    assert err.endswith("1 moved.\n")
    assert page.read_text(encoding="utf-8") == f"{text}- It does [@new2021b].\n"
    assert library.read_text(encoding="utf-8") == (
        before
        + """
@misc{new2021b,
  author       = {{Social Care Wales}},
  title        = {Care \\& {NHS}},
  year         = {2021},
  month        = may,
  url          = {https://b.test/},
  seen         = {part},
}
"""
    )
    assert main(["check"]) == 0
    assert main(["adopt"]) == 0
    assert capsys.readouterr().err.endswith("No new source waits in a page.\n")


def test_notes_beside_a_source_go_with_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    page, library = project / "docs" / URI, project / "references.bib"
    text, before = page.read_text(encoding="utf-8"), library.read_text(encoding="utf-8")
    named = "@string{scw = {Social Care Wales}}\n% About both.\n\n% Read by Ann.\n@misc{new2021b"
    first = NEW.replace("@misc{new2021b", named)
    second = NEW.replace("new2021b", "new2021c").replace("Care", "Help").replace("b.test", "c.test")
    second = second.replace("\n```", "\n% The end.\n```")
    page.write_text(f"{text}- It does [@new2021b].\n\n{first}\n\nAnd [@new2021c].\n\n{second}\n", encoding="utf-8")

    assert main(["adopt"]) == 0

    after = library.read_text(encoding="utf-8").removeprefix(before)
    assert [line for line in after.splitlines() if line.startswith(("%", "@"))] == [
        "% About both.",
        "% Read by Ann.",
        "@misc{new2021b,",
        "% The end.",
        "@misc{new2021c,",
    ]
    assert main(["check"]) == 0


@pytest.mark.parametrize("change", [("  seen   = {part},\n", ""), ("new2021b,", "author2020work,"), ("@misc", "")])
def test_a_source_with_a_problem_is_not_adopted(
    project: Path, change: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    page, library = project / "docs" / URI, project / "references.bib"
    page.write_text(page.read_text(encoding="utf-8") + "\n" + NEW.replace(*change) + "\n", encoding="utf-8")
    before = page.read_bytes(), library.read_bytes()

    assert main(["adopt"]) == 1

    out, err = capsys.readouterr()
    assert out.startswith(f"docs/{URI}:")
    assert err.endswith("Nothing was moved: put this right first.\n")
    assert (page.read_bytes(), library.read_bytes()) == before
