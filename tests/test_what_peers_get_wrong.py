"""What tools like ours get wrong, each seen by trying them in November 2026, and what we do instead."""

import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import html
from markdown import Markdown

from evidence.content import Site
from evidence.generate import generated_page
from evidence.render import Renderer
from evidence.rules import check

SiteOf = Callable[[Mapping[str, str], str], Site]
Evidence = Callable[..., subprocess.CompletedProcess[str]]

WALES = "docs/nations/wales.md"


def shown(site: Site, converter: Markdown, uri: str = "a.md") -> html.HtmlElement:
    """Give a page as a reader sees it, without the previews of its sources."""
    page = html.fragment_fromstring(
        converter.reset().convert(Renderer(site).page(site.by_uri[uri]).markdown), create_parent="main"
    )
    for tip in page.find_class("dw-tip"):
        tip.drop_tree()
    return page


def words(page: html.HtmlElement) -> str:
    """Give a page's own words, without its head and its Sources."""
    for added in (*page.find_class("dw-head"), *page.find_class("dw-block"), *page.find_class("dw-num")):
        added.drop_tree()
    return " ".join(page.text_content().split())


def change(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text(encoding="utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), encoding="utf-8")


def reported(output: str) -> list[tuple[str, str]]:
    """Give the place and the rule of each problem that the command printed."""
    return re.findall(r"^(\S+:\d+:\d+): .* \[([\w-]+)\]$", output, re.MULTILINE)


def test_a_missing_key_never_vanishes_silently(project: Path, evidence: Evidence) -> None:
    change(project, WALES, "[@author2020work, p. 4]", "[@author2021work, p. 4]")

    run = evidence("build")

    assert run.returncode == 1
    assert reported(run.stdout) == [(f"{WALES}:11:21", "unresolved-citation")]
    assert not (project / "site").exists()


def test_a_duplicate_key_is_never_silent(project: Path, evidence: Evidence) -> None:
    library = project / "references.bib"
    entry = library.read_text(encoding="utf-8")
    library.write_text(entry + entry.replace("A work about listening", "Another work"), encoding="utf-8")

    run = evidence("build")

    assert run.returncode == 1
    assert reported(run.stdout) == [("references.bib:11:1", "duplicate-reference")]


def test_one_malformed_entry_never_drops_the_whole_library(project: Path, evidence: Evidence) -> None:
    library = project / "references.bib"
    library.write_text("@book{broken, title = {A}\n\n" + library.read_text(encoding="utf-8"), encoding="utf-8")

    run = evidence("build")

    assert run.returncode == 1
    assert reported(run.stdout) == [("references.bib:1:1", "unreadable-reference")]


LIBRARY = """
@misc{doe, author = {Doe, J.}, year = 2001, title = {A}}
@misc{x1, author = {Roe, R.}, year = 2022, title = {Second}}
@misc{x2, author = {Roe, R.}, year = 2022, title = {First}}
"""


def test_citations_within_code_are_never_rewritten(site_of: SiteOf, converter: Markdown) -> None:
    text = "So `[@doe]`.\n\n```\n[@doe]\n```\n\n    @doe [p. 4]\n\n- x\n\n    ~~~\n    [@doe]\n    ~~~\n"

    page = shown(site_of({"a.md": text}, LIBRARY), converter)

    assert [code.text_content().strip() for code in page.iter("code")] == ["[@doe]", "[@doe]", "@doe [p. 4]", "[@doe]"]
    assert page.find_class("dw-cite") == []


@pytest.mark.parametrize(
    "text",
    [
        "Write to first.last@doe.org, please.",
        "<mailto:me@doe.org> and [us](mailto:us@doe.org)",
        "See https://x.org/@doe/1 and <https://x.org/@doe>.",
        "[Follow us](https://x.org/@doe)",
        r"We are \@doe on the web.",
        "At 5pm @ home",
    ],
)
def test_addresses_and_handles_are_never_taken_for_citations(site_of: SiteOf, converter: Markdown, text: str) -> None:
    site = site_of({"about/a.md": f"---\ntitle: A\nsummary: A.\n---\n\n{text}\n"}, LIBRARY)

    assert [problem for problem in check(site) if "citation" in problem.rule] == []
    assert shown(site, converter, "about/a.md").find_class("dw-cite") == []


def test_a_handle_that_looks_like_a_citation_is_never_lost(site_of: SiteOf) -> None:
    problems = check(site_of({"about/a.md": "---\ntitle: A\nsummary: A.\n---\n\nFollow @home.\n"}, LIBRARY))

    found = [problem for problem in problems if problem.rule == "unresolved-citation"]
    assert [(problem.line, r"\@home" in problem.hint) for problem in found] == [(6, True)]


def test_letters_are_never_missing_in_the_text_nor_other_ones_on_another_page(
    site_of: SiteOf, converter: Markdown
) -> None:
    site = site_of({"a.md": "So [@x1].\n", "b.md": "So [@x2] and @x1.\n"}, LIBRARY)

    assert words(shown(site, converter, "a.md")) == "So (Roe, 2022b)."
    assert words(shown(site, converter, "b.md")) == "So (Roe, 2022a) and Roe (2022b)."
    listed = shown(site, converter, "b.md").find_class("dw-source__ref")
    assert [source.text_content() for source in listed] == ["Roe, R. (2022a) First.", "Roe, R. (2022b) Second."]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("[@doe, p. 4]", "(Doe, 2001, p. 4)"),
        ("[see @doe, pp. 4–6, and elsewhere]", "(see Doe, 2001, pp. 4–6, and elsewhere)"),
        ("[@doe, {ch. 2, p. 4}]", "(Doe, 2001, ch. 2, p. 4)"),
        ("@doe [p. 4]", "Doe (2001, p. 4)"),
        ("[@doe, para. 3(1); @x1, s. 2]", "(Doe, 2001, para. 3(1); Roe, 2022b, s. 2)"),
    ],
)
def test_locators_are_never_lost(site_of: SiteOf, converter: Markdown, typed: str, seen: str) -> None:
    assert words(shown(site_of({"a.md": f"So {typed}.\n"}, LIBRARY), converter)) == f"So {seen}."


def test_links_lead_back_from_a_reference_to_every_page_that_cites_it(site_of: SiteOf, converter: Markdown) -> None:
    site = site_of({"a.md": "One [@doe].\n", "nations/b.md": "Two [@doe].\n\nThree [@doe].\n"}, LIBRARY)

    tail = generated_page(Renderer(site), "references/doe/index.md").tail

    links = re.findall(r'<a class="dw-num" href="../../([^"#]*)#([^"]*)"', tail)
    assert [address for address, _ in links] == ["a/", "nations/b/", "nations/b/"]
    assert [anchor for _, anchor in links] == [
        number.get("id") for uri in site.by_uri for number in shown(site, converter, uri).find_class("dw-num")
    ]


@pytest.mark.parametrize("kind", ["report", "online", "thesis", "legislation", "mvbook", "dataset", "unknown"])
def test_report_and_other_types_of_biblatex_never_crash(site_of: SiteOf, converter: Markdown, kind: str) -> None:
    library = f"@{kind}{{doe, author = {{Doe, J.}}, date = {{2001-05-06}}, title = {{A}}, location = {{Cardiff}}}}"

    page = shown(site_of({"a.md": "So [@doe].\n"}, library), converter)

    assert page.find_class("dw-source__ref")[0].text_content() == "Doe, J. (2001) A. Cardiff."


@pytest.mark.parametrize("key", ["doe.2001", "doe:2001", "DBLP:conf/x/Doe01", "doe_2001-a", "doe+roe", "müller"])
def test_keys_with_dots_or_colons_are_never_lost(site_of: SiteOf, converter: Markdown, key: str) -> None:
    library = f"@misc{{{key}, author = {{Doe, J.}}, year = 2001, title = {{A}}}}"

    for typed in (f"So [@{key}].\n", f"So [@{key}, p. 4].\n", f"So [see @{key}; @{key}].\n", f"So [@{{{key}}}].\n"):
        site = site_of({"a.md": typed}, library)
        assert {item.key for item, _ in site.pages[0].items()} == {key}
        assert {link.text for link in shown(site, converter).find_class("dw-cite")} == {"Doe, 2001"}


def test_an_at_sign_in_free_text_between_entries_is_never_fatal(site_of: SiteOf) -> None:
    library = f"Ask me@doe.org or @home.\n{LIBRARY}\nThe end @ last, by @nobody\n"

    site = site_of({"a.md": "So [@doe].\n"}, library)

    assert list(site.library.references) == ["doe", "x1", "x2"]
    assert [problem for problem in check(site) if problem.rule == "unreadable-reference"] == []
