"""Every rule's page is its test: the files an editor wrote, what the check answers, and files that it leaves alone."""

import re
from pathlib import Path

import pytest

from evidence.content import Page
from evidence.read import read_page, read_site
from evidence.rules import RULES, Rule, check, name_of
from evidence.source import read_source

ROOT = Path(__file__).parents[2]
PAGES = "docs/contributing/rules"
SECTION = re.compile(r"^## (?P<name>.+)\n", re.MULTILINE)
FENCE = re.compile(
    r'^(?P<fence>`{3,})\w+ title="(?P<title>[^"]+)"\n(?P<text>.*?)^(?P=fence)$', re.MULTILINE | re.DOTALL
)
ANSWER = "evidence check"

every_rule = pytest.mark.parametrize("rule", RULES, ids=name_of)


def page_of(rule: Rule) -> Page:
    path = f"{PAGES}/{name_of(rule)}.md"
    source, faults = read_source(ROOT, path)
    assert faults == ()
    return read_page(source, path.removeprefix("docs/"))


def files_of(rule: Rule, section: str) -> dict[str, str]:
    """Give the titled blocks of a section of a rule's page."""
    text = page_of(rule).source.text
    headings = [*SECTION.finditer(FENCE.sub(lambda block: re.sub(r"\S", " ", block[0]), text))]
    assert [heading["name"] for heading in headings] == ["Why", "Reported", "Not reported"]
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    parts = {heading["name"]: text[heading.end() : end] for heading, end in zip(headings, ends, strict=True)}
    return {block["title"]: block["text"] for block in FENCE.finditer(parts[section])}


def answer(rule: Rule, files: dict[str, str], folder: Path) -> str:
    """Write files, run one rule over them, and give what it says as the command prints it."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "docs").mkdir(exist_ok=True)
    return "".join(f"{problem}\n" for problem in check(read_site(folder), [rule]))


@every_rule
def test_a_rule_answers_as_its_page_says(rule: Rule, tmp_path: Path) -> None:
    files = files_of(rule, "Reported")
    expected = files.pop(ANSWER)

    assert answer(rule, files, tmp_path) == expected


@every_rule
def test_a_rule_reports_something_on_its_page(rule: Rule) -> None:
    lines = files_of(rule, "Reported")[ANSWER].splitlines()

    assert lines
    assert [line for line in lines if not line.endswith(f" [{name_of(rule)}]")] == []


@every_rule
def test_a_rule_leaves_alone_what_its_page_says(rule: Rule, tmp_path: Path) -> None:
    files = files_of(rule, "Not reported")

    assert files
    assert answer(rule, files, tmp_path) == ""


@every_rule
def test_a_rules_page_opens_with_what_the_rule_asks(rule: Rule) -> None:
    page = page_of(rule)

    assert page.front_matter_faults == ()
    assert page.text("summary") == rule.__doc__
    assert page.text("title").lower().replace(" ", "-") == name_of(rule)


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    pages = {path.stem for path in (ROOT / PAGES).glob("*.md")} - {"index"}

    assert pages == {name_of(rule) for rule in RULES}


@every_rule
def test_a_rules_name_is_an_adjective_and_a_noun(rule: Rule) -> None:
    adjective = r"(?:un\w+|missing|duplicate|escaped|hand-typed|malformed|incomplete|clashing|skipped)"

    assert re.fullmatch(rf"{adjective}-[a-z]+(?:-[a-z]+)?", name_of(rule))


def test_no_rules_name_is_copied_in_the_code() -> None:
    name = re.compile("|".join(map(name_of, RULES)))
    files = sorted((ROOT / "scripts" / "evidence" / "rules").glob("*.py"))

    assert [(path.name, found[0]) for path in files for found in name.finditer(path.read_text(encoding="utf-8"))] == []


@every_rule
def test_no_answer_blames_or_speaks_as_programs_do(rule: Rule) -> None:
    words = re.compile(r"\b(?:invalid|schema|yaml|regex|error|illegal|forbidden|fail\w*|you must)\b", re.IGNORECASE)

    assert words.findall(files_of(rule, "Reported")[ANSWER]) == []
