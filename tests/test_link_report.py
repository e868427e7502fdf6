"""Where pages and the library lead on the web, and the report of it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from evidence.__main__ import main
from evidence.content import Site
from evidence.link_report import addresses, link_report
from evidence.lookup import Answer, OfflineError, State

SiteOf = Callable[[Mapping[str, str], str], Site]

PAGE = """---
title: A
---

See [one](https://a.test/x_(y)), <https://a.test/z> and https://a.test/end.
Again (https://a.test/z), not `https://a.test/code` nor https://www.example.org/x.
"""
LIBRARY = r"""@misc{one, title = {One}, doi = {10.1234/ab(c)}, url = {https://a.test/a\_b}}
@misc{two, title = {Two}, url = {https://a.test/z}}
"""


def test_every_address_is_found_with_its_places(site_of: SiteOf) -> None:
    assert addresses(site_of({"a.md": PAGE}, LIBRARY)) == {
        "https://doi.org/10.1234/ab(c)": ["references.bib, line 1 (one)"],
        "https://a.test/a_b": ["references.bib, line 1 (one)"],
        "https://a.test/z": ["references.bib, line 2 (two)", "docs/a.md, line 5", "docs/a.md, line 6"],
        "https://a.test/x_(y)": ["docs/a.md, line 5"],
        "https://a.test/end": ["docs/a.md, line 5"],
    }


def test_the_report_says_what_is_gone_first() -> None:
    answers = [
        Answer("https://a.test/3", State.UNCLEAR, "the host answers 403"),
        Answer("https://a.test/1", State.MOVED, "https://b.test/1"),
        Answer("https://a.test/2", State.GONE, "the host answers 404"),
        Answer("https://a.test/4", State.FINE),
    ]
    places = {answer.address: ["references.bib, line 4 (one)", "docs/a.md, line 5"] for answer in answers}

    assert (
        link_report(answers, places, "2026-11-23")
        == """# Web addresses, looked up on 23 November 2026

4 addresses: 1 as it was, 1 moved, 1 gone, 1 not clear.

## Gone

Look for the source elsewhere, or for a copy of it at web.archive.org.

- <https://a.test/2>: the host answers 404. In: references.bib, line 4 (one); docs/a.md, line 5.

## Moved

Open the new address, and if it is the same source, put it in the place of the old one.

- <https://a.test/1> is now at <https://b.test/1>. In: references.bib, line 4 (one); docs/a.md, line 5.

## Not clear

Some hosts refuse a program and answer a person. Open each in a browser.

- <https://a.test/3>: the host answers 403. In: references.bib, line 4 (one); docs/a.md, line 5.
"""
    )


@pytest.mark.parametrize(("state", "code"), [(State.FINE, 0), (State.UNCLEAR, 0), (State.GONE, 1), (State.MOVED, 1)])
def test_the_command_writes_the_report(
    project: Path, state: State, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    library = project / "references.bib"
    library.write_text(library.read_text(encoding="utf-8").replace("example.org", "a.test"), encoding="utf-8")
    monkeypatch.setattr("evidence.verbs.links.look_up", lambda found, _: [Answer(each, state, "x") for each in found])

    assert main(["links", "--out", "report.md"]) == code
    assert (project / "report.md").read_text(encoding="utf-8").startswith("# Web addresses, looked up on ")
    assert capsys.readouterr().err.endswith("The report is in report.md.\n")


def test_without_a_connection_the_command_writes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline(*_: object) -> list[Answer]:
        raise OfflineError

    monkeypatch.chdir(project)
    monkeypatch.setattr("evidence.verbs.links.look_up", offline)

    assert main(["links"]) == 1
    assert not (project / "link-report.md").exists()
    assert capsys.readouterr().err.endswith("No address can be reached. Are you online? No report was written.\n")
