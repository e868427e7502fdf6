"""The pages for editors: what they tell people to type works as they say."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from evidence.__main__ import main
from evidence.issue_form import PATH

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs" / "contributing").glob("*.md"))
COMMAND = re.compile(r"(?:^|`)(?P<words>evidence [^`\n]+)(?:`|$)", re.MULTILINE)
MAKE = re.compile(r"`make (\w+)`")


@pytest.fixture
def verbs(capsys: pytest.CaptureFixture[str]) -> set[str]:
    with pytest.raises(SystemExit):
        main(["--help"])
    return set(re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_command_on_a_page_has_a_verb_and_options_that_exist(
    page: Path, verbs: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = page.read_text(encoding="utf-8")
    for found in COMMAND.finditer(text):
        _, verb, *rest = shlex.split(found["words"])
        assert verb in verbs
        with pytest.raises(SystemExit):
            main([verb, *rest, "--help"])
        known = capsys.readouterr().out
        assert [option for option in rest if option.startswith("--") and option not in known] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [target for target in MAKE.findall(text) if f"\n{target}: " not in makefile] == []


def test_the_issue_form_is_called_what_the_page_says() -> None:
    name = yaml.safe_load((ROOT / PATH).read_text(encoding="utf-8"))["name"]

    assert f'"{name}"' in (ROOT / "docs/contributing/add-a-case-study.md").read_text(encoding="utf-8")


def test_the_new_source_that_the_page_shows_can_be_used_as_it_stands(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = (ROOT / "docs/contributing/add-a-source.md").read_text(encoding="utf-8")
    block = re.search(r"^````markdown\n(.*?)^````$", shown, re.MULTILINE | re.DOTALL)
    assert block
    page = project / "docs/nations/wales.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}- People were asked [@examplecouncil2026panel].\n\n{block[1]}", encoding="utf-8")
    monkeypatch.chdir(project)

    assert main(["check"]) == 0, capsys.readouterr().out
    assert main(["adopt"]) == 0
    assert page.read_text(encoding="utf-8") == f"{text}- People were asked [@examplecouncil2026panel].\n"


def test_the_check_before_a_commit_runs_what_there_is(verbs: set[str]) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]

    assert [hook["entry"].split() for hook in hooks] == [
        [".venv/bin/evidence", "check"],
        [".venv/bin/evidence", "format"],
    ]
    assert {hook["entry"].split()[1] for hook in hooks} <= verbs
    for path in ("docs/nations/wales.md", "references.bib", "mkdocs.yml"):
        assert re.search(hooks[0]["files"], path)
    assert not re.search(hooks[0]["files"], "scripts/evidence/render.py")


def test_the_readme_leads_to_how_a_meeting_pack_is_made() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (path, anchor), *_ = re.findall(r"\[make a meeting pack\]\(([^#)]+)#([^)]+)\)", readme)
    page = (ROOT / path).read_text(encoding="utf-8")

    _, _, section = page.partition(f"\n## {anchor.replace('-', ' ').capitalize()}\n")
    steps = section.partition("\n## ")[0]

    assert "`_template.md` in `docs/meeting-packs/`" in steps
    assert "`evidence handouts meeting-packs/your-pack`" in steps
    assert (ROOT / "docs" / "meeting-packs" / "_template.md").is_file()
