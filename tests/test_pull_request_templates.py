"""The checklists of pull requests: short, and naming only what there is."""

import re
from pathlib import Path

import pytest

from evidence.__main__ import main
from evidence.page_types import CASES, KEPT

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
TEMPLATES = [GITHUB / "pull_request_template.md", *sorted((GITHUB / "PULL_REQUEST_TEMPLATE").glob("*.md"))]
FIELDS_OF_SOURCES = ("seen", "urldate", "keywords")


def test_there_is_one_for_each_kind_of_change() -> None:
    kinds = [path.stem for path in TEMPLATES]

    assert kinds == ["pull_request_template", "case-study", "code", "correction", "page", "source"]


def test_the_one_that_everybody_sees_leads_to_the_others() -> None:
    """GitHub shows a template of its own only where the address names it; no test here can press its buttons."""
    first, *others = TEMPLATES

    led_to = re.findall(r"\]\(\?expand=1&template=(.+?)\)", first.read_text(encoding="utf-8"))

    assert sorted(led_to) == [path.name for path in others]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_it_asks_first_and_then_gives_a_short_checklist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.match(r"<!-- [A-Z].*[?.] -->\n", text)
    assert 4 <= text.count("\n- [ ] ") <= 7


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_what_it_names_is_there(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    verbs = set(re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    fields = {*FIELDS_OF_SOURCES, *(field.name for field in (*CASES.fields, *KEPT))}

    for code in re.findall(r"`([^`]+)`", path.read_text(encoding="utf-8")):
        word, _, rest = code.partition(" ")
        if word == "evidence":
            assert rest in verbs
        elif word == "make":
            assert f"\n{rest}: " in makefile
        elif re.fullmatch(r"[a-z_]+", code):
            assert code in fields
        elif "/" in code or code.endswith(".bib"):
            assert (ROOT / code).exists()
