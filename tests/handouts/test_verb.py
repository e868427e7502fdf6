"""The verb `evidence handouts`: the PDFs of some pages, to look at."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.verbs.handouts import uri_of

Evidence = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    "name", ["nations/wales", "nations/wales.md", "docs/nations/wales.md", "./docs/nations/wales.md"]
)
def test_a_page_may_be_named_as_people_do(name: str) -> None:
    assert uri_of(name) == "nations/wales.md"


def test_the_pdfs_of_a_page_are_made_and_named(project: Path, evidence: Evidence) -> None:
    done = evidence("handouts", "nations/wales")

    assert done.returncode == 0
    assert done.stdout.split() == ["handouts/nations/wales.pdf", "handouts/nations/wales-large.pdf"]
    assert done.stderr == "Made 2 PDFs in handouts.\n"
    assert (project / "handouts/nations/wales.pdf").read_bytes().startswith(b"%PDF-")
    assert not (project / "site").exists()


def test_without_a_name_all_are_made(project: Path, evidence: Evidence) -> None:
    done = evidence("handouts", "--out", "elsewhere")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Made 2 PDFs in elsewhere/handouts.\n")
    assert (project / "elsewhere/handouts/nations/wales-large.pdf").is_file()


@pytest.mark.parametrize("name", ["nations/atlantis", "about/index", "../secret"])
def test_a_page_without_a_handout_is_refused(evidence: Evidence, name: str) -> None:
    done = evidence("handouts", name)

    assert done.returncode == 2
    assert done.stderr == f"There is no page {name} that has a handout. Name one such as nations/wales.\n"


def test_a_page_that_paper_cannot_show_is_named(project: Path, evidence: Evidence) -> None:
    with (project / "docs" / "nations" / "wales.md").open("a", encoding="utf-8") as file:
        file.write("- Whether 漢 can be printed.\n")

    done = evidence("handouts", "nations/wales")

    assert done.returncode == 1
    place = "docs/nations/wales.md:14:1: Below the heading “What we do not know” this page"
    assert done.stdout.startswith(f"{place} holds the sign “漢”, which a handout cannot show.")
    assert done.stdout.endswith("[unprintable-content]\n")


def test_a_page_that_paper_cannot_show_leaves_the_pdfs_as_they_were(project: Path, evidence: Evidence) -> None:
    assert evidence("handouts").returncode == 0
    before = {path: path.read_bytes() for path in (project / "handouts").rglob("*.pdf")}
    england = project / "docs" / "nations" / "england.md"
    wales = project / "docs" / "nations" / "wales.md"
    england.write_text(wales.read_text().replace("title: Wales", "title: England"))
    wales.write_text(wales.read_text().replace("- Whether it helps.", "- Whether it helps us."))
    with england.open("a", encoding="utf-8") as file:
        file.write("- Whether 漢 can be printed.\n")

    done = evidence("handouts")

    assert (done.returncode, done.stderr) == (1, "1 problem. Nothing is lost.\n")
    assert {path: path.read_bytes() for path in (project / "handouts").rglob("*.pdf")} == before


def test_a_folder_that_cannot_be_written_to_is_no_stack_trace(evidence: Evidence) -> None:
    done = evidence("handouts", "nations/wales", "--out", "mkdocs.yml")

    assert done.returncode == 2
    assert done.stderr.endswith("Mend that, or name another folder.\n")
