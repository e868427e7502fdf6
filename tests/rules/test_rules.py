"""Every rule's page is its test: the files an editor wrote, what the check answers, and files that it leaves alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.content import read_page, read_site
from evidence.rules import RULES, Rule, check, name_of
from evidence.source import Source, read_source

ROOT = Path(__file__).parents[2]
PAGES = "docs/contributing/rules"
FENCE = re.compile(r'^(?P<fence>`{3,})\w+ title="(?P<title>[^"]+)"\n(?P<text>.*?)^(?P=fence)$', re.MULTILINE | re.DOTALL)
ANSWER = "evidence check"

every_rule = pytest.mark.parametrize("rule", RULES, ids=name_of)


def page_of(rule: Rule) -> Source:
    source, faults = read_source(ROOT, f"{PAGES}/{name_of(rule)}.md")
    assert faults == ()
    return source


def blocks(rule: Rule, section: str) -> dict[str, str]:
    """Give the titled blocks of a section of a rule's page."""
    _, reported, not_reported = re.split(r"^## (?:Reported|Not reported)\n", page_of(rule).text, flags=re.MULTILINE)
    text = reported if section == "Reported" else not_reported
    return {block["title"]: block["text"] for block in FENCE.finditer(text)}


def answers(rule: Rule, files: dict[str, str], folder: Path) -> Iterator[str]:
    """Write files and run one rule over them."""
    for path, text in {"docs/.keep": "", "references.bib": "", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return (str(problem) for problem in check(read_site(folder), [rule]))


@every_rule
def test_a_rule_answers_as_its_page_says(rule: Rule, tmp_path: Path) -> None:
    files = blocks(rule, "Reported")
    expected = files.pop(ANSWER)

    assert "\n".join(answers(rule, files, tmp_path)) == expected.rstrip("\n")


@every_rule
def test_a_rule_reports_something_on_its_page(rule: Rule) -> None:
    assert f"[{name_of(rule)}]" in blocks(rule, "Reported")[ANSWER]


@every_rule
def test_a_rule_leaves_alone_what_its_page_says(rule: Rule, tmp_path: Path) -> None:
    files = blocks(rule, "Not reported")

    assert files
    assert list(answers(rule, files, tmp_path)) == []


@every_rule
def test_a_rules_page_opens_with_what_the_rule_asks(rule: Rule) -> None:
    page = read_page(page_of(rule), f"contributing/rules/{name_of(rule)}.md")

    assert page.text("summary") == rule.__doc__


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    pages = {path.stem for path in (ROOT / PAGES).glob("*.md")} - {"index"}

    assert pages == {name_of(rule) for rule in RULES}


@every_rule
def test_a_rules_name_is_an_adjective_and_a_noun(rule: Rule) -> None:
    assert re.fullmatch(
        r"(?:un\w+|missing|duplicate|escaped|hand-typed|malformed|incomplete|clashing|skipped)-[a-z]+(?:-[a-z]+)?",
        name_of(rule),
    )
