"""evidence new: what it writes, and what it refuses to write over."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from evidence.__main__ import main

SAVED = """### Title

Carers chose

### Nation

Wales, Narnia

### What was done

- This.

### Your sources

Powys, 2023
"""


@pytest.fixture(autouse=True)
def in_the_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "docs/case-studies").mkdir()
    (project / "docs/case-studies/_template.md").write_text("---\ntitle: T\n---\n\n## What was done\n\nSay it.\n")
    monkeypatch.chdir(project)


def test_a_page_is_written_under_its_title_and_never_over_another(capsys: pytest.CaptureFixture[str]) -> None:
    path = "docs/case-studies/peer-review-swansea.md"

    assert main(["new", "case-study", "Peer review: Swansea"]) == 0
    said = capsys.readouterr()
    text = Path(path).read_text(encoding="utf-8")

    assert (said.out, f"evidence check {path}" in said.err) == (f"{path}\n", True)
    assert '\ntitle: "Peer review: Swansea"\n' in text
    assert text.endswith("---\n\n## What was done\n\nSay it.\n")

    assert main(["new", "case-study", "peer Review: Swansea"]) == 2
    assert capsys.readouterr().err.startswith(f"The page {path} already has the title 'peer Review: Swansea'. Say in")
    assert main(["new", "case-study", "Peer review – Swansea"]) == 0
    assert capsys.readouterr().out == "docs/case-studies/peer-review-swansea-2.md\n"
    assert Path(path).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("piped", [False, True])
def test_the_saved_text_of_an_issue_becomes_a_page(piped: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = SAVED.replace("\n", "\r\n").encode()
    Path("issue.md").write_bytes(saved)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(saved)))

    assert main(["new", "case-study", "--from", "-" if piped else "issue.md"]) == 0

    text = Path("docs/case-studies/carers-chose.md").read_text(encoding="utf-8")
    assert '\ntitle: "Carers chose"\n' in text
    assert "\nnations: [wales]\n" in text
    remarks = "# The sources that the form names:\n# Powys, 2023\n# What else it says:\n# Nation: Narnia\n"
    assert f"\n{remarks}---\n\n## What was done\n\n- This.\n" in text


@pytest.mark.parametrize("arguments", [["Ours", "--from", "issue.md"], ["--from", "issue.md", "Ours"]])
def test_a_title_of_our_own_comes_before_that_of_the_issue_wherever_it_stands(arguments: list[str]) -> None:
    Path("issue.md").write_text(SAVED)

    assert main(["new", "case-study", *arguments]) == 0
    assert '\ntitle: "Ours"\n' in Path("docs/case-studies/ours.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["case-study"], "Give the page a title with words in it"),
        (["case-study", "…"], "Give the page a title with words in it"),
        (["benefit", "--from", "issue.md"], "Only a case study has an issue form."),
        (["case-study", "--from", "nowhere.md"], "The file nowhere.md could not be read: No such file or directory."),
        (["case-study", "--from", "old.md"], "Some letters of the file are stored in an old way"),
        (["case-study", "--from", "mkdocs.yml"], "We found no answers in mkdocs.yml."),
        (["barrier", "A title"], "docs/barriers/a-title.md could not be written"),
    ],
)
def test_misuse_is_said_plainly(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("old.md").write_bytes(b"Caf\xe9")

    assert main(["new", *arguments]) == 2
    assert capsys.readouterr().err.startswith(said)
